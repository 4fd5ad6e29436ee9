; compare: says what it gets from calls and finds in its faults, a line each. It is the same here and on Linux, line for line: a test compares them.

%include "ring3.inc"

PRIVATE    equ MAP_PRIVATE | MAP_ANONYMOUS
READ_WRITE equ PROT_READ | PROT_WRITE
PLACE      equ 0x60000000
DUMPED     equ 0x80                 ; of a status word: whether there was a core dump, which is the machine's to decide

section .bss
status:
    resd 1
seen:
    resd 7

%macro tell 1                       ; EAX, under a name
    push eax
    print %1, ": "
    pop eax
    call write_hexadecimal
    print 10
%endmacro

%macro tell_fault 1
    print %1, 10
    mov eax, [seen]
    tell "  signal"
    mov eax, [seen + 4]
    tell "  si_code"
    mov eax, [seen + 8]
    tell "  si_addr"
    mov eax, [seen + 12]
    tell "  trapno"
    mov eax, [seen + 16]
    tell "  err"
    mov eax, [seen + 20]
    tell "  cr2"
    mov eax, [seen + 24]
    tell "  eip"
%endmacro

entry
    map 0, 0, READ_WRITE, PRIVATE
    tell "mmap2 of nothing"
    map 0, -1, READ_WRITE, PRIVATE
    tell "mmap2 of everything"
    map PLACE + 1, PAGE, READ_WRITE, PRIVATE | MAP_FIXED
    tell "mmap2 of half a page"
    map 0, PAGE, READ_WRITE, MAP_ANONYMOUS
    tell "mmap2, neither private nor shared"
    system SYS_MMAP2, 0, PAGE, READ_WRITE, MAP_PRIVATE, 7, 0
    tell "mmap2 of no file"
    map 0xFFFFF000, 2 * PAGE, READ_WRITE, PRIVATE | MAP_FIXED
    tell "mmap2 round the top"
    map PLACE, 4 * PAGE, READ_WRITE, PRIVATE
    tell "mmap2 with a hint"
    map PLACE, PAGE, READ_WRITE, PRIVATE | MAP_NOREPLACE
    tell "mmap2 where something is"
    system SYS_MUNMAP, PLACE + 1, PAGE
    tell "munmap of half a page"
    system SYS_MUNMAP, PLACE, 0
    tell "munmap of nothing"
    system SYS_MUNMAP, PLACE + 8 * PAGE, PAGE
    tell "munmap where nothing is"
    system SYS_MPROTECT, PLACE + 1, PAGE, PROT_READ
    tell "mprotect of half a page"
    system SYS_MPROTECT, PLACE, 0, PROT_READ
    tell "mprotect of nothing"
    system SYS_MPROTECT, PLACE, 8 * PAGE, PROT_READ
    tell "mprotect into a hole"
    system SYS_MPROTECT, PLACE, PAGE, 0x80
    tell "mprotect with unknown rights"
    system SYS_WRITE, STDOUT, PLACE + 5 * PAGE, 1
    tell "write from nowhere"
    system SYS_WAITPID, -1, status, 0
    tell "waitpid without a child"
    system SYS_WAITPID, -1, status, 0x100
    tell "waitpid with an unknown option"
    system SYS_RT_SIGACTION, 0, 0, 0, 8
    tell "rt_sigaction of no signal"
    system SYS_RT_SIGACTION, SIGSEGV, 0, 0, 4
    tell "rt_sigaction with half a set"
    system SYS_RT_SIGACTION, SIGSEGV, 1, 0, 8
    tell "rt_sigaction from nowhere"
    handle SIGKILL, note, 0
    tell "rt_sigaction of SIGKILL"
    system SYS_RT_SIGPROCMASK, 3, status, 0, 8
    tell "rt_sigprocmask in no way"

    system SYS_FORK
    test eax, eax
    jz .returning
    system SYS_WAITPID, eax, status, 0
    mov eax, [status]
    tell "the status of a child that returned 7"
    system SYS_FORK
    test eax, eax
    jz .faulting
    system SYS_WAITPID, eax, status, 0
    mov eax, [status]
    and eax, ~DUMPED
    tell "the status of a child that faulted"
    system SYS_FORK
    test eax, eax
    jz .returning
    system SYS_WAITPID, -1, 1, 0
    tell "waitpid to nowhere"
    system SYS_WAITPID, -1, status, 0
    tell "waitpid after that"

    handle SIGSEGV, note, 0
    handle SIGFPE, note, 0
    handle SIGILL, note, 0
    handle SIGTRAP, stay, 0
    mov byte [dword PLACE + 8 * PAGE], 1        ; seven bytes each, which the handler steps over
    tell_fault "a write where nothing is"
    mov byte [dword PLACE], 1                   ; read-only since the mprotect into a hole
    tell_fault "a write to a read-only page that never came"
    cmp byte [dword PLACE], 0
    mov byte [dword PLACE], 1
    tell_fault "a write to a read-only page"
    system SYS_MPROTECT, PLACE, PAGE, PROT_NONE
    cmp byte [dword PLACE], 0
    tell_fault "a read without rights"
    system SYS_MUNMAP, PLACE, 4 * PAGE
    cmp byte [dword PLACE], 0
    tell_fault "a read of what was given back"
    xor ecx, ecx
    div ecx
    times 5 nop                                 ; with the instruction, seven bytes
    tell_fault "a division by zero"
    ud2
    times 5 nop
    tell_fault "no instruction"
    int3
    tell_fault "a breakpoint"
    exit 0
.returning:
    exit 7
.faulting:
    mov al, [0]
    exit 0

; Notes what there is, and steps over seven bytes.
note:
    add dword [ecx + UC_EIP], 7
    call stay
    sub dword [seen + 24], 7
    ret
stay:
    mov [seen], eax
    mov eax, [edx + SI_CODE]
    mov [seen + 4], eax
    mov eax, [edx + SI_ADDR]
    mov [seen + 8], eax
    mov eax, [ecx + UC_TRAPNO]
    mov [seen + 12], eax
    mov eax, [ecx + UC_ERR]
    mov [seen + 16], eax
    mov eax, [ecx + UC_CR2]
    mov [seen + 20], eax
    mov eax, [ecx + UC_EIP]
    mov [seen + 24], eax
    ret

    restorer
