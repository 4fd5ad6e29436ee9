; at-kernel-text: prints its own EIP. It is linked once for each address that a kernel's image has (high layout C0100000h,
; low layout 100000h, built by Cosmos 2000000h), and the experiment runs the one that lies where this kernel's text does.
;
;   shared, kpti     the loader refuses it: that part of a tree with the task's pages is the kernel's;
;   fourfour         it runs: no such tree has the kernel, so the address is free for the task.
; Exits with 0.

%include "ring3.inc"

entry
    call .here
.here:
    pop esi
    print "running at "
    print_hexadecimal esi
    print 10
    exit 0
