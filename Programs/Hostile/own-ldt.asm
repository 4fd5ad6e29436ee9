; own-ldt: after a reset LDTR is valid, with base 0 and a limit of 64 KB (SDM vol. 3, table 10-1). A kernel that leaves it so lets a program
; make its own local descriptors, in pages that it can have mapped: this one is linked at 1000h, and its first 8 bytes are what
; selector 1007h (TI=1, RPL 3) names then. Its status tells how far it gets: a jump through the descriptor must be refused (#GP,
; the selector as error code), with LDTR 0 as with a table that is not the program's.
bits 32
global _start

SELECTOR equ 1007h

section .text
    dw 0xffff, 0                    ; code, base 0, limit 4 GB, DPL 3, present
    db 0, 0xfb, 0xcf, 0

_start:
    jmp SELECTOR:through
through:
    mov ebx, 66                     ; it runs with a code segment of its own making
    mov eax, 1
    int 0x80
    hlt
