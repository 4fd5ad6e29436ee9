; signal-no-stack: faults with a stack pointer where there is no stack. The handler's frame has no place, so the fault is the end.

%include "ring3.inc"

entry
    handle SIGSEGV, handler, SA_NODEFER
    expect 0
    mov esp, 0x60001000
    mov al, [0]
handler:
    survived "a handler ran without a stack"

    restorer
