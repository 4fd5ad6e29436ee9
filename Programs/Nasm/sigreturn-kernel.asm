; sigreturn-kernel: returns from a handler with the kernel's code segment in the frame. What the CPU says: #GP, error 08, at the kernel's IRET,
; since the RPL is 3 whatever the frame says.

%include "ring3.inc"

KERNEL_CODE equ 8

entry
    handle SIGSEGV, handler, SA_NODEFER
    expect 0
    mov al, [0]
    survived "the return was granted"
handler:
    mov dword [ecx + UC_CS], KERNEL_CODE
    ret

    restorer
