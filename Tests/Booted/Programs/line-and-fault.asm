; line-and-fault: prints a line, and ends by a fault.

%include "ring3.inc"

entry
    print "a line", 10
    ud2
