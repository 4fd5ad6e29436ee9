; leaves-children: ends while two hundred children of its own live, which end after it.

%include "ring3.inc"

CHILDREN equ 200

entry
    mov ebp, CHILDREN
.next:
    system SYS_FORK
    test eax, eax
    jz child
    js .failed
    dec ebp
    jnz .next
    exit 0
.failed:
    exit 1
child:
    yield
    system SYS_GETPPID
    test eax, eax
    jnz child                       ; the parent is still there
    exit 0
