; int-08: int 8, a double fault by hand: vector 8 holds a task gate, whose DPL is 0 too.
;
; What the CPU says (SDM 6.12.1, 6.13): #GP, error 42h: index 8 * 8, bit 1 (IDT). The kernel must not panic.

%include "ring3.inc"

DOUBLE_FAULT equ 8

entry
    int DOUBLE_FAULT
    survived "a double fault can be forged"
