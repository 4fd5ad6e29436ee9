; haxm-152: the processor's four PDPTEs and those in memory went apart; the next load took the old ones. A gigabyte that the task did not have comes and
; goes, while another task, with other PDPTEs, runs in between.

%include "public-bug.inc"

TURNS   equ 40
ROUNDS  equ 6
OTHER   equ 0x60000000              ; a page that gets the frame of a page directory that is gone
FILLER  equ 0x00000087              ; looks like an entry for a large page
OFFSET  equ 128 * 8                 ; where in a page directory of PAE's the place has its entry

section .bss
place:
    resd 1
rounds:
    resd 1

entry
    catch_faults

    ; A gigabyte with nothing in it: the second has the program; the stack is in the third or in the fourth.
    mov dword [place], 0x10000000
    cmp esp, 0xC0000000
    jb .chosen
    mov dword [place], 0x90000000
.chosen:
    map OTHER, 2 * PAGE, READ_WRITE, FIXED
    expect OTHER
    mov dword [OTHER], 0            ; now there is a table
    fork_to .child
    mov dword [rounds], ROUNDS
.round:
    mov esi, [place]
    expect_fault 4, mov eax, [esi]
    map [place], PAGE, READ_WRITE, FIXED
    expect [place]
    mov esi, [place]
    expect_in esi, 0
    mov dword [esi], 0x33
    yield
    expect_in esi, 0x33
    system SYS_MUNMAP, [place], PAGE
    expect 0
    yield
    expect_fault 4, mov eax, [esi]
    dec dword [rounds]
    jnz .round
    wait_for_child
    expect 0

    ; Alone, so that no switch of tasks loads them.
    map [place], PAGE, READ_WRITE, FIXED
    expect [place]
    mov esi, [place]
    mov dword [esi], 0x55
    system SYS_MUNMAP, [place], PAGE
    expect 0
    mov dword [OTHER + PAGE + OFFSET], FILLER
    expect_fault 4, mov eax, [esi]
    exit 0

; Has a page there all the time.
.child:
    map [place], PAGE, READ_WRITE, FIXED
    mov esi, [place]
    mov dword [esi], 0x44
    mov edi, TURNS
.turn:
    yield
    cmp dword [esi], 0x44
    check e
    dec edi
    jnz .turn
    exit 0

    fault_catcher
