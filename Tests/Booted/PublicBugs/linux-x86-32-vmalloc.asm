; linux-x86-32-vmalloc: in 2019 and 2020 Linux lost entries of its vmalloc area on x86-32: page directories kept those of areas that were gone, and missed
; new ones. A child has the kernel read one address again and again, on the child's directory, while the parent has pages come and go there.

%include "public-bug.inc"

PIECES  equ 24
FILLERS equ 0x60000000              ; pages that get the frames of tables that are gone
FILLER  equ 0x00100007              ; looks like an entry of a page table
LAST    equ 0x7777

section .bss
seen:
    resd 1
number:
    resd 1

entry
    map FILLERS, (PIECES + 1) * PAGE, READ_WRITE, FIXED
    expect FILLERS
    mov dword [FILLERS], FILLER
    system VMALLOC_MAP, 1           ; to learn where the area begins
    mov ebp, eax
    kernel_call VMALLOC_UNMAP
    expect 0
    fork_to .reader
.piece:
    inc dword [number]
    system VMALLOC_MAP, 1
    expect ebp
    kernel_call VMALLOC_READ
    expect 0                        ; a new piece is empty
    kernel_call VMALLOC_WRITE, [number]
    expect 0
    yield
    kernel_call VMALLOC_READ
    expect [number]
    kernel_call VMALLOC_UNMAP
    expect 0
    mov eax, [number]
    shl eax, 12
    mov dword [FILLERS + eax], FILLER
    yield
    kernel_call VMALLOC_READ
    expect -EINVAL
    cmp dword [number], PIECES
    jb .piece
    system VMALLOC_MAP, 1
    expect ebp
    kernel_call VMALLOC_WRITE, LAST
    expect 0
    wait_for_child
    expect 0
    exit 0

.reader:
    mov edi, AWAIT_TURNS
.turn:
    dec edi
    check nz
    yield
    kernel_call VMALLOC_READ
    cmp eax, -EINVAL                ; nothing is mapped now
    je .turn
    test eax, eax                   ; nothing has been written yet
    jz .turn
    cmp eax, [seen]                 ; an older value would be that of a piece that is gone
    check ae
    mov [seen], eax
    cmp eax, LAST
    jne .turn
    exit 0
