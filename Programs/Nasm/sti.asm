; sti: turns interrupts on. They are on already, but the instruction is still refused.
;
; What the CPU says (SDM vol. 2 "STI"): CPL=3 is above IOPL=0, so #GP, error 0, under each mapping.

%include "ring3.inc"

entry
    sti
    survived "sti is allowed"
