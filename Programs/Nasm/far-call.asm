; far-call: a far call to selector 8, in a flat GDT the kernel's code segment.
;
; What the CPU says (SDM 5.8.1 "Direct Calls or Jumps to Code Segments"): a non-conforming code segment must have
; DPL = CPL: #GP, error 8, the selector. The offset is never looked at.

%include "ring3.inc"

KERNEL_CODE equ 8

entry
    call KERNEL_CODE:_start
    survived "ring 3 called the kernel's code segment"
