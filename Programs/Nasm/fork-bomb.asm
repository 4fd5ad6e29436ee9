; fork-bomb [TIMES [PARTS]]: a child that forks a child that forks a child, until the kernel has no memory for another; each waits for its own, so
; all are alive at once. Then all end. Does so TIMES times (hexadecimal, as PARTS; else once); the number must be the same each time. Prints it. Each
; child takes a PARTS-th of the memory that was free at the beginning for itself besides (else none), so that memory, however much there is, is full
; after so many children at most. They all share what their parents took: without this, twice the memory would take four times as long.
;
; The last one may not even write to its stack, which it shares with its parent: a copy would need a frame. So it ends with 255 at once, and its
; parent, for whom there is room then, prints the number.

%include "ring3.inc"

LAST  equ 255
WRONG equ 254
LOW   equ 127                       ; what an exit status can pass on of the number

; sysinfo's answer: the two fields that are read here.
INFO_BYTES equ 64
INFO_FREE  equ 20
INFO_UNIT  equ 52

section .bss
bytes:
    resd 1
info:
    resb INFO_BYTES
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
    cmp dword [esp], 3
    jb .again
    argument ebp, 2
    system SYS_SYSINFO, info
    mov eax, [info + INFO_FREE]
    mul dword [info + INFO_UNIT]
    div ebp
    and eax, -PAGE
    mov [bytes], eax
.again:
    mov dword [status], 0           ; so that the page that this is in is there before memory is full
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
    mov ecx, [bytes]
    test ecx, ecx
    jz .fork
    system SYS_MMAP2, 0, ecx, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1    ; EBP, the offset in no file, may be anything
    cmp eax, -PAGE                  ; an address may have its top bit set; an error is above all pages
    jae .full
    mov ecx, [bytes]
.touch:
    sub ecx, PAGE
    mov [eax + ecx], ebp
    jnz .touch
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
