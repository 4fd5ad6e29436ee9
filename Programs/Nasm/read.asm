; read: reads the byte at the linear address in argv[1].
;
; What the CPU says (SDM 4.6 "Access Rights", 4.7 "Page-Fault Exceptions"): ring 3 may read a page only if U/S is 1 at
; every level of the walk. For a kernel page that is
;   shared           #PF, error 05 (P=1, U=1): the walk succeeds, and U/S=0 forbids the access;
;   fourfour, kpti   #PF, error 04 (P=0, U=1): this directory has no such entry.
; A hole in the kernel's space and an unmapped page of the task's own give 04 under each. The trampoline is mapped under each,
; supervisor-only: 05.

%include "ring3.inc"

entry
    argument eax, 1
    mov al, [eax]
    survived "the read went through"
