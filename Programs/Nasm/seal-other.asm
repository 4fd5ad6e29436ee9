; seal-other ADDRESS: waits until seal-owner has sealed the page at ADDRESS, and has the kernel write to it in its window, in this
; task's directory; it must be refused. Exits with 0, or with 1 nothing came, 2 not refused.

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
    je .sealed
    yield
    dec edi
    jnz .wait
    jmp wrong
.sealed:
    mov ebx, ebp
    mov ecx, 77h
    mov eax, VMALLOC_WRITE_ALIAS
    int SYSTEM_CALL
    mov esi, 2
    cmp eax, -EFAULT
    jne wrong
    mov ebx, ebp
    mov ecx, 7654321h
    mov eax, VMALLOC_WRITE
    int SYSTEM_CALL
    exit 0
wrong:
    exit esi
