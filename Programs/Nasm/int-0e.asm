; int-0e: int 0x0e, a page fault by hand. If ring 3 could do this, the kernel would read an old CR2 and a frame that has
; no error code in it.
;
; What the CPU says (SDM 6.12.1, "Protection of Exception- and Interrupt-Handler Procedures"): INT n needs CPL <= the
; gate's DPL, and vector 0Eh's is 0: #GP, not #PF, with error 72h: index 0Eh * 8, bit 1 (IDT) (SDM 6.13 "Error Code").

%include "ring3.inc"

PAGE_FAULT equ 0x0E

entry
    int PAGE_FAULT
    survived "a page fault can be forged"
