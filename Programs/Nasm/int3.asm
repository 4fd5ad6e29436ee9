; int3: the breakpoint instruction.
;
; What the CPU says (SDM 6.15 "Interrupt 3"): #BP, a trap: EIP is the address *after* the one-byte instruction. INT3 obeys
; the gate's DPL as INT n does; a kernel that lets ring 3 set breakpoints gives vector 3 the DPL 3, else #GP, error 1Ah.

%include "ring3.inc"

entry
    int3
    survived "the breakpoint was passed over"
