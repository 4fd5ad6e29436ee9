; read-dword: reads the four bytes from the linear address in argv[1] on, which may lie in two pages.
;
; What the CPU says (SDM 4.7): as for read. If the first page may be read and the second may not, CR2 is the second page's
; first byte, not the operand's address.

%include "ring3.inc"

entry
    argument eax, 1
    mov eax, [eax]
    survived "the read went through"
