; same-address: writes the number in argv[1] to its own page at own_page_address, lets others run, and checks that it is
; still there, many times over. For two instances with two numbers at once: one address, two frames.
; Exits with 0, or with 1 if it found something else.

%include "ring3.inc"

TURNS equ 50

section .own_page progbits alloc noexec write align=4096
number:
    dd 0

entry
    argument edi, 1
    mov esi, TURNS
    mov [number], edi
.turn:
    yield
    cmp [number], edi
    jne .changed
    dec esi
    jnz .turn
    exit 0
.changed:
    mov esi, [number]
    print "found "
    print_hexadecimal esi
    print 10
    exit 1
