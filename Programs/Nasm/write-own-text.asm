; write-own-text: writes to the first byte of its own code.
;
; What the CPU says (SDM 4.6): the text segment is mapped with U/S=1 and R/W=0; a write from ring 3 obeys R/W whatever
; CR0.WP is. #PF, error 07 (P=1, W=1, U=1) under each mapping: the page is the task's own and still read-only.

%include "ring3.inc"

entry
    mov byte [_start], 0x90
    survived "the code is writable"
