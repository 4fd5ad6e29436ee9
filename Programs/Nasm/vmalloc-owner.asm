; vmalloc-owner ADDRESS: has the kernel map a page, which is to be at ADDRESS, and write to it; then lives until
; vmalloc-reader has answered there. Exits with 0, or with 1 no such page, 2 not written, 3 no answer.

%include "ring3.inc"

TURNS equ 100000

entry
    argument ebp, 1
    mov ebx, 1
    mov eax, VMALLOC_MAP
    int SYSTEM_CALL
    mov esi, 1
    cmp eax, ebp
    jne wrong

    mov ebx, ebp
    mov ecx, 1234567h
    mov eax, VMALLOC_WRITE
    int SYSTEM_CALL
    mov esi, 2
    test eax, eax
    jnz wrong

    mov edi, TURNS
    mov esi, 3
.wait:
    yield
    mov ebx, ebp
    mov eax, VMALLOC_READ
    int SYSTEM_CALL
    cmp eax, 7654321h
    je .answered
    dec edi
    jnz .wait
    jmp wrong
.answered:
    exit 0
wrong:
    exit esi
