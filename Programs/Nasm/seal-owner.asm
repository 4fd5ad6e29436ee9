; seal-owner ADDRESS: has the kernel map a page at ADDRESS, write to it at its other address, in the kernel's window, and then
; make it read-only there. The window has large pages: one of them becomes a table, and each task's copy of its directory
; entry must change at once. From then on the write must be refused, here and in the task of seal-other.
; Exits with 0, or with 1 no such page, 2 refused too early, 3 not sealed, 4 not refused, 5 no answer.

%include "ring3.inc"

entry
    argument ebp, 1
    mov esi, 1
    system VMALLOC_MAP, 1
    cmp eax, ebp
    jne wrong

    mov esi, 2
    kernel_call VMALLOC_WRITE_ALIAS, 55h
    test eax, eax
    jnz wrong
    kernel_call VMALLOC_READ
    cmp eax, 55h                    ; the same frame
    jne wrong

    mov esi, 3
    kernel_call VMALLOC_SEAL
    test eax, eax
    jnz wrong

    mov esi, 4
    kernel_call VMALLOC_WRITE_ALIAS, 66h
    cmp eax, -EFAULT
    jne wrong
    kernel_call VMALLOC_READ
    cmp eax, 55h
    jne wrong

    mov esi, 5
    kernel_call VMALLOC_WRITE, 1234567h ; at its own address it can be written still
    await 7654321h
    jne wrong
    exit 0
wrong:
    exit esi
