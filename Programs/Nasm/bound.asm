; bound: checks index 5 against the bounds 0 to 4.
;
; What the CPU says (SDM 6.15 "Interrupt 5"): #BR, a fault, no error code. The gate's DPL does not matter: BOUND raises an
; exception, it is no software interrupt.

%include "ring3.inc"

section .rodata
bounds:
    dd 0, 4

entry
    mov eax, 5
    bound eax, [bounds]
    survived "the index was accepted"
