; keystone-341: mmap, munmap and mprotect changed page tables and left the TLB as it was.

%include "public-bug.inc"

PLACE  equ 0x60000000
OTHER  equ 0x60010000

section .bss
rounds:
    resd 1

entry
    catch_faults
    mov dword [rounds], 4
.round:
    map PLACE, PAGE, READ_WRITE, FIXED
    expect PLACE
    expect_in PLACE, 0              ; not what the page before it held
    mov dword [PLACE], 0x11
    system SYS_MUNMAP, PLACE, PAGE
    expect 0
    expect_fault 4, mov eax, [PLACE]
    map OTHER, PAGE, READ_WRITE, FIXED
    expect OTHER
    mov dword [OTHER], 0x22         ; most likely in the frame that is free now
    expect_fault 6, mov dword [PLACE], 0x33
    expect_in OTHER, 0x22
    system SYS_MUNMAP, OTHER, PAGE
    expect 0
    dec dword [rounds]
    jnz .round

    map PLACE, PAGE, READ_WRITE, FIXED
    expect PLACE
    mov dword [PLACE], 0x44
    system SYS_MPROTECT, PLACE, PAGE, PROT_READ
    expect 0
    expect_fault 7, mov dword [PLACE], 0x55
    expect_in PLACE, 0x44
    system SYS_MPROTECT, PLACE, PAGE, PROT_NONE
    expect 0
    expect_fault 4, mov eax, [PLACE]
    system SYS_MPROTECT, PLACE, PAGE, READ_WRITE
    expect 0
    mov dword [PLACE + 4], 0x66
    expect_in PLACE, 0x44

    ; MAP_FIXED takes the page that is there, and brings another.
    map PLACE, PAGE, READ_WRITE, FIXED
    expect PLACE
    expect_in PLACE, 0
    exit 0

    fault_catcher
