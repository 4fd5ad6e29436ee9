; x87-divide: divides 1 by 0 on the x87 with that exception unmasked.
;
; What the CPU says (SDM 6.15 "Interrupt 16"): FDIV only notes the error; the next waiting x87 instruction reports it: #MF,
; a fault, no error code, since CR0.NE is 1. EIP is the FWAIT's.

%include "ring3.inc"

section .rodata
control_word:
    dw 0x037B                       ; the reset state less bit 2 (ZM)

entry
    fldcw [control_word]
    fld1
    fldz
    fdivp
    fwait
    survived "no x87 exception came"
