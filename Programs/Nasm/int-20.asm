; int-20: int 0x20, the vector that many PC kernels give to the timer: a clock tick by hand.
;
; What the CPU says (SDM 6.12.1, 6.13): #GP, error 102h: index 20h * 8, bit 1 (IDT), whether the gate's DPL is 0 or
; there is no such gate at all.

%include "ring3.inc"

TIMER equ 0x20

entry
    int TIMER
    survived "a timer interrupt can be forged"
