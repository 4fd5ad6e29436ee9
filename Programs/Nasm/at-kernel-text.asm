; at-kernel-text: linked at C0100000h, the very address of the kernel's text in the high layout, and prints its own EIP.
;
;   shared mapping   the loader refuses it: that part of the task's directory is the kernel's;
;   4:4 split        it runs: the kernel is not mapped here, so the address is free for the task.
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
