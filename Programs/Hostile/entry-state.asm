; entry-state: what a program finds at its first instruction. Nothing of a task before it is left anywhere: registers, flags, selectors, x87 and SSE, the stack's
; first page below and above what Docs/Abi.md says is there, .bss. Its status is 0, or the number of what was wrong:
;   1 a general register   2 EFLAGS   3 a selector, or its upper half   4 x87 control, status or tag word, or a pointer   5 MXCSR
;   6 contents of an x87 or XMM register   7 the page of the stack   8 .bss
bits 32
global _start

MOST_ARGUMENTS equ 4
FLAGS_CLEAR    equ ~(1 << 9 | 1 << 1 | 1 << 2 | 1 << 6)    ; all but IF and bit 1 are 0; PF and ZF come from what is done here

section .bss align=4096
area:
    resb 512
untouched:
    resb 4096 - 512
state:
    resb 128

section .text
_start:
    or eax, ebx
    or eax, ecx
    or eax, edx
    or eax, esi
    or eax, edi
    or eax, ebp
    mov ebx, 1
    jnz wrong

    pushfd
    pop eax
    mov ebx, 2
    test eax, FLAGS_CLEAR
    jnz wrong
    test eax, 1 << 9
    jz wrong

    mov ebx, 3
    mov eax, cs
    cmp eax, 0x1B
    jne wrong
    mov eax, ds
    mov ecx, es
    mov edx, ss
    cmp eax, 0x23
    jne wrong
    cmp ecx, eax
    jne wrong
    cmp edx, eax
    jne wrong
    mov eax, fs
    mov ecx, gs
    or eax, ecx
    jnz wrong

    mov ebx, 5
    fxsave [area]
    cmp dword [area + 24], 0x1F80
    jne wrong
    mov ebx, 6
    mov edi, area + 32              ; ST0 to ST7, XMM0 to XMM7
    mov ecx, (8 * 16 + 8 * 16) / 4
    xor eax, eax
    repe scasd
    jne wrong
    mov ebx, 4
    cmp dword [area], 0x0000037F    ; and FSW
    jne wrong
    cmp dword [area + 4], 0         ; the abridged tag word: all empty; and FOP
    jne wrong
    fnsave [state]
    cmp word [state + 8], 0xFFFF
    jne wrong
    mov eax, [state + 12]           ; the last instruction's address and operand
    or eax, [state + 20]
    jnz wrong

    ; Below ESP the page is empty, but for the two doublewords that were pushed here.
    mov ebx, 7
    mov edi, esp
    and edi, -4096
    lea ecx, [esp - 8]
    sub ecx, edi
    shr ecx, 2
    xor eax, eax
    repe scasd
    jne wrong

    ; Above it: argc = 1, the name, two ends, the auxiliary vector; then nothing up to the name itself, which the page ends with.
    cmp dword [esp], 1
    jne wrong
    mov esi, [esp + 4]
    mov edx, esp
    or edx, 4095
    cmp esi, edx
    ja wrong
    cmp esi, esp
    jb wrong
    cmp dword [esp + 8], 0
    jne wrong
    cmp dword [esp + 12], 0
    jne wrong
    cmp dword [esp + 16], 6         ; AT_PAGESZ
    jne wrong
    cmp dword [esp + 20], 4096
    jne wrong
    cmp dword [esp + 24], 0         ; AT_NULL
    jne wrong
    cmp dword [esp + 28], 0
    jne wrong
    lea edi, [esp + 32]
    mov ecx, esi
    sub ecx, edi
    xor eax, eax
    jecxz .name
    repe scasb
    jne wrong
.name:
    mov edi, esi
    mov ecx, 0x1000
    repne scasb                     ; its end
    dec edi
    cmp edi, edx
    jne wrong

    mov ebx, 8
    mov edi, untouched
    mov ecx, (4096 - 512) / 4
    repe scasd
    jne wrong
    xor ebx, ebx
wrong:
    mov eax, 1
    int 0x80
    hlt
