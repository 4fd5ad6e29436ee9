; flags: POPFD with IF=0 and IOPL=3. This is no fault, and must do nothing.
;
; What the CPU says (SDM vol. 2 "POPF/POPFD"): with CPL above IOPL, IF keeps its value; with CPL above 0, IOPL keeps its
; own; both silently. Exits with 0 if so, with 1 if IF went off, with 2 if IOPL changed.

%include "ring3.inc"

INTERRUPT_FLAG    equ 1 << 9
IO_PRIVILEGE_LEVEL equ 3 << 12

entry
    pushfd
    mov eax, [esp]
    and eax, ~INTERRUPT_FLAG
    or eax, IO_PRIVILEGE_LEVEL
    mov [esp], eax
    popfd
    pushfd
    pop esi
    test esi, INTERRUPT_FLAG
    jz .interrupts_off
    test esi, IO_PRIVILEGE_LEVEL
    jnz .level_changed
    exit 0
.interrupts_off:
    print "popfd turned interrupts off", 10
    exit 1
.level_changed:
    print "popfd raised IOPL", 10
    exit 2
