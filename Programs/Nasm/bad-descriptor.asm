; bad-descriptor: writes to file descriptor 3, which was never opened: -EBADF. Exits with 0 if so, else with 1.

%include "ring3.inc"

NEVER_OPENED equ 3

entry
    mov ebx, NEVER_OPENED
    mov ecx, _start
    mov edx, 1
    mov eax, SYS_WRITE
    int SYSTEM_CALL
    cmp eax, -EBADF
    jne .accepted
    exit 0
.accepted:
    print "descriptor 3 was accepted", 10
    exit 1
