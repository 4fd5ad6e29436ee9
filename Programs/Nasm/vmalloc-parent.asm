; vmalloc-parent ADDRESS: forks a child that has the kernel map a page, which must be at ADDRESS, write to it and read it; when the
; child has ended, has the kernel read the page here. This task's directory is older than the page, and what the processor
; learnt of it on the child's directory must not serve here: the page is in no directory until the kernel misses it there, so
; it may not be global. If it is, nothing is copied here, in Bochs; QEMU forgets global pages at each load of CR3.
; Exits with 0, or with 1 no child, or no page for it, 2 not what the child wrote.

%include "ring3.inc"

entry
    argument ebp, 1
    mov esi, 1
    system SYS_FORK
    test eax, eax
    jz .child
    js wrong

    ; No instruction touches the stack from here on: whether a page that the fork shared is copied depends on who ends first.
    system SYS_WAITPID, eax, 0, 0
    kernel_call VMALLOC_READ, 0
    mov esi, 2
    cmp eax, 1234567h
    jne wrong
    exit 0

.child:
    system VMALLOC_MAP, 1
    mov esi, 1
    cmp eax, ebp
    jne wrong
    kernel_call VMALLOC_WRITE, 1234567h     ; first, so that the dirty bit is set and known
    kernel_call VMALLOC_READ, 0
    cmp eax, 1234567h
    jne wrong
    exit 0
wrong:
    exit esi
