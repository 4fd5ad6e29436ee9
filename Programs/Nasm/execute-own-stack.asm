; execute-own-stack: pushes a RET on its stack and calls it.
;
; What the CPU says (SDM 4.6): as for execute-own-data: with two-level tables it survives, and under PAE with EFER.NXE
; the stack is not executable: #PF, error 15 (P=1, U=1, I/D=1).

%include "ring3.inc"

RET_INSTRUCTION equ 0xC3

entry
    push RET_INSTRUCTION
    call esp
    survived "the stack can be executed"
