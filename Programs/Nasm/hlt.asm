; hlt: stops the processor until the next interrupt.
;
; What the CPU says (SDM 5.9): needs CPL=0: #GP, error 0, under each mapping.

%include "ring3.inc"

entry
    hlt
    survived "the processor can be halted"
