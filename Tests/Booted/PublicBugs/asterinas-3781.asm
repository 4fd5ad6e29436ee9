; asterinas-3781: rt_sigreturn took EFLAGS from the program's stack as they were: IOPL 3 gave every program the I/O ports and CLI.

%include "public-bug.inc"

section .rodata
flags:
    dd IOPL, IOPL | INTERRUPT, 0, VIRTUAL_8086, VIRTUAL_8086 | IOPL, VIRTUAL_INTERRUPTS, NESTED_TASK, 0xFFFFFEFF, CARRY
flags_end:

FORBIDDEN equ IOPL | VIRTUAL_8086 | VIRTUAL_INTERRUPTS

section .bss
place:
    resd 1

entry
    catch_faults
    handle SIGILL, forge, 0
    expect 0
    mov dword [place], flags
.next:
    ud2
    pushfd
    pop esi
    push dword 2                    ; a clean EFLAGS
    popfd
    cld
    mov eax, esi
    and eax, FORBIDDEN | INTERRUPT
    expect INTERRUPT
    mov eax, [place]
    mov eax, [eax]
    xor eax, esi
    and eax, CARRY                  ; what a program may change is changed
    expect 0
    expect_fault 0, cli
    expect_fault 0, in al, 0x64
    add dword [place], 4
    cmp dword [place], flags_end
    jb .next
    exit 0

forge:
    mov eax, [place]
    mov eax, [eax]
    mov [ecx + UC_EFLAGS], eax
    add dword [ecx + UC_EIP], 2
    ret

    fault_catcher
