; vmalloc-reader ADDRESS: waits until the kernel has a page at ADDRESS with what vmalloc-owner had it write, and answers there.
; It is another task, with a directory of its own. Exits with 0, or with 1 nothing came, 2 no answer.

%include "ring3.inc"

entry
    argument ebp, 1
    mov esi, 1
    await 1234567h
    jne wrong
    mov esi, 2
    kernel_call VMALLOC_WRITE, 7654321h
    test eax, eax
    jnz wrong
    exit 0
wrong:
    exit esi
