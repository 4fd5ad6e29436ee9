; survey: reads one byte in every 4 MB of the 4 GB, takes each refusal as a signal, and prints where the answer changes.
;
; What the CPU says: nothing, where the page is the program's; error 04 where there is none; 05 where there is one that is not for ring 3. So a program that
; is told the processor's words can draw a map of the kernel as far as it is in its tables. (Linux gives each kernel address the same error code, to keep this to itself.)
; The byte is the second page's of each 4 MB, since the first of all is nobody's.

%include "ring3.inc"

STEP        equ 1 << 22
READ_IT     equ 0                   ; an answer that is no error code of ring 3's, which has bit 2 set

section .bss
answer:
    resd 1

entry
    handle SIGSEGV, refused, 0
    expect 0
    mov edi, -1                     ; the last answer
    mov ebp, PAGE
next:
    mov dword [answer], READ_IT
    mov al, [ebp]
answered:
    cmp edi, [answer]
    je .same
    mov edi, [answer]
    call say
.same:
    add ebp, STEP
    jnc next
    exit 0

refused:
    mov eax, [ecx + UC_ERR]
    mov [answer], eax
    mov dword [ecx + UC_EIP], answered
    ret

; Prints the address in EBP and the answer in EDI. Changes EAX, EBX, ECX, EDX.
say:
    print "from "
    print_hexadecimal ebp
    cmp edi, READ_IT
    je .read
    print ": refused, error "
    print_hexadecimal edi
    jmp .end
.read:
    print ": read"
.end:
    print 10
    ret

    restorer
