; new-gigabyte: its second page ends where a gigabyte does, so its heap begins in the next, where it has nothing. Under
; PAE that is a new page-directory-pointer-table entry, and the processor keeps copies of the four from the load of CR3 on
; (SDM 4.4.1): the kernel must load CR3 again, or the heap is there in memory and not for the processor.
;
; It is linked once for each layout. Exits with 0, or with
;   1 the heap did not grow   2 it lost what was written   3 it does not begin where it should

%include "ring3.inc"

entry
    mov ebx, [last_page]            ; 0: an end that cannot be had, so the answer is where it is
    mov eax, SYS_BRK
    int SYSTEM_CALL
    mov ebp, eax                    ; the heap's start
    mov esi, 3
    test eax, (1 << 30) - 1
    jnz wrong

    lea ebx, [ebp + PAGE]
    mov eax, SYS_BRK
    int SYSTEM_CALL
    mov esi, 1
    cmp eax, ebx
    jne wrong

    mov [ebp], esi
    mov ecx, [ebp]
    cmp ecx, esi
    mov esi, 2
    jne wrong
    exit 0
wrong:
    exit esi

; In the last page before the gigabyte ends.
section .data
last_page:
    dd 0
