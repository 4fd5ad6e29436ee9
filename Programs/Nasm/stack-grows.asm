; stack-grows: pushes 64 KB, sixteen pages more than it was given, and pops them again, checking each dword.
;
; What the CPU says (SDM 4.7): at each new page #PF, error 06 (P=0, W=1, U=1), which the kernel answers with a page instead
; of a signal; the PUSH is restarted and does not notice. Exits with 0, or with 1 if a dword was not what was pushed.

%include "ring3.inc"

DWORDS equ 16 * PAGE / 4

entry
    mov ecx, DWORDS
.push:
    push ecx
    loop .push
    mov ecx, 1
.pop:
    pop eax
    cmp eax, ecx
    jne .wrong
    inc ecx
    cmp ecx, DWORDS
    jbe .pop
    exit 0
.wrong:
    print "the stack lost what was pushed", 10
    exit 1
