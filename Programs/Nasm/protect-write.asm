; protect-write: writes to a page, makes it read-only, and writes again.
;
; What the CPU says (SDM 4.7): #PF, error 07 (P=1, W=1, U=1): the TLB must have forgotten that R/W was 1.

%include "ring3.inc"

PLACE equ 0x60000000

entry
    map PLACE, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED
    expect PLACE
    mov byte [PLACE], 1
    system SYS_MPROTECT, PLACE, PAGE, PROT_READ
    mov byte [PLACE], 2
    survived "the write should have faulted"
