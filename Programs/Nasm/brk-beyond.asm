; brk-beyond: grows its heap by two pages, writes to both, gives both back, and writes again.
;
; What the CPU says (SDM 4.7): #PF, error 06 (P=0, W=1, U=1), under each mapping. It must be so at once: a page that is taken
; away and stays in the TLB could still be written (SDM 4.10.4 "Invalidation of TLBs and Paging-Structure Caches").

%include "ring3.inc"

entry
    xor ebx, ebx
    mov eax, SYS_BRK
    int SYSTEM_CALL
    lea esi, [eax + PAGE - 1]
    and esi, -PAGE                  ; the first page that is wholly the heap's
    mov edi, eax

    lea ebx, [esi + 2 * PAGE]
    mov eax, SYS_BRK
    int SYSTEM_CALL
    cmp eax, ebx
    jne .refused
    mov byte [esi], 1
    mov byte [esi + PAGE], 1

    mov ebx, edi
    mov eax, SYS_BRK
    int SYSTEM_CALL
    mov byte [esi], 1
    survived "the heap was given back and is still there"
.refused:
    print "the heap did not grow", 10
    exit 1
