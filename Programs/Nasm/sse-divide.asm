; sse-divide: divides 1 by 0 in an XMM register with that exception unmasked.
;
; What the CPU says (SDM 6.15 "Interrupt 19"): #XM, a fault at the instruction itself, if CR4.OSXMMEXCPT is 1; else #UD.
; Bochs says so too; QEMU's TCG sets MXCSR's flag but never raises the exception, so there the program survives.

%include "ring3.inc"

section .rodata
mxcsr:
    dd 0x1D80                       ; the reset state less bit 9 (ZM)
one:
    dd 1.0

entry
    ldmxcsr [mxcsr]
    movss xmm0, [one]
    xorps xmm1, xmm1
    divss xmm0, xmm1
    survived "no SSE exception came"
