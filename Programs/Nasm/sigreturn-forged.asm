; sigreturn-forged: makes a frame by itself that asks for what ring 3 has not: IOPL=3, IF=0, VM=1, NT=1, kernel selectors in FS and GS, bits of MXCSR
; that do not exist; and an x87 error that is not masked waits in the form of the x87 state that does not count. It gets none of it, and goes on. Exits with 0, or with the number of the expectation that failed.

%include "ring3.inc"

FORGED    equ 1 << 12 | 1 << 13 | 1 << 14 | 1 << 17
IF_BIT    equ 1 << 9
CARRY     equ 1

section .bss align=16
image:
    resb 512

entry
    handle SIGSEGV, handler, SA_NODEFER
    expect 0
    clc
.fault:
    mov al, [0]
.after:
    pushfd
    pop eax
    push eax
    and eax, FORGED
    expect 0
    pop eax
    push eax
    and eax, IF_BIT
    expect IF_BIT
    pop eax
    and eax, CARRY
    expect CARRY
    mov ax, fs
    movzx eax, ax
    expect 0
    mov ax, gs
    movzx eax, ax
    expect 0
    fwait                           ; would raise the error
    fnstsw ax
    movzx eax, ax
    expect 0

    ; A return without any frame to return to.
    system SYS_FORK
    test eax, eax
    jz .child
    mov edi, eax
    system SYS_WAITPID, edi, image, 0
    expect edi
    mov eax, [image]
    and eax, ~0x80
    expect SIGSEGV
    exit 0
.child:
    mov esp, 0x70000000
    system SYS_RT_SIGRETURN
    exit 0

handler:
    mov eax, [ecx + UC_EFLAGS]
    or eax, FORGED | CARRY
    and eax, ~IF_BIT
    mov [ecx + UC_EFLAGS], eax
    mov dword [ecx + UC_FS], 0x10
    mov dword [ecx + UC_FS - 4], 0x28
    mov dword [ecx + UC_EIP], _start.after
    mov eax, [ecx + UC_FPSTATE]
    mov dword [eax + FP_MXCSR], -1
    mov dword [eax + FP_FXSAVE], 0x80810340     ; FCW with IM=0, and FSW with IE, ES and B
    ret

    restorer
