; serenity-16129: a signal's handler began with the flags of the interrupted program: with DF=1 its string instructions ran backwards, and with TF=1 it
; trapped at its first instruction.

%include "public-bug.inc"

section .bss
steps:
    resd 1
seen:
    resd 1

entry
    handle SIGILL, on_undefined, 0
    expect 0
    std
    ud2
    pushfd
    pop edi
    cld
    mov eax, [seen]
    and eax, DIRECTION | TRAP
    expect 0
    mov eax, edi
    and eax, DIRECTION              ; and the program gets its own back
    expect DIRECTION

    ; A trap after each instruction: in the handler there is none.
    handle SIGTRAP, on_step, 0
    expect 0
    push dword TRAP | 2
    popfd
    nop
    nop
    push dword 2
    popfd
    mov eax, [seen]
    and eax, DIRECTION | TRAP
    expect 0
    mov eax, [steps]
    expect 4                        ; nop, nop, push and popfd

    ; Both, through a system call.
    push dword TRAP | DIRECTION | 2
    popfd
    mov eax, SYS_GETPID
    int SYSTEM_CALL
    push dword 2
    popfd
    mov ecx, eax
    mov eax, [seen]
    and eax, DIRECTION | TRAP
    expect 0
    system SYS_GETPID
    expect ecx
    exit 0

on_undefined:
    pushfd
    pop dword [seen]
    add dword [ecx + UC_EIP], 2
    ret
on_step:
    pushfd
    pop dword [seen]
    inc dword [steps]
    ret

    restorer
