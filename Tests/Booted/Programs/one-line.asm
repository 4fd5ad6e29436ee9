; one-line: prints a line.

%include "ring3.inc"

entry
    print "one line", 10
    exit 0
