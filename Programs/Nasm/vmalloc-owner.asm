; vmalloc-owner ADDRESS: has the kernel map a page, which must be at ADDRESS, and write to it; then lives until
; vmalloc-reader has answered there. Exits with 0, or with 1 no such page, 2 not written, 3 no answer.

%include "ring3.inc"

entry
    argument ebp, 1
    mov esi, 1
    system VMALLOC_MAP, 1
    cmp eax, ebp
    jne wrong
    mov esi, 2
    kernel_call VMALLOC_WRITE, 1234567h
    test eax, eax
    jnz wrong
    mov esi, 3
    await 7654321h
    jne wrong
    exit 0
wrong:
    exit esi
