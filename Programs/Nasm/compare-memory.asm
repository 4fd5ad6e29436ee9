; compare-memory: says what memory holds, in three generations, after fork, mprotect, munmap and brk in every order that might confuse a kernel; and what happens to a
; handler whose frame finds little room. It is the same here and on Linux, line for line: a test compares them.

%include "ring3.inc"

PRIVATE    equ MAP_PRIVATE | MAP_ANONYMOUS
READ_WRITE equ PROT_READ | PROT_WRITE
PLACE      equ 0x60000000
DUMPED     equ 0x80                 ; of a status word: whether there was a core dump, which is the machine's to decide
HANDLED    equ 77
WENT_ON    equ 9

section .bss
status:
    resd 1
depth:
    resd 1

%macro tell 2+                      ; a doubleword or EAX, under a name
    mov eax, %1
    push eax
    print %2, ": "
    pop eax
    call write_hexadecimal
    print 10
%endmacro

; in_child: what follows, up to the jnz's label, is a child's. EAX, in its parent, is its number.
%macro in_child 0
    system SYS_FORK
    test eax, eax
%endmacro

; reaped TEXT: waits for the child in EAX and says how it ended.
%macro reaped 1+
    mov ebx, eax
    system SYS_WAITPID, ebx, status, 0
    and dword [status], ~DUMPED
    tell [status], %1
%endmacro

entry
    ; Rights that change while pages are shared.
    map PLACE, 4 * PAGE, READ_WRITE, PRIVATE
    mov dword [PLACE], 1
    mov dword [PLACE + PAGE], 2
    system SYS_MPROTECT, PLACE + PAGE, PAGE, PROT_READ
    in_child
    jnz .parent
    system SYS_MPROTECT, PLACE + PAGE, PAGE, READ_WRITE
    mov dword [PLACE + PAGE], 22
    system SYS_MPROTECT, PLACE, PAGE, PROT_NONE
    system SYS_MPROTECT, PLACE, PAGE, READ_WRITE
    mov dword [PLACE], 11
    mov dword [PLACE + 3 * PAGE], 44
    in_child
    jnz .child
    tell [PLACE + PAGE], "the grandchild finds"
    mov dword [PLACE + PAGE], 222
    map PLACE, PAGE, READ_WRITE, PRIVATE | MAP_FIXED
    tell [PLACE], "and in a new page"
    movzx ebx, byte [PLACE + PAGE]
    exit ebx
.child:
    reaped "it ended with"
    tell [PLACE], "the child has"
    tell [PLACE + PAGE], "and"
    system SYS_MPROTECT, PLACE + 2 * PAGE, PAGE, PROT_NONE
    mov eax, [PLACE + 2 * PAGE]
    exit WENT_ON
.parent:
    reaped "it ended with"
    tell [PLACE], "the parent has"
    tell [PLACE + PAGE], "and"
    tell [PLACE + 3 * PAGE], "and"
    in_child
    jnz .read_only
    mov dword [PLACE + PAGE], 5
    exit WENT_ON
.read_only:
    reaped "a child that writes what its parent may not"

    ; A hole in the middle of shared pages.
    map PLACE, 16 * PAGE, READ_WRITE, PRIVATE | MAP_FIXED
    mov edi, PLACE
    mov ecx, 16
.fill:
    mov [edi], ecx
    add edi, PAGE
    loop .fill
    in_child
    jnz .whole
    system SYS_MUNMAP, PLACE + 5 * PAGE, 3 * PAGE
    in_child
    jnz .holed
    tell [PLACE + 8 * PAGE], "behind the hole"
    mov dword [PLACE + 4 * PAGE], 7
    mov eax, [PLACE + 6 * PAGE]
    exit WENT_ON
.holed:
    reaped "a grandchild that reads the hole"
    tell [PLACE + 4 * PAGE], "before the hole"
    map PLACE + 5 * PAGE, PAGE, READ_WRITE, PRIVATE | MAP_NOREPLACE
    tell eax, "a page in the hole"
    tell [PLACE + 5 * PAGE], "with"
    mov eax, [PLACE + 7 * PAGE]
    exit WENT_ON
.whole:
    reaped "a child that reads the rest of the hole"
    tell [PLACE + 5 * PAGE], "the parent has no hole, but"
    system SYS_MPROTECT, PLACE, 17 * PAGE, PROT_READ
    tell eax, "mprotect beyond the end"
    in_child
    jnz .protected
    mov dword [PLACE], 1
    exit WENT_ON
.protected:
    reaped "it was done up to there"

    ; The heap.
    system SYS_BRK, 0
    mov ebp, eax
    lea ebx, [ebp - 1]
    system SYS_BRK, ebx
    sub eax, ebp
    tell eax, "brk below the beginning"
    lea ebx, [ebp + 3 * PAGE + 7]
    system SYS_BRK, ebx
    sub eax, ebp
    tell eax, "brk upwards"
    mov byte [ebp], 5
    mov byte [ebp + 3 * PAGE], 6
    lea ebx, [ebp + 1]
    system SYS_BRK, ebx
    lea ebx, [ebp + 3 * PAGE + 7]
    system SYS_BRK, ebx
    movzx eax, byte [ebp]
    tell eax, "what stayed"
    movzx eax, byte [ebp + 3 * PAGE]
    tell eax, "what went and came"

    ; Handlers: room for the frame, one in another, one that forks.
    in_child
    jnz .no_room
    handle SIGSEGV, handler, 0
    lea esp, [PLACE + 64]
    mov al, [0]
.no_room:
    reaped "no room for a frame"
    system SYS_MPROTECT, PLACE, 16 * PAGE, READ_WRITE
    in_child
    jnz .across
    handle SIGSEGV, handler, 0
    lea esp, [PLACE + PAGE + 64]
    mov al, [0]
.across:
    reaped "a frame in two pages that are shared"
    in_child
    jnz .half
    handle SIGSEGV, handler, 0
    system SYS_MPROTECT, PLACE, PAGE, PROT_READ
    lea esp, [PLACE + PAGE + 64]
    mov al, [0]
.half:
    reaped "a frame of which half has no room"
    in_child
    jnz .nested
    handle SIGSEGV, nesting, SA_NODEFER
    mov al, [0]
.nested:
    reaped "five handlers in each other"
    in_child
    jnz .deferred
    handle SIGSEGV, nesting, 0
    mov al, [0]
.deferred:
    reaped "two, of which the second is blocked"
    in_child
    jnz .reset
    handle SIGSEGV, nesting, SA_NODEFER | SA_RESETHAND
    mov al, [0]
.reset:
    reaped "two, of which the first was for one time"
    in_child
    jnz .endless
    handle SIGSEGV, endless, SA_NODEFER
    mov al, [0]
.endless:
    reaped "handlers until the stack is full"
    in_child
    jnz .forked
    handle SIGSEGV, forking, 0
    mov al, [0]
    exit WENT_ON
.forked:
    reaped "a handler that forks"
    exit 0

handler:
    exit HANDLED
nesting:
    inc dword [depth]
    cmp dword [depth], 5
    je handler
endless:
    mov al, [0]
forking:
    add dword [ecx + UC_EIP], 5     ; bytes of mov al, [0]
    in_child
    jz .back
    mov ebx, eax
    system SYS_WAITPID, ebx, status, 0
    tell [status], "the child that began in a handler"
.back:
    ret

    restorer
