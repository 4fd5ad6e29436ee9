; serenity-26041: a child of fork got the x87 and SSE state that its parent had had at the last switch of tasks, not the present one.

%include "public-bug.inc"

section .data
control:
    dw 0x0F7F                       ; round to zero
mxcsr:
    dd 0x00007F80                   ; likewise
numbers:
    dd 0x11111111, 0x22222222, 0x33333333, 0x44444444
others:
    dd 0x55555555, 0x66666666, 0x77777777, 0x88888888

section .bss align=16
word_now:
    resd 1
vector:
    resd 4

; state_is NUMBERS: ends with 101 to 105 if x87 or SSE do not hold pi, the control words and the numbers.
%macro state_is 1
    fnstcw [word_now]
    cmp word [word_now], 0x0F7F
    je %%control
    exit 101
%%control:
    fld st0
    fldpi
    fcompp
    fnstsw ax
    and eax, 0x4500
    cmp eax, 0x4000
    je %%number
    exit 102
%%number:
    without_sse %%done
    stmxcsr [word_now]
    mov eax, [word_now]
    and eax, 0x7FC0                 ; without the errors that there have been
    cmp eax, 0x7F80
    je %%mxcsr
    exit 103
%%mxcsr:
    movups [vector], xmm5
    mov esi, vector
    mov edi, %1
    mov ecx, 4
    repe cmpsd
    je %%done
    exit 104
%%done:
%endmacro

entry
    yield                           ; an old state, if anything keeps one
    fninit
    fldcw [control]
    fldpi
    without_sse .ready
    ldmxcsr [mxcsr]
    movups xmm5, [numbers]
.ready:
    fork_to .child
    state_is numbers
    yield
    state_is numbers
    without_sse .changed
    movups xmm5, [others]
.changed:
    yield
    wait_for_child
    expect 0
    state_is others
    exit 0

.child:
    state_is numbers
    fld1                            ; the parent's registers are its own
    without_sse .changed_too
    xorps xmm5, xmm5
.changed_too:
    yield
    yield
    exit 0
