; iret-vm: an IRET whose EFLAGS ask for virtual-8086 mode. argv[1] is the CS that its frame has.
;
; What the CPU says (SDM vol. 2 "IRET"): EFLAGS.VM in the frame counts at CPL 0 only. In ring 3 the IRET is what it is without it: with a code
; segment of ring 3 the program goes on behind it, and a selector that names no segment gives #GP with that selector.
;
; A processor that does not look at CPL enters virtual-8086 mode. There the next instruction is at CS × 16 + IP, which is in page 0 whatever CS
; is here: a page that is never mapped. So that mode ends with a page fault at once.

%include "ring3.inc"

EFLAGS_VM equ 1 << 17

entry
    argument ebp, 1
%rep 6
    push 0                          ; GS, FS, DS, ES, SS, ESP: what an IRET to virtual-8086 mode pops besides
%endrep
    pushfd
    or dword [esp], EFLAGS_VM
    push ebp
    push landing
    iret
landing:
    exit 0
