; vmalloc-reader ADDRESS: waits until the kernel has a page at ADDRESS with what vmalloc-owner had it write, and answers there.
; It is another task, with a directory of its own. Exits with 0, or with 1 nothing came, 2 no answer.

%include "ring3.inc"

TURNS equ 100000

entry
    argument ebp, 1
    mov edi, TURNS
    mov esi, 1
.wait:
    mov ebx, ebp
    mov eax, VMALLOC_READ
    int SYSTEM_CALL
    cmp eax, 1234567h
    je .written
    yield
    dec edi
    jnz .wait
    jmp wrong
.written:
    mov ebx, ebp
    mov ecx, 7654321h
    mov eax, VMALLOC_WRITE
    int SYSTEM_CALL
    mov esi, 2
    test eax, eax
    jnz wrong
    exit 0
wrong:
    exit esi
