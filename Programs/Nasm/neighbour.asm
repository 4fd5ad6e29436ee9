; neighbour: lets the owner of own_page_address run first, then reads the secret there.
;
; What the CPU says (SDM 4.7): #PF, error 04 (P=0, U=1), under each mapping: the page is in the other task's directory, and
; the CR3 loaded at the switch has flushed what the TLB knew of it (SDM 4.10.4.1 "Operations that Invalidate TLBs and
; Paging-Structure Caches").

%include "ring3.inc"

TURNS equ 5

entry
    mov esi, TURNS
.turn:
    yield
    dec esi
    jnz .turn
    mov eax, [own_page_address]
    survived "the neighbour's secret can be read"
