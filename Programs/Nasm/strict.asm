; strict: asks for two exceptions that a processor has and that QEMU's TCG never raises, and takes them as signals.
;
; What the CPU says: #AC for a doubleword at an odd address, in ring 3, with EFLAGS.AC and CR0.AM set (SDM 6.15 "Interrupt 17"), error code 0; #XM for a
; division by zero in an XMM register, if it is unmasked (SDM 6.15 "Interrupt 19"). Bochs says so, too.
; Exits with 0 if each signal that came has what Linux puts into it; else with the number of the expectation that failed.

%include "ring3.inc"

AC_BIT equ 1 << 18

section .rodata
unmasked:
    dd 0x1D80                       ; the reset state less bit 9 (ZM)
one:
    dd 1.0

section .bss
seen:
    resd 3

entry
    handle SIGBUS, note, 0
    handle SIGFPE, note, 0
    pushfd
    or dword [esp], AC_BIT
    popfd
    mov eax, [one + 1]
    pushfd
    and dword [esp], ~AC_BIT
    popfd
    cmp dword [seen], 0
    je .division
    mov eax, [seen]
    expect 17
    mov eax, [seen + 4]
    expect BUS_ADRALN
    mov eax, [seen + 8]             ; Linux does not say where
    expect 0
.division:
    mov dword [seen], 0
    without_sse divide.done
    ldmxcsr [unmasked]
    movss xmm0, [one]
    xorps xmm1, xmm1
divide:
    divss xmm0, xmm1
    cmp dword [seen], 0
    je .done
    mov eax, [seen]
    expect 19
    mov eax, [seen + 4]
    expect FPE_FLTDIV
    mov eax, [seen + 8]
    expect divide
.done:
    exit 0

; Notes what there is, and sees to it that it does not come again: no more AC, all SSE errors masked.
note:
    mov eax, [ecx + UC_TRAPNO]
    mov [seen], eax
    mov eax, [edx + SI_CODE]
    mov [seen + 4], eax
    mov eax, [edx + SI_ADDR]
    mov [seen + 8], eax
    and dword [ecx + UC_EFLAGS], ~AC_BIT
    mov eax, [ecx + UC_FPSTATE]
    mov dword [eax + FP_MXCSR], 0x1F80
    ret

    restorer
