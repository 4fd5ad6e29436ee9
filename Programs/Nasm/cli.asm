; cli: turns interrupts off, so that nothing could take the processor away any more.
;
; What the CPU says (SDM vol. 2 "CLI"): CPL=3 is above IOPL=0, so #GP, error 0, under each mapping.

%include "ring3.inc"

entry
    cli
    survived "interrupts can be turned off"
