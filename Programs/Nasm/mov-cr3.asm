; mov-cr3: reads CR3, which would tell ring 3 where its page directory lies.
;
; What the CPU says (SDM 5.9 "Privileged Instructions"): moves from and to control registers need CPL=0: #GP, error 0,
; under each mapping. EIP is the instruction's: a fault, nothing was done.

%include "ring3.inc"

entry
    mov eax, cr3
    survived "CR3 can be read"
