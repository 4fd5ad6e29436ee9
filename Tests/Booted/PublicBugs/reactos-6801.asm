; reactos-6801: NT stayed set on the way into a system call, so that the kernel's own IRET took itself for the return from a nested task and raised #GP.

%include "public-bug.inc"

section .rodata
text:
    db "reversed", 10
text_end:
flags:
    dd NESTED_TASK, NESTED_TASK | DIRECTION, NESTED_TASK | DIRECTION | ALIGNMENT, DIRECTION, ALIGNMENT, ARITHMETIC
flags_end:

KEPT equ NESTED_TASK | DIRECTION | ALIGNMENT | ARITHMETIC

section .bss
pid:
    resd 1
place:
    resd 1

entry
    system SYS_GETPID
    mov [pid], eax
    mov dword [place], flags
.next:
    mov edi, [place]
    mov eax, SYS_GETPID
    push dword [edi]
    popfd
    int SYSTEM_CALL
    mov esi, eax
    mov eax, SYS_SCHED_YIELD
    int SYSTEM_CALL
    mov eax, SYS_WRITE
    mov ebx, STDOUT
    mov ecx, text
    mov edx, text_end - text
    int SYSTEM_CALL
    pushfd
    pop ebp
    push dword 2
    popfd
    expect text_end - text
    mov eax, esi
    expect [pid]
    mov eax, ebp
    and eax, KEPT
    expect [edi]                    ; a call changes no flag
    add dword [place], 4
    cmp dword [place], flags_end
    jb .next

    ; A fault that is mended, with all of them; and the program's own IRET with NT=1, which has no task to go back to.
    sub esp, 8 * PAGE
    push dword NESTED_TASK | DIRECTION | ARITHMETIC
    add esp, 4
    push dword NESTED_TASK | DIRECTION | ARITHMETIC
    popfd
    mov [esp - 4 * PAGE], esp
    pushfd
    pop ebp
    push dword 2
    popfd
    mov eax, ebp
    and eax, KEPT
    expect NESTED_TASK | DIRECTION | ARITHMETIC
    fork_to .child
    wait_for_child
    expect SIGSEGV
    exit 0

.child:
    push dword NESTED_TASK | 2
    popfd
    iretd
    exit CHILD_IS_WRONG
