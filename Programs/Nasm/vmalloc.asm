; vmalloc: one task has the kernel map pieces of its vmalloc area, use them and unmap them. Two-level tables under the
; shared mapping: the kernel's first access of a piece faults, since the task's directory is older, and the entry is copied;
; after the piece was unmapped and mapped again, once more. Nowhere else does anything fault.
; Exits with 0, or with the number of what was wrong:
;   1 no piece   2 not the value that was written   3 not unmapped   4 still there after that   5 not full of zeros again
;   10 what the kernel reads there is not what it wrote to the same frame in its window: an old translation
;   6 a size of 0 or 17 pages   7 an address that is none of the area's   8 the area never filled up   9 a value that looks like an error

%include "ring3.inc"

MOST equ 64

; call_kernel NUMBER, FIRST, SECOND: the result is in EAX.
%macro call_kernel 3
    mov ebx, %2
    mov ecx, %3
    mov eax, %1
    int SYSTEM_CALL
%endmacro

entry
    mov esi, 6
    call_kernel VMALLOC_MAP, 0, 0
    cmp eax, -EINVAL
    jne wrong
    call_kernel VMALLOC_MAP, 17, 0
    cmp eax, -EINVAL
    jne wrong

    mov esi, 1
    call_kernel VMALLOC_MAP, 16, 0
    cmp eax, -MOST
    ja wrong
    mov ebp, eax
    lea edi, [eax + 15 * PAGE]      ; the last page
    mov esi, 2
    call_kernel VMALLOC_WRITE, edi, 12345678h
    test eax, eax
    jnz wrong
    call_kernel VMALLOC_READ, edi, 0
    cmp eax, 12345678h
    jne wrong

    mov esi, 9
    call_kernel VMALLOC_WRITE, edi, 80000000h
    cmp eax, -EINVAL
    jne wrong

    mov esi, 7
    mov edx, not_the_areas
.next_address:
    call_kernel VMALLOC_READ, [edx], 0
    cmp eax, -EINVAL
    jne wrong
    call_kernel VMALLOC_WRITE, [edx], 0
    cmp eax, -EINVAL
    jne wrong
    call_kernel VMALLOC_SEAL, [edx], 0
    cmp eax, -EINVAL
    jne wrong
    call_kernel VMALLOC_WRITE_ALIAS, [edx], 0
    cmp eax, -EINVAL
    jne wrong
    call_kernel VMALLOC_UNMAP, [edx], 0
    cmp eax, -EINVAL
    jne wrong
    add edx, 4
    cmp edx, not_the_areas_end
    jb .next_address
    lea edi, [ebp + 16 * PAGE]      ; behind the piece
    call_kernel VMALLOC_READ, edi, 0
    cmp eax, -EINVAL
    jne wrong
    lea edi, [ebp + PAGE - 3]       ; on two pages
    call_kernel VMALLOC_READ, edi, 0
    cmp eax, -EINVAL
    jne wrong
    lea edi, [ebp + PAGE]           ; not where the piece begins
    call_kernel VMALLOC_UNMAP, edi, 0
    cmp eax, -EINVAL
    jne wrong

    mov esi, 3
    call_kernel VMALLOC_UNMAP, ebp, 0
    test eax, eax
    jnz wrong
    mov esi, 4
    call_kernel VMALLOC_READ, ebp, 0
    cmp eax, -EINVAL
    jne wrong

    mov esi, 5
    call_kernel VMALLOC_MAP, 16, 0
    cmp eax, ebp
    jne wrong
    lea edi, [ebp + 15 * PAGE]
    call_kernel VMALLOC_READ, edi, 0
    test eax, eax
    jnz wrong

    mov esi, 10
    call_kernel VMALLOC_WRITE_ALIAS, edi, 5Ah
    test eax, eax
    jnz wrong
    call_kernel VMALLOC_READ, edi, 0
    cmp eax, 5Ah
    jne wrong

    mov esi, 8
    mov edi, MOST
.fill:
    call_kernel VMALLOC_MAP, 1, 0
    cmp eax, -ENOMEM
    je .full
    dec edi
    jnz .fill
    jmp wrong
.full:
    exit 0                          ; the kernel takes away what is left
wrong:
    exit esi

section .rodata
not_the_areas:
    dd 0, 40000000h, 0C0100000h, 00100000h, 0FFC00000h, 0FFFFFFFCh, -1, 39FFF000h, 3F000000h, 0F9FFF000h, 0FF000000h
not_the_areas_end:
