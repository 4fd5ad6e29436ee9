; div-zero: divides by zero.
;
; What the CPU says (SDM 6.15 "Interrupt 0"): #DE, a fault, no error code, under each mapping.

%include "ring3.inc"

entry
    xor ecx, ecx
    div ecx
    survived "a division by zero has a result"
