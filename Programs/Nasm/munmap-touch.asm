; munmap-touch: writes to a page, gives it back, and writes again.
;
; What the CPU says (SDM 4.7): #PF, error 06 (P=0, W=1, U=1): the page is gone from the tables and from the TLB.

%include "ring3.inc"

PLACE equ 0x60000000

entry
    map PLACE, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED
    expect PLACE
    mov byte [PLACE], 1
    system SYS_MUNMAP, PLACE, PAGE
    mov byte [PLACE], 2
    survived "the write should have faulted"
