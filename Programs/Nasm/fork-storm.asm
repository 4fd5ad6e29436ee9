; fork-storm: every task forks as often as it can, for ever, and so do its children; nobody waits for anybody. Each takes 400 KB for itself, so that memory is
; full the sooner. One task's time would never end it, since each child has time of its own; the time of all together does.
; The first task needs no page once it has begun, so it does not die because there is none.

%include "ring3.inc"

OWN equ 100 * PAGE

entry
.fork:
    system SYS_FORK
    test eax, eax
    jnz .fork
    system SYS_MMAP2, 0, OWN, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1
    cmp eax, -PAGE
    jae .fork
    mov ecx, OWN
.touch:
    sub ecx, PAGE
    mov [eax + ecx], ecx
    jnz .touch
    jmp .fork
