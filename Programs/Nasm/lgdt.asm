; lgdt: loads the GDT's register with a table of its own. With it ring 3 could give itself any descriptor.
;
; What the CPU says (SDM 5.9): needs CPL=0: #GP, error 0, under each mapping.

%include "ring3.inc"

section .rodata
pseudo_descriptor:
    dw 0                            ; limit
    dd 0                            ; base

entry
    lgdt [pseudo_descriptor]
    survived "the GDT can be replaced"
