; undefined: UD2, the instruction that is guaranteed not to exist.
;
; What the CPU says (SDM 6.15 "Interrupt 6"): #UD, a fault, no error code, under each mapping.

%include "ring3.inc"

entry
    ud2
    survived "an undefined instruction ran"
