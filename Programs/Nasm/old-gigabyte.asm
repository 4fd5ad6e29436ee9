; old-gigabyte: gives back the only page of a gigabyte, and with it goes the page directory that led there (without PAE: the page
; table). The next page that the kernel hands out is that very frame. The program writes an entry of its own making into it, and
; reads the old address.
;
; What the CPU says (SDM 4.7): #PF, error 04 (P=0, U=1). Under PAE the processor keeps copies of the top entries from the load of
; CR3 on (SDM 4.4.1): had the kernel not loaded CR3 again, the program would now have a page directory that it can write to, and all
; of physical memory.
;
; It is linked once for each layout, as new-gigabyte is: its second page ends where a gigabyte does, so its heap begins in the next.
; Exits with 1 if that is not so.

%include "ring3.inc"

FORGED equ 87h                      ; P, R/W, U/S, and PS in a directory: physical address 0

entry
    mov ebx, [last_page]            ; 0: an end that cannot be had, so the answer is where it is
    mov eax, SYS_BRK
    int SYSTEM_CALL
    mov ebp, eax                    ; the heap's start, and a gigabyte's
    test eax, (1 << 30) - 1
    jnz .elsewhere
    lea ebx, [ebp + PAGE]
    mov eax, SYS_BRK
    int SYSTEM_CALL
    mov [ebp], eax
    mov ebx, ebp
    mov eax, SYS_BRK
    int SYSTEM_CALL

    lea edi, [esp - PAGE]           ; a page of stack that has not come yet
    and edi, -PAGE
    mov dword [edi], FORGED
    mov al, [ebp]
    exit 99                         ; it could; and no words about it, for they would take a third page

.elsewhere:
    exit 1

; In the last page before the gigabyte ends.
section .data
last_page:
    dd 0
