; into: the overflow check, with OF set by 7FFFFFFFh + 1.
;
; What the CPU says (SDM 6.15 "Interrupt 4"): #OF, a trap, if vector 4's gate has DPL 3; with DPL 0: #GP, error 22h
; (index 4 * 8, bit 1: IDT). Both are SIGSEGV to Linux.

%include "ring3.inc"

entry
    mov eax, 0x7FFFFFFF
    inc eax
    into
    survived "the overflow went unnoticed"
