; write-own-constant: writes to its own read-only data.
;
; What the CPU says (SDM 4.6): as for write-own-text: #PF, error 07 (P=1, W=1, U=1) under each mapping.

%include "ring3.inc"

section .rodata
constant:
    dd 0x12345678

entry
    mov dword [constant], 0
    survived "the constant is writable"
