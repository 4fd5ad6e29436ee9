; protect-none: writes to a page, gives up all rights to it, and writes again.
;
; What the CPU says (SDM 4.7): #PF, error 06 (P=0, W=1, U=1): a page without rights is kept, but it is not present.

%include "ring3.inc"

PLACE equ 0x60000000

entry
    map PLACE, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED
    expect PLACE
    mov byte [PLACE], 1
    system SYS_MPROTECT, PLACE, PAGE, PROT_NONE
    mov byte [PLACE], 2
    survived "the write should have faulted"
