; seal-owner ADDRESS: has the kernel map a page at ADDRESS, write to it at its other address, in the kernel's window, and then
; make it read-only there. The window has large pages: one of them becomes a table, and each task's copy of its directory
; entry must change at once. From then on the write must be refused, here and in the task of seal-other.
; Exits with 0, or with 1 no such page, 2 refused too early, 3 not sealed, 4 not refused, 5 no answer.

%include "ring3.inc"

TURNS equ 100000

; call_kernel NUMBER, SECOND: with the page's address as the first argument.
%macro call_kernel 2
    mov ebx, ebp
    mov ecx, %2
    mov eax, %1
    int SYSTEM_CALL
%endmacro

entry
    argument ebp, 1
    mov ebx, 1
    mov eax, VMALLOC_MAP
    int SYSTEM_CALL
    mov esi, 1
    cmp eax, ebp
    jne wrong

    mov esi, 2
    call_kernel VMALLOC_WRITE_ALIAS, 55h
    test eax, eax
    jnz wrong
    call_kernel VMALLOC_READ, 0
    cmp eax, 55h                    ; the same frame
    jne wrong

    mov esi, 3
    call_kernel VMALLOC_SEAL, 0
    test eax, eax
    jnz wrong

    mov esi, 4
    call_kernel VMALLOC_WRITE_ALIAS, 66h
    cmp eax, -EFAULT
    jne wrong
    call_kernel VMALLOC_READ, 0
    cmp eax, 55h
    jne wrong

    mov esi, 5
    call_kernel VMALLOC_WRITE, 1234567h ; at its own address it can be written still
    mov edi, TURNS
.wait:
    yield
    call_kernel VMALLOC_READ, 0
    cmp eax, 7654321h
    je .answered
    dec edi
    jnz .wait
    jmp wrong
.answered:
    exit 0
wrong:
    exit esi
