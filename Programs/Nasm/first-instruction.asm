; first-instruction: checks what Docs/Abi.md promises a program at its first instruction, and that nothing of another
; task is left in a register. Prints its arguments, then exits with 0, or with the number of what was wrong:
;   1 general registers   2 EFLAGS   3 segment registers   4 x87 control, status or tag word   5 MXCSR
;   6 contents of the x87 and XMM registers   7 arguments, environment or auxiliary vector

%include "ring3.inc"

INTERRUPT_FLAG   equ 1 << 9
; TF, DF, IOPL, NT, VM and AC: 0 in a program's first flags.
CLEAR_FLAGS      equ 1 << 8 | 1 << 10 | 3 << 12 | 1 << 14 | 1 << 17 | 1 << 18
RPL              equ 3
AT_NULL          equ 0
AT_PAGESZ        equ 6

; The image that FSAVE writes (SDM vol. 1, figure 8-9), and behind it XMM0-7.
CONTROL           equ 0
STATUS            equ 4
TAGS              equ 8
REGISTERS         equ 28
REGISTERS_SIZE    equ 8 * 10 + 8 * 16

section .bss align=16
image:
    resb REGISTERS + REGISTERS_SIZE
mxcsr:
    resd 1

entry
    or eax, ebx
    or eax, ecx
    or eax, edx
    or eax, esi
    or eax, edi
    or eax, ebp
    jnz wrong_registers

    pushfd
    pop eax
    test eax, CLEAR_FLAGS
    jnz wrong_flags
    test eax, INTERRUPT_FLAG
    jz wrong_flags

    mov eax, cs
    and eax, RPL
    cmp eax, 3
    jne wrong_segments
    mov eax, ss
    mov ebx, ds
    mov ecx, es
    cmp eax, ebx
    jne wrong_segments
    cmp eax, ecx
    jne wrong_segments
    mov eax, fs
    mov ebx, gs
    or eax, ebx
    jnz wrong_segments

    fnsave [image]
    cmp word [image + CONTROL], 0x037F
    jne wrong_x87
    cmp word [image + STATUS], 0
    jne wrong_x87
    cmp word [image + TAGS], 0xFFFF
    jne wrong_x87
    without_sse .registers
    stmxcsr [mxcsr]
    cmp dword [mxcsr], 0x1F80
    jne wrong_mxcsr
%assign register 0
%rep 8
    movups [image + REGISTERS + 8 * 10 + 16 * register], xmm %+ register
%assign register register + 1
%endrep
.registers:
    mov edi, image + REGISTERS
    mov ecx, REGISTERS_SIZE / 4
    xor eax, eax
    repe scasd
    jne wrong_contents

    pop ebp                         ; argc; ESP now points to argv
    test ebp, ebp
    jz wrong_stack
.argument:
    pop esi
    test esi, esi
    jz wrong_stack
    call print_argument
    dec ebp
    jnz .argument
    pop eax                         ; the null after the last argument
    test eax, eax
    jnz wrong_stack
.environment:
    pop eax
    test eax, eax
    jnz .environment
.auxiliary:
    pop eax                         ; a kind and a value
    pop ebx
    cmp eax, AT_NULL
    je wrong_stack
    cmp eax, AT_PAGESZ
    jne .auxiliary
    cmp ebx, PAGE
    jne wrong_stack
    exit 0

wrong_registers:
    print "a general register is not 0", 10
    exit 1
wrong_flags:
    print "EFLAGS are wrong", 10
    exit 2
wrong_segments:
    print "a segment register is wrong", 10
    exit 3
wrong_x87:
    print "the x87 is not in its reset state", 10
    exit 4
wrong_mxcsr:
    print "MXCSR is not in its reset state", 10
    exit 5
wrong_contents:
    print "an x87 or XMM register has contents", 10
    exit 6
wrong_stack:
    print "argc, argv or the auxiliary vector is wrong", 10
    exit 7

; ESI = a string. Changes EAX, EBX, ECX, EDX, ESI.
print_argument:
    print "argument: "
    mov ecx, esi
    xor edx, edx
.character:
    cmp byte [ecx + edx], 0
    je .end
    inc edx
    jmp .character
.end:
    mov ebx, STDOUT
    mov eax, SYS_WRITE
    int SYSTEM_CALL
    print 10
    ret
