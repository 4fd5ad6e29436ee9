; run-kernel-data: jumps into the kernel's data, in the high layout. More than one bit forbids it.

%include "ring3.inc"

KERNEL_DATA equ 0xC0001000          ; the second page of RAM, in the kernel's window: readable and writable, for ring 0

entry
    mov eax, KERNEL_DATA
    jmp eax
