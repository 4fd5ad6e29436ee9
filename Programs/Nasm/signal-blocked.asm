; signal-blocked: faults in the handler of a fault, which blocks the signal meanwhile: that ends the program, as on Linux.

%include "ring3.inc"

entry
    handle SIGSEGV, handler, 0
    expect 0
    mov al, [0]
    survived "the first fault came to nothing"
handler:
    mov al, [0]
    survived "the second fault came to nothing"

    restorer
