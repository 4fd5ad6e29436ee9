; fork: parent and child see the same memory until one writes, and then each its own; and the parent learns how children end.
; Exits with 0, or with the number of the expectation that failed; a child says 100 if it saw something wrong.

%include "ring3.inc"

section .data
shared:
    dd 1
status:
    dd 0

; wait_for_word PID: EAX = the status word of the child that ended, whose number must be in PID.
%macro wait_for 1
    system SYS_WAITPID, -1, status, 0
    expect %1
    mov eax, [status]
%endmacro

entry
    system SYS_WAITPID, -1, status, 0
    expect -ECHILD

    ; The parent writes first: the child must not see it.
    push dword 0x11                 ; and the stack is theirs alike
    system SYS_FORK
    test eax, eax
    jz .first_child
    mov edi, eax
    mov dword [shared], 2
    mov dword [esp], 0x22
    wait_for edi
    expect 7 << 8
    mov eax, [shared]
    expect 2
    mov eax, [esp]
    expect 0x22
    system SYS_WAITPID, edi, status, 0
    expect -ECHILD

    ; The child writes first: the parent must not see it.
    system SYS_GETPID
    mov ebp, eax
    system SYS_FORK
    test eax, eax
    jz .second_child
    mov edi, eax
    system SYS_WAITPID, edi, status, WNOHANG
    expect 0
    wait_for edi
    expect 0
    mov eax, [shared]
    expect 2
    mov dword [shared], 4           ; the page is the parent's alone again
    mov eax, [shared]
    expect 4

    ; A child that dies of a fault, one that nobody asks after exactly, and a status that cannot be written.
    system SYS_FORK
    test eax, eax
    jz .third_child
    mov edi, eax
    system SYS_WAITPID, edi, 0, 0
    expect edi
    system SYS_FORK
    test eax, eax
    jz .third_child
    mov edi, eax
    wait_for edi
    and eax, ~0x80                  ; "core dumped", if there was one
    expect SIGSEGV
    system SYS_FORK
    test eax, eax
    jz .fourth_child
    system SYS_WAITPID, -1, 1, 0
    expect -EFAULT
    system SYS_WAITPID, -1, status, 0
    expect -ECHILD                  ; it had still been told
    system SYS_WAITPID, -1, status, 0x100
    expect -EINVAL

    ; The kernel writes into a page that is shared: the child's copy, not the parent's.
    mov dword [status], 0x1234
    system SYS_FORK
    test eax, eax
    jz .fifth_child
    mov edi, eax
    system SYS_WAITPID, edi, 0, 0
    expect edi
    mov eax, [status]
    expect 0x1234
    exit 0

.first_child:
    yield                           ; so that the parent goes first
    cmp dword [shared], 1
    jne .wrong
    cmp dword [esp], 0x11
    jne .wrong
    exit 7
.second_child:
    cmp dword [shared], 2
    jne .wrong
    mov dword [shared], 3
    system SYS_GETPPID
    cmp eax, ebp
    jne .wrong
    yield
    cmp dword [shared], 3
    jne .wrong
.fourth_child:
    exit 0
.third_child:
    mov eax, [0]
    exit 0
.fifth_child:
    system SYS_FORK
    test eax, eax
    jz .fourth_child
    mov edi, eax
    system SYS_WAITPID, edi, status, 0
    cmp eax, edi
    jne .wrong
    cmp dword [status], 0
    jne .wrong
    exit 0
.wrong:
    exit 100
