; iret-to-kernel: an IRET of its own, whose frame asks for CS=8, RPL 0.
;
; What the CPU says (SDM vol. 2 "IRET"): a return may go outwards only: an RPL below CPL gives #GP, error 8, the selector.
; EIP is the IRET's: the fault is the task's, taken in ring 3.

%include "ring3.inc"

KERNEL_CODE equ 8

entry
    pushfd
    push KERNEL_CODE
    push landing
    iret
landing:
    survived "an iret led to another privilege level"
