; kernel-selector: loads DS with selector 10h, in a flat GDT the kernel's data segment.
;
; What the CPU says (SDM 5.6 "Privilege Level Checking When Accessing Data Segments"): a data segment's DPL must not be
; below max(CPL, RPL) = 3: #GP, error 10h, the selector. Segments do not protect memory here, paging does: with DS=10h
; nothing more could be read, as U/S looks at CPL alone.

%include "ring3.inc"

KERNEL_DATA equ 0x10

entry
    mov eax, KERNEL_DATA
    mov ds, eax
    survived "DS can hold a kernel selector"
