; protect-unread: writes to a page that it mapped to be read, before it ever read it.
;
; What the CPU says (SDM 4.7): #PF, error 06 (P=0, W=1, U=1): the page has not come yet, and for a write it does not come.

%include "ring3.inc"

PLACE equ 0x60000000

entry
    map PLACE, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED
    expect PLACE
    mov byte [PLACE], 1
    map PLACE, PAGE, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED
    mov byte [PLACE], 2
    survived "the write should have faulted"
