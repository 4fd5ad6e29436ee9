; signal-kernel-handler ADDRESS: names a kernel address as its handler. The kernel goes there in ring 3, and no further: the processor refuses the
; fetch, and that fault is the end, since the signal is blocked.

%include "ring3.inc"

section .data
action:
    dd 0, SA_SIGINFO | SA_RESTORER, action, 0, 0

entry
    argument ebp, 1
    mov [action], ebp
    system SYS_RT_SIGACTION, SIGSEGV, action, 0, 8
    expect 0
    mov al, [0]
    survived "the fault came to nothing"
