; The first instructions of a program in ring 3, and its way to the kernel: Linux's system calls.

bits 32

SYS_EXIT        equ 1
SYS_WRITE       equ 4
STDOUT          equ 1
STATUS_ABORTED  equ 128 + 6             ; as if by SIGABRT
ARENA_SIZE      equ 16 * 1024

extern kit_initialize
extern CosmosKit_Main
extern __ReadyToRunHeader

global kit_start
global kit_write
global kit_abort

section .text
kit_start:
        xor ebp, ebp
        and esp, -16
        push __ReadyToRunHeader
        mov ecx, arena
        mov edx, arena + ARENA_SIZE
        call kit_initialize
        call CosmosKit_Main
        mov ebx, eax
        jmp exit

; ECX = text, EDX = bytes.
kit_write:
        push ebx
.next:
        test edx, edx
        jz .done
        mov eax, SYS_WRITE
        mov ebx, STDOUT
        int 0x80
        test eax, eax
        jle .done                       ; an error, and there is no other way to tell it
        add ecx, eax
        sub edx, eax
        jmp .next
.done:
        pop ebx
        ret

kit_abort:
        mov ebx, STATUS_ABORTED
exit:
        mov eax, SYS_EXIT
        int 0x80
        jmp exit

section .bss
        alignb 8
arena:  resb ARENA_SIZE
