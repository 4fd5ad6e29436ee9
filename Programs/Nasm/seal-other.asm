; seal-other ADDRESS: waits until seal-owner has sealed the page at ADDRESS, and has the kernel write to it in its window, in this
; task's directory; it must be refused. Exits with 0, or with 1 nothing came, 2 not refused.

%include "ring3.inc"

entry
    argument ebp, 1
    mov esi, 1
    await 1234567h
    jne wrong
    mov esi, 2
    kernel_call VMALLOC_WRITE_ALIAS, 77h
    cmp eax, -EFAULT
    jne wrong
    kernel_call VMALLOC_WRITE, 7654321h
    exit 0
wrong:
    exit esi
