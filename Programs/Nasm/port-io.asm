; port-io: writes to I/O port 80h, the power-on self-test's display: harmless on every PC.
;
; What the CPU says (SDM vol. 1 "Protected-Mode I/O"): CPL=3 is above IOPL=0, so the TSS's permission bitmap decides, and
; a map that lies beyond the TSS's limit permits nothing: #GP, error 0, under each mapping.

%include "ring3.inc"

POST_DISPLAY equ 0x80

entry
    out POST_DISPLAY, al
    survived "I/O ports can be written"
