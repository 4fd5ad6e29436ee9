; uros-385: what the kernel itself wrote for a task went into the page that a fork had shared, and so into the other task's memory.

%include "public-bug.inc"

PLACE  equ 0x60000000
MARK   equ 0x5A5A5A5A
TURNS  equ 20

SYSINFO_TOTAL  equ 16

; Four pages, one for each call that writes; none of them is written by the program again.
%macro mark_pages 0
    mov edi, PLACE
    mov ecx, 4 * PAGE / 4
    mov eax, MARK
    rep stosd
%endmacro

; marks_left: ZF=1 if all four pages are as mark_pages left them. Changes EAX, ECX, EDI.
%macro marks_left 0
    mov edi, PLACE
    mov ecx, 4 * PAGE / 4
    mov eax, MARK
    repe scasd
%endmacro

entry
    map PLACE, 4 * PAGE, READ_WRITE, FIXED
    expect PLACE
    mark_pages

    ; The kernel writes for the child.
    fork_to .writer
    wait_for_child
    expect 0
    marks_left
    setne al
    movzx eax, al
    expect 0

    ; The kernel writes for the parent, while a child has the pages.
    mark_pages
    fork_to .watcher
    call kernel_writes
    expect 0
    wait_for_child
    expect 0
    exit 0

.writer:
    call kernel_writes
    exit eax
.watcher:
    mov esi, TURNS
.turn:
    yield
    dec esi
    jnz .turn
    marks_left
    check e
    exit 0

; Has the kernel write into each of the pages. EAX = 0 if all of it was there afterwards.
kernel_writes:
    system SYS_FORK
    test eax, eax
    jz .ends
    system SYS_WAITPID, eax, PLACE, 0
    cmp dword [PLACE], 7 << 8
    jne .wrong
    system SYS_SYSINFO, PLACE + PAGE
    cmp eax, 0
    jne .wrong
    cmp dword [PLACE + PAGE + SYSINFO_TOTAL], MARK
    je .wrong
    system SYS_RT_SIGACTION, SIGSEGV, 0, PLACE + 2 * PAGE, 8
    cmp dword [PLACE + 2 * PAGE], 0
    jne .wrong
    system SYS_RT_SIGPROCMASK, 0, 0, PLACE + 3 * PAGE, 8
    cmp dword [PLACE + 3 * PAGE], 0
    jne .wrong
    xor eax, eax
    ret
.wrong:
    mov eax, CHILD_IS_WRONG
    ret
.ends:
    exit 7
