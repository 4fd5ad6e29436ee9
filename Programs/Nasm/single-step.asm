; single-step: sets TF, the trap flag.
;
; What the CPU says (SDM 6.15 "Interrupt 1"): #DB, a trap, after the instruction that follows POPFD. DR6.BS is set.

%include "ring3.inc"

TRAP_FLAG equ 1 << 8

entry
    pushfd
    or dword [esp], TRAP_FLAG
    popfd
    nop
    survived "no debug exception came"
