; own-ldt: after a reset LDTR is valid, with base 0 and a limit of 64 KB (SDM vol. 3, table 10-1). A kernel that leaves it so lets a program
; make its own local descriptors, in pages that it can have: this one is linked at 1000h, and its first 8 bytes are what selector 1007h
; (TI=1, RPL 3) names then: a code segment, or with -DGATE a call gate that ring 3 may use to the kernel's code segment. A jump through it must be
; refused: #GP with the selector as error code. What the gate leads to is the program's own code, at CPL 0.
bits 32
global _start

SELECTOR equ 1007h

section .text
%ifdef GATE
    dw through - $$ + 1000h, 8      ; offset, the kernel's code segment
    db 0, 0xec                      ; call gate, DPL 3, present
    dw 0
%else
    dw 0xffff, 0                    ; code, base 0, limit 4 GB, DPL 3, present
    db 0, 0xfb, 0xcf, 0
%endif

_start:
%ifdef GATE
    call SELECTOR:0
%else
    jmp SELECTOR:through
%endif
through:
    mov ebx, 66
    mov eax, 1
    int 0x80
    hlt
