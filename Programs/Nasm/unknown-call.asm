; unknown-call: two system calls that do not exist, 3FFFh and FFFFFFFFh: a table that is indexed with the second, taken as
; signed or unscaled, ends outside of itself. Each must give -ENOSYS and keep all other registers.
; Exits with 0 if so; else prints which was wrong and exits with 1.

%include "ring3.inc"

; Calls number %1 with a value of its own in every register, and compares them after.
%macro call_unknown 1
    mov ebx, 0xB0B0B0B0
    mov ecx, 0xC0C0C0C0
    mov edx, 0xD0D0D0D0
    mov esi, 0x51515151
    mov edi, 0xD1D1D1D1
    mov ebp, esp
    mov eax, %1
    int SYSTEM_CALL
    cmp eax, -ENOSYS
    jne wrong_result
    cmp ebx, 0xB0B0B0B0
    jne register_lost
    cmp ecx, 0xC0C0C0C0
    jne register_lost
    cmp edx, 0xD0D0D0D0
    jne register_lost
    cmp esi, 0x51515151
    jne register_lost
    cmp edi, 0xD1D1D1D1
    jne register_lost
    cmp ebp, esp
    jne register_lost
%endmacro

entry
    call_unknown 0x3FFF
    call_unknown 0xFFFFFFFF
    exit 0
wrong_result:
    mov esi, eax
    print "an unknown call returned "
    print_hexadecimal esi
    print 10
    exit 1
register_lost:
    print "an unknown call changed a register", 10
    exit 1
