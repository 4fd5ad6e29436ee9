; v86: an IRET with EFLAGS.VM=1, which ring 3 may not enter virtual-8086 mode by (SDM vol. 2, IRET: VM counts at CPL 0 only). CS in its frame is a
; segment of that mode, 1000h, which as a selector names nothing: so the processor refuses the IRET, #GP(1000h). QEMU before 10.0 does not look at CPL. Then
; the code below runs in that mode, at 10000h if the program can have a page there, and traps in a way that -D chooses. The task must end, and the
; kernel go on: a trap out of that mode leaves another frame than any other of ring 3's.
bits 32
global _start

CODE equ 10000h

section .text
_start:
    mov eax, 192                    ; mmap2: private, anonymous, fixed
    mov ebx, CODE
    mov ecx, 10000h
    mov edx, 7
    mov esi, 32h
    or edi, -1
    xor ebp, ebp
    int 0x80
    cmp eax, CODE
    jne .enter                      ; in the low layout's shared mapping that is the kernel's: the fetch is what traps
    mov esi, code
    mov edi, CODE
    mov ecx, code_end - code
    rep movsb
.enter:
    push 0                          ; GS
    push 0                          ; FS
    push 0                          ; DS
    push 0                          ; ES
    push 1000h                      ; SS
    push 0f000h                     ; ESP
    push 00023202h                  ; VM, IOPL 3, IF
    push CODE >> 4                  ; CS
    push 0                          ; EIP
    mov eax, 20
    mov esi, 02800000h              ; what an exit that takes the usual place for the frame would take for CR3
    iret
    mov ebx, 7
    mov eax, 1
    int 0x80

bits 16
code:
%ifdef UNDEFINED
    ud2
%elifdef PORT
    in al, 64h
%elifdef PAGE_FAULT
    mov ax, 5000h
    mov ds, ax
    mov al, [0]
%elifdef SYSTEM_CALL
    int 0x80
%endif
    jmp code                        ; until the clock ticks
code_end:
