; routines.asm: the routines behind some macros of ring3.inc. Each is a section of its own, so that the linker leaves out of a
; program those which it does not call: its own code comes first, at the address where it is linked.

%define DEFINES_ROUTINES
%include "ring3.inc"

; ESI = a string of one to eight hexadecimal digits. EAX = its value. Changes ECX, EDX, ESI.
section .text.parse_hexadecimal progbits alloc exec nowrite
global parse_hexadecimal
parse_hexadecimal:
    test esi, esi
    jz .malformed
    xor eax, eax
    mov ecx, 9                      ; eight digits and the final null
.character:
    movzx edx, byte [esi]
    test edx, edx
    jz .end
    inc esi
    dec ecx
    jz .malformed
    sub edx, '0'
    cmp edx, 9
    jbe .digit
    or edx, 0x20                    ; letters: to lower case ('A' - '0' is 11h, 'a' - '0' is 31h)
    sub edx, 'a' - '0' - 10
    cmp edx, 10
    jb .malformed
    cmp edx, 15
    ja .malformed
.digit:
    shl eax, 4
    or eax, edx
    jmp .character
.end:
    cmp ecx, 9
    je .malformed
    ret
.malformed:
    print "an argument is missing or is not a hexadecimal number of one to eight digits", 10
    exit STATUS_USAGE

; EAX = a number, written in decimal. Changes EAX, EBX, ECX, EDX.
section .text.write_decimal progbits alloc exec nowrite
global write_decimal
write_decimal:
    push ebp
    mov ebp, esp
    sub esp, 12                     ; ten digits at most
    mov ecx, ebp
    mov ebx, 10
.digit:
    xor edx, edx
    div ebx
    add dl, '0'
    dec ecx
    mov [ecx], dl
    test eax, eax
    jnz .digit
    jmp write_and_leave

; EAX = a number, written as eight hexadecimal digits. Changes EAX, EBX, ECX, EDX.
section .text.write_hexadecimal progbits alloc exec nowrite
global write_hexadecimal
write_hexadecimal:
    push ebp
    mov ebp, esp
    sub esp, 8
    mov ecx, ebp
.digit:
    mov edx, eax
    and edx, 15
    cmp edx, 10
    jb .below_ten
    add edx, 'a' - '0' - 10
.below_ten:
    add edx, '0'
    dec ecx
    mov [ecx], dl
    shr eax, 4
    cmp ecx, esp
    jne .digit
    jmp write_and_leave

; The tail of both: writes the bytes from ECX up to EBP, which is the caller's frame, and leaves that frame.
section .text.write_and_leave progbits alloc exec nowrite
write_and_leave:
    mov edx, ebp
    sub edx, ecx
    mov ebx, STDOUT
    mov eax, SYS_WRITE
    int SYSTEM_CALL
    leave
    ret
