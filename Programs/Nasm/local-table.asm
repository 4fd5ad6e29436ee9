; local-table: a far call through the local descriptor table, of which this kernel gives no task one.
;
; A selector with bit 2 set names a descriptor in the LDT. With LDTR = 0 there is none: #GP with the selector as error code
; (SDM vol. 3, 2.4.2 and 6.13), under each mapping. But a processor comes out of reset with an LDTR that is *valid*, with base 0
; (table 10-1): a kernel that forgets LLDT lets the processor read descriptors at linear address 1000h, where a program may
; put a call gate into ring 0. There it would be a #PF, or worse: no fault.

%include "ring3.inc"

SELECTOR equ 1000h | 4 | 3

entry
    call SELECTOR:0
    survived "there is a local descriptor table"
