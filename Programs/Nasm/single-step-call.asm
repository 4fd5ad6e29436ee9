; single-step-call: sets TF, with a system call as the next instruction.
;
; What the CPU says (SDM 6.12.1, "Flag Usage By Exception- or Interrupt-Handler Procedure"): INT clears TF once it has
; stored EFLAGS, so the kernel is not single-stepped. IRET brings TF back, and the #DB, a trap, comes after the first
; instruction that follows it in ring 3. EIP is the address after that NOP.

%include "ring3.inc"

TRAP_FLAG equ 1 << 8

entry
    mov eax, SYS_GETPID
    pushfd
    or dword [esp], TRAP_FLAG
    popfd
    int SYSTEM_CALL
    nop
    survived "no debug exception came"
