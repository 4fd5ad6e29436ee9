; pintos-sc-boundary: Pintos' tests have system calls whose words lie across two pages, or where there is nothing at all, since many a student's kernel
; used the program's ESP. Here the INT itself lies across two pages, and calls, switches and faults come with an ESP that is no stack.

%include "public-bug.inc"

CODE    equ 0x60000000
PLACE   equ 0x60100000

section .rodata
stacks:
    dd 0, 1, 3, 0xFFF, PLACE, PLACE + 1, PLACE + 2, PLACE + 3, PLACE + PAGE - 1, PLACE + PAGE, PLACE + PAGE + 4
    dd 0x00100000, 0x3FFFFFFE, 0xBFFFFFFF, 0xC0000000, 0xC0100002, 0xFFC00000, 0xFFC02004, 0xFFFFFFFC, 0xFFFFFFFF
stacks_end:
number_and_call:                    ; mov eax, SYS_GETPID; int 0x80; ret
    db 0xB8
    dd SYS_GETPID
    db 0xCD, 0x80, 0xC3
number_and_call_end:

section .bss
own_stack:
    resd 1
pid:
    resd 1
place:
    resd 1
target:
    resd 1

entry
    system SYS_GETPID
    mov [pid], eax
    map CODE, 2 * PAGE, READ_WRITE | PROT_EXEC, FIXED
    expect CODE
    map PLACE, PAGE, READ_WRITE, FIXED
    expect PLACE

    ; Each of its bytes as the first of the second page.
    mov dword [target], CODE + PAGE - (number_and_call_end - number_and_call)
.code:
    mov edi, [target]
    mov esi, number_and_call
    mov ecx, number_and_call_end - number_and_call
    rep movsb
    call [target]
    expect [pid]
    inc dword [target]
    cmp dword [target], CODE + PAGE
    jbe .code

    ; An ESP from the table in a call, and in a call that gives another task its turn.
    mov [own_stack], esp
    fork_to .child
    mov dword [place], stacks
.stack:
    mov eax, [place]
    mov esp, [eax]
    mov ebp, esp
    mov eax, SYS_GETPID
    int SYSTEM_CALL
    mov ebx, esp
    mov ecx, eax
    mov eax, SYS_SCHED_YIELD
    int SYSTEM_CALL
    mov edx, esp
    mov esp, [own_stack]
    mov eax, ecx
    expect [pid]
    mov eax, ebx
    expect ebp
    mov eax, edx
    expect ebp
    add dword [place], 4
    cmp dword [place], stacks_end
    jb .stack
    wait_for_child
    expect 0

    ; A fault with such an ESP, and a handler whose frame has no place there.
    handle SIGILL, never, 0
    expect 0
    mov dword [place], stacks
.fault:
    fork_to .faulting
    wait_for_child
    expect SIGSEGV
    add dword [place], 4
    cmp dword [place], stacks + 4 * 4
    jb .fault
    exit 0

.child:
    mov esi, 2 * (stacks_end - stacks) / 4
.turn:
    yield
    dec esi
    jnz .turn
    exit 0
.faulting:
    mov eax, [place]
    mov esp, [eax]
    ud2
never:
    exit CHILD_IS_WRONG

    restorer
