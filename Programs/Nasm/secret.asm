; secret: the owner of a page at own_page_address, with a secret in it. Prints the secret, gives the neighbour time to try,
; then checks that it is unchanged. Exits with 0, or with 1 if it changed.
;
; In each task's directory the same linear address leads to another frame, or to none: that is all that keeps them apart.

%include "ring3.inc"

SECRET equ 0x5EC2E7
TURNS  equ 20

section .own_page progbits alloc noexec write align=4096
secret:
    dd SECRET

entry
    print "my secret is "
    print_hexadecimal [secret]
    print 10
    mov esi, TURNS
.turn:
    yield
    dec esi
    jnz .turn
    cmp dword [secret], SECRET
    jne .changed
    exit 0
.changed:
    print "my secret was changed", 10
    exit 1
