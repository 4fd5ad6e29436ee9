; nanvix-186: the way back from fork changed the flags.

%include "public-bug.inc"

KEPT equ ARITHMETIC | DIRECTION | NESTED_TASK | ALIGNMENT

section .rodata
flags:
    dd 0, ARITHMETIC, 0x801, 0xD4, DIRECTION, NESTED_TASK | CARRY, KEPT
flags_end:

section .bss
place:
    resd 1

entry
    mov dword [place], flags
.next:
    mov edi, [place]
    mov eax, SYS_FORK
    push dword [edi]
    popfd
    int SYSTEM_CALL
    pushfd
    pop esi
    push dword 2
    popfd
    and esi, KEPT
    test eax, eax
    jz .child
    mov eax, esi
    expect [edi]
    wait_for_child
    expect 0
    add dword [place], 4
    cmp dword [place], flags_end
    jb .next
    exit 0
.child:
    cmp esi, [edi]
    check e
    exit 0
