; rdmsr: reads a model-specific register, IA32_EFER, whose NXE bit makes pages non-executable.
;
; What the CPU says (SDM 5.9): needs CPL=0: #GP, error 0, under each mapping.

%include "ring3.inc"

IA32_EFER equ 0xC0000080

entry
    mov ecx, IA32_EFER
    rdmsr
    survived "model-specific registers can be read"
