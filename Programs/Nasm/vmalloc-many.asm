; vmalloc-many: has the kernel map a page of its own and unmap it, a hundred times. The log is not to be filled by that.
; Exits with 0, or 1 if a call was refused.

%include "ring3.inc"

ROUNDS equ 100

entry
    mov esi, ROUNDS
.again:
    system VMALLOC_MAP, 1
    cmp eax, -PAGE
    jae .wrong
    system VMALLOC_UNMAP, eax
    test eax, eax
    jnz .wrong
    dec esi
    jnz .again
    exit 0
.wrong:
    exit 1
