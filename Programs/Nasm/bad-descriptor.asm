; bad-descriptor: writes to file descriptor 3, which was never opened: -EBADF; and 2 GB, all of it user space though not all of it there: -EINVAL, since the
; result could not be told from an error. Exits with 0, or with the number of the expectation that failed.

%include "ring3.inc"

NEVER_OPENED equ 3

entry
    system SYS_WRITE, NEVER_OPENED, _start, 1
    expect -EBADF
    system SYS_WRITE, STDOUT, _start, 0x80000000
    expect -EINVAL
    exit 0
