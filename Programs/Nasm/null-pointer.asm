; null-pointer: reads a dword at linear address 0.
;
; What the CPU says (SDM 4.7): page 0 is mapped nowhere, so #PF, error 04 (P=0, U=1), CR2=0, under each mapping.

%include "ring3.inc"

entry
    mov eax, [0]
    survived "there is a page at address 0"
