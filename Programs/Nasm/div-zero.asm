; div-zero: divides by zero.
;
; What the CPU says (SDM 6.15 "Interrupt 0"): #DE, a fault, no error code, in both mappings.

%include "ring3.inc"

entry
    xor ecx, ecx
    div ecx
    survived "a division by zero has a result"
