; acrn-3574: PDPTEs were loaded from wherever CR3 said, without a look at whether anything was there. Many address spaces with pages in different gigabytes
; come, give their frames back and are followed by others: whose PDPTEs are loaded must be the present one's.

%include "public-bug.inc"

SECOND  equ 0x50000000
THIRD   equ 0x90000000
FAMILIES equ 4

section .bss
number:
    resd 1

entry
    catch_faults
    map SECOND, PAGE, READ_WRITE, FIXED
    expect SECOND
    mov dword [SECOND], 0x11
.family:
    inc dword [number]
    fork_to .third
    fork_to .second
    system ADDRESS_SPACE            ; one more, with nothing in it, made and destroyed
    expect 0
    yield
    expect_fault 4, mov eax, [THIRD]
    expect_in SECOND, 0x11
    wait_for_child
    expect 0
    wait_for_child
    expect 0
    expect_in SECOND, 0x11
    cmp dword [number], FAMILIES
    jb .family
    exit 0

; Has a page in the third gigabyte, and none in the second but the program.
.third:
    system SYS_MUNMAP, SECOND, PAGE
    map THIRD, PAGE, READ_WRITE, FIXED
    mov eax, [number]
    mov [THIRD], eax
    yield
    mov eax, [number]
    cmp [THIRD], eax
    check e
    faulting mov eax, [SECOND]
    cmp eax, 1
    check e
    exit 0
.second:
    mov eax, [number]
    mov [SECOND], eax
    yield
    mov eax, [number]
    cmp [SECOND], eax
    check e
    faulting mov eax, [THIRD]
    cmp eax, 1
    check e
    exit 0

    fault_catcher
