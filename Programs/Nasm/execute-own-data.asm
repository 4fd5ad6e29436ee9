; execute-own-data: calls a RET that lies in a writable page of its own.
;
; What the CPU says (SDM 4.6): two-level entries have no execute-disable bit, so the code runs and the program survives.
; Under PAE with EFER.NXE and XD=1 in the entry: #PF, error 15 (P=1, U=1, I/D=1). The mapping plays no part.

%include "ring3.inc"

section .data
code:
    ret

entry
    call code
    survived "data can be executed"
