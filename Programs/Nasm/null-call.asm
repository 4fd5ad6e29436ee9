; null-call: what a system call costs, measured from ring 3 with RDTSC: the least and the most of 1000 calls, less what the
; measuring itself costs. The figure counts INT 80h, the kernel's way in and out, and IRET.
;
; The unit is the time-stamp counter's: one instruction under `qemu -icount shift=0,sleep=off`, else cycles. The most
; may contain a timer interrupt, and with it another task's turn. Exits with 0.

%include "ring3.inc"

CALLS   equ 1000
WARM_UP equ 100

; measure LABEL, NUMBER, INSTRUCTION: runs the instruction, or none, with NUMBER in EAX many times, between two RDTSC; the
; least and the most of the differences go to LABEL and LABEL + 4. Changes EAX, EBX, ECX, EDX, ESI, EDI.
%macro measure 2-3
    [section .bss]
%1: resd 2
    __SECT__
    mov ecx, WARM_UP + CALLS
%%again:
    cmp ecx, CALLS
    jne %%sample
    mov esi, -1                     ; the warm-up is over: forget what it measured
    xor edi, edi
%%sample:
    rdtsc
    mov ebx, eax
    mov eax, %2
    %3
    rdtsc
    sub eax, ebx
    cmp eax, esi
    jae %%not_less
    mov esi, eax
%%not_less:
    cmp eax, edi
    jbe %%not_more
    mov edi, eax
%%not_more:
    dec ecx
    jnz %%again
    mov [%1], esi
    mov [%1 + 4], edi
%endmacro

; report LABEL, NAME: prints what was measured, less the least that measuring nothing cost.
%macro report 2
    print %2, ": min="
    mov eax, [%1]
    sub eax, [nothing]
    print_decimal eax
    print " max="
    mov eax, [%1 + 4]
    sub eax, [nothing]
    print_decimal eax
    print 10
%endmacro

UNKNOWN equ 0x3FFF

entry
    measure nothing, 0
    measure getpid, SYS_GETPID, int SYSTEM_CALL
    measure unknown, UNKNOWN, int SYSTEM_CALL
    measure turn, SYS_SCHED_YIELD, int SYSTEM_CALL
    report getpid, "null-call"
    report unknown, "unknown-call"
    report turn, "yield"
    exit 0
