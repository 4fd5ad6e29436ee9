; The IDT that a kernel starts with: every exception is one line on the console and the end. A kernel that handles exceptions
; loads a table of its own.

EXCEPTIONS      equ 32
; The exceptions that push an error code: #DF, #TS, #NP, #SS, #GP, #PF, #AC, #CP, #VC, #SX (SDM vol. 3, 6.15).
WITH_ERROR      equ 1 << 8 | 1 << 10 | 1 << 11 | 1 << 12 | 1 << 13 | 1 << 14 | 1 << 17 | 1 << 21 | 1 << 29 | 1 << 30

STUB_SIZE       equ 16

global kit_early_idt_initialize

section .text
kit_early_idt_initialize:
        mov edi, idt
        mov eax, stubs
.next:
        mov edx, eax
        call write_gate
        add edi, 8
        add eax, STUB_SIZE
        cmp edi, idt + EXCEPTIONS * 8
        jb .next
        lidt [idt_pointer]
        ret

; EDI = where, EDX = the handler: a 32-bit interrupt gate for CPL 0. Uses EDX.
write_gate:
        mov [edi], dx
        mov word [edi + 2], CODE_SELECTOR
        mov word [edi + 4], 0x8E00
        shr edx, 16
        mov [edi + 6], dx
        ret

        align STUB_SIZE
stubs:
%assign vector 0
%rep EXCEPTIONS
        align STUB_SIZE
%if (WITH_ERROR >> vector) & 1
%else
        push 0
%endif
        push vector
        jmp early_exception
%assign vector vector + 1
%endrep

; On the stack: vector, error code, EIP, CS, EFLAGS.
early_exception:
        cld
        mov ecx, .head
        mov edx, .head_end - .head
        call kit_write
        mov eax, [esp]
        call write_hexadecimal
        mov ecx, .error
        mov edx, .error_end - .error
        call kit_write
        mov eax, [esp + 4]
        call write_hexadecimal
        mov ecx, .eip
        mov edx, .eip_end - .eip
        call kit_write
        mov eax, [esp + 8]
        call write_hexadecimal
        mov ecx, .cr2
        mov edx, .cr2_end - .cr2
        call kit_write
        mov eax, cr2
        call write_hexadecimal
        mov ecx, .line
        mov edx, 1
        call kit_write
        jmp kit_abort

; EAX = number.
write_hexadecimal:
        sub esp, 8
        mov ebx, eax
        xor esi, esi
.next:
        rol ebx, 4
        mov eax, ebx
        and eax, 15
        mov al, [.digits + eax]
        mov [esp + esi], al
        inc esi
        cmp esi, 8
        jb .next
        mov ecx, esp
        mov edx, 8
        call kit_write
        add esp, 8
        ret

section .rodata
early_exception.head:           db "panic: exception vector="
early_exception.head_end:
early_exception.error:          db " error="
early_exception.error_end:
early_exception.eip:            db " eip="
early_exception.eip_end:
early_exception.cr2:            db " cr2="
early_exception.cr2_end:
early_exception.line:           db 10
write_hexadecimal.digits:       db "0123456789abcdef"
idt_pointer:
        dw EXCEPTIONS * 8 - 1
        dd idt

section .bss
        alignb 8
idt:    resb EXCEPTIONS * 8
