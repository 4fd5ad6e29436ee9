; brk: grows its heap by 64 KB, fills and checks it, gives most of it back, and takes it again.
; Exits with 0, or with the number of what was wrong:
;   1 the heap did not grow   2 it lost what was written   3 it did not shrink   4 the part that stayed was lost
;   5 it did not grow again   6 pages given back and taken again are not zeroed   7 an end that cannot be had was granted

%include "ring3.inc"

SIZE equ 16 * PAGE
KEPT equ PAGE

entry
    cld
    xor ebx, ebx                    ; brk(0): an end that cannot be had, so the answer is where it is
    mov eax, SYS_BRK
    int SYSTEM_CALL
    mov ebp, eax                    ; the heap's start

    lea ebx, [ebp + SIZE]
    mov eax, SYS_BRK
    int SYSTEM_CALL
    mov esi, 1
    cmp eax, ebx
    jne wrong

    mov edi, ebp
    mov ecx, SIZE / 4
.fill:
    mov eax, edi
    stosd                           ; every dword holds its own address
    loop .fill
    mov esi, 2
    mov edi, ebp
    mov ecx, SIZE / 4
.check:
    mov eax, edi
    scasd
    jne wrong
    loop .check

    lea ebx, [ebp + KEPT]
    mov eax, SYS_BRK
    int SYSTEM_CALL
    mov esi, 3
    cmp eax, ebx
    jne wrong
    mov esi, 4
    mov edi, ebp
    mov ecx, KEPT / 4
.check_kept:
    mov eax, edi
    scasd
    jne wrong
    loop .check_kept

    lea ebx, [ebp + SIZE]
    mov eax, SYS_BRK
    int SYSTEM_CALL
    mov esi, 5
    cmp eax, ebx
    jne wrong
    mov esi, 6
    lea edi, [ebp + KEPT + PAGE]    ; past the page that both ends may share
    mov ecx, (SIZE - KEPT - PAGE) / 4
    xor eax, eax
    repe scasd
    jne wrong

    mov ebp, ebx
    mov ebx, -1                     ; the last byte of linear space: never the heap's
    mov eax, SYS_BRK
    int SYSTEM_CALL
    mov esi, 7
    cmp eax, ebp
    jne wrong
    exit 0
wrong:
    exit esi
