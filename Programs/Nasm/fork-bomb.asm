; fork-bomb [TIMES]: a child that forks a child that forks a child, until the kernel has no memory for another; each waits for its own, so all are
; alive at once. Then all end. Does so TIMES times (hexadecimal; else once); the number must be the same each time. Prints it.
;
; The last one cannot even write to its stack, which it shares with its parent: a copy would need a frame. So it ends with 255 at once, and its
; parent, for whom there is room then, prints the number.

%include "ring3.inc"

LAST  equ 255
WRONG equ 254
LOW   equ 127                       ; what an exit status can pass on of the number

section .bss
rounds:
    resd 1
before:
    resd 1
status:
    resd 1

entry
    mov dword [rounds], 1
    cmp dword [esp], 2
    jb .again
    argument dword [rounds], 1
.again:
    xor ebp, ebp
.fork:
    system SYS_FORK
    test eax, eax
    jz .child
    js .full
    mov edi, eax
    system SYS_WAITPID, edi, status, 0
    cmp eax, edi
    jne .wrong
    cmp byte [status], 0
    jne .wrong
    movzx eax, byte [status + 1]
    cmp eax, WRONG
    je .wrong
    cmp eax, LAST
    jne .pass_on
    test ebp, ebp                   ; alone, it would not be much of a bomb
    jz .wrong
    print_decimal ebp
    print " tasks have a child each", 10
    mov eax, ebp
    and eax, LOW
.pass_on:
    test ebp, ebp
    jz .top
    exit eax
.child:
    inc ebp
    jmp .fork
.full:
    cmp eax, -ENOMEM
    jne .wrong
    exit LAST
.top:
    cmp dword [before], 0
    je .first
    cmp [before], eax
    jne .wrong
.first:
    mov [before], eax
    dec dword [rounds]
    jnz .again
    exit 0
.wrong:
    exit WRONG
