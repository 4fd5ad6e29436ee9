; execute: calls the linear address in argv[1].
;
; What the CPU says (SDM 4.6, 4.7): the fetch of the first instruction there is a read by ring 3, so for a kernel page
;   shared           #PF, error 05 (P=1, U=1);
;   fourfour, kpti   #PF, error 04 (P=0, U=1).
; Bit 4 (I/D, instruction fetch) is set besides only where the CPU can tell fetches apart: under PAE with EFER.NXE, or
; with CR4.SMEP. The fault is the fetch's, not the call's: EIP and CR2 are both the target.

%include "ring3.inc"

entry
    argument eax, 1
    call eax
    survived "the code there ran and returned"
