; write: writes a byte to the linear address in argv[1].
;
; What the CPU says (SDM 4.6, 4.7): a write from ring 3 needs U/S and R/W of 1 at every level. The error code does not
; tell which was 0: a kernel page gives the same whether it is writable or not.
;   shared           #PF, error 07 (P=1, W=1, U=1);
;   fourfour, kpti   #PF, error 06 (P=0, W=1, U=1).

%include "ring3.inc"

entry
    argument eax, 1
    mov byte [eax], 0
    survived "the write went through"
