; address-space: has a page or more of everything that a program can have, for './lab maps' to look at: code, constants, data,
; zeros, a heap and a stack that grew. Says 'ready' when every other task had some turns, and from then on only waits.
; Ends only by the time limit, or with 1 if the heap did not grow.

%include "ring3.inc"

HEAP  equ 3 * PAGE
STACK equ 2 * PAGE + 16
TURNS equ 8

entry
    xor ebx, ebx                    ; an end that cannot be had: the answer is where it is
    mov eax, SYS_BRK
    int SYSTEM_CALL
    mov edi, eax
    lea ebx, [eax + HEAP]
    mov eax, SYS_BRK
    int SYSTEM_CALL
    cmp eax, ebx
    jne .no_heap
    mov [counter], eax
    mov [zeros], eax                ; pages come at the first touch
    mov [zeros + PAGE], eax
.touch:
    mov [edi], eax
    add edi, PAGE
    cmp edi, eax
    jb .touch

    lea ecx, [esp - STACK]
.grow:
    push ecx
    cmp esp, ecx
    ja .grow

    mov esi, TURNS
.others_first:
    yield
    dec esi
    jnz .others_first
    print "ready", 10
.wait:
    yield
    jmp .wait
.no_heap:
    exit 1

section .data
counter: dd 1

section .bss
zeros: resb PAGE + 4
