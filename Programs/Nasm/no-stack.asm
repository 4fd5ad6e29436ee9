; no-stack: makes system calls, and spins long enough to be preempted, while ESP points nowhere: to 0, then to an odd
; address at the very top.
;
; What the CPU says (SDM 6.12.1): a trap from ring 3 takes SS and ESP from the TSS and stores the task's on that stack. So
; this is no fault; only a kernel that touches the task's stack would notice. Exits with 0, or with 1 if ESP was changed.

%include "ring3.inc"

SPINS equ 10000000

; Makes a call and spins, with %1 in ESP.
%macro without_stack 1
    mov esp, %1
    mov eax, SYS_GETPID
    int SYSTEM_CALL
    mov ecx, SPINS
%%spin:
    loop %%spin
    cmp esp, %1
    jne changed
%endmacro

entry
    without_stack 0
    without_stack -3
    exit 0
changed:
    exit 1
