; fiwix-22: a system call that was the first to touch a page of the program's stack made the kernel fault.

%include "public-bug.inc"

LIMIT   equ 0x100000                ; a stack's whole length, and what its end is a multiple of

entry
    mov ebp, esp
    and ebp, -LIMIT                 ; the lowest byte that the stack may have

    ; Read first: an empty set. Written first: pages further down, and the last one that there can be.
    lea edi, [esp - 5 * PAGE]
    system SYS_RT_SIGPROCMASK, 0, edi, 0, 8
    expect 0
    lea edi, [esp - 9 * PAGE]
    system SYS_RT_SIGPROCMASK, 0, 0, edi, 8
    expect 0
    lea edi, [esp - 20 * PAGE]
    system SYS_SYSINFO, edi
    expect 0
    cmp dword [edi + 16], 0
    setne al
    movzx eax, al
    expect 1

    ; Over an edge between two pages, neither of which is there.
    lea edi, [esp - 30 * PAGE]
    and edi, -PAGE
    sub edi, 32
    system SYS_SYSINFO, edi
    expect 0
    system SYS_SYSINFO, ebp
    expect 0
    lea edi, [ebp - 1]
    system SYS_SYSINFO, edi
    expect -EFAULT
    lea edi, [ebp - PAGE]
    system SYS_SYSINFO, edi
    expect -EFAULT

    ; The child's status, and a handler's frame.
    lea edi, [ebp + 40 * PAGE]
    fork_to .child
    system SYS_WAITPID, -1, edi, 0
    expect_in edi, 7 << 8
    handle SIGILL, skip, 0
    expect 0
    mov edi, esp
    lea esp, [ebp + 60 * PAGE + 512]
    ud2
    mov esp, edi
    expect_in status, SIGILL
    exit 0
.child:
    exit 7

skip:
    mov [status], eax
    add dword [ecx + UC_EIP], 2
    ret

    restorer
