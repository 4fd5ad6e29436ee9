; stack-too-far: writes 2 MB below its stack, whose limit is 1 MB.
;
; What the CPU says (SDM 4.7): #PF, error 06 (P=0, W=1, U=1), as for a stack that may grow: it is the kernel that draws the
; line. Under Linux this survives unless the limit is set lower (`ulimit -s 1024`).

%include "ring3.inc"

DISTANCE equ 2 << 20

entry
    mov byte [esp - DISTANCE], 1
    survived "the stack reaches 2 MB down"
