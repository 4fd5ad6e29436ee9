; lidt: loads the IDT's register with a table of its own. With it ring 3 could take over every trap.
;
; What the CPU says (SDM 5.9): needs CPL=0: #GP, error 0, under each mapping.

%include "ring3.inc"

section .rodata
pseudo_descriptor:
    dw 0                            ; limit
    dd 0                            ; base

entry
    lidt [pseudo_descriptor]
    survived "the IDT can be replaced"
