; nanos-207: pages that were unmapped on both sides of a page table's edge stayed reachable through the TLB when their frames had other uses.

%include "public-bug.inc"

EDGE   equ 0x60400000               ; where a page table ends, with two-level paging (4 MB) and with PAE (2 MB)
FIRST  equ EDGE - 2 * PAGE
BYTES  equ 4 * PAGE
OTHER  equ 0x61000000
DISTANT equ 0x70000000               ; its table is not there yet

; fill ADDRESS, VALUE: each doubleword of the four pages from there on. Changes EAX, ECX, EDI.
%macro fill 2
    mov edi, %1
    mov ecx, BYTES / 4
    mov eax, %2
    rep stosd
%endmacro

entry
    catch_faults
    map FIRST, BYTES, READ_WRITE, FIXED
    expect FIRST
    fill FIRST, 0x11111111

    ; The two pages at the edge go; their neighbours stay.
    system SYS_MUNMAP, EDGE - PAGE, 2 * PAGE
    expect 0
    map OTHER, BYTES, READ_WRITE, FIXED
    expect OTHER
    fill OTHER, 0x22222222
    expect_fault 4, mov eax, [EDGE - PAGE]
    expect_fault 4, mov eax, [EDGE]
    expect_fault 6, mov [EDGE - 4], eax
    expect_fault 6, mov [EDGE + PAGE - 4], eax
    expect_in FIRST, 0x11111111
    expect_in EDGE + PAGE, 0x11111111
    expect_in OTHER, 0x22222222

    ; All go, and the tables with them: what comes then gets the frames of both.
    system SYS_MUNMAP, FIRST, BYTES
    expect 0
    map DISTANT, BYTES, READ_WRITE, FIXED
    expect DISTANT
    fill DISTANT, 0x60000007            ; looks like an entry of a page table
    mov esi, FIRST
.page:
    expect_fault 4, mov eax, [esi]
    add esi, PAGE
    cmp esi, FIRST + BYTES
    jb .page

    ; New pages there are empty, whatever the table's frame held.
    map FIRST, BYTES, READ_WRITE, FIXED
    expect FIRST
    mov edi, FIRST
    mov ecx, BYTES / 4
    xor eax, eax
    repe scasd
    setne al
    expect 0
    exit 0

    fault_catcher
