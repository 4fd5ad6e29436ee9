; ltp-185: the stack grew into a mapping below it, and the program wrote there without a fault: the stack clash. Below the stack there is room that nobody
; gets without asking for that very place.

%include "public-bug.inc"

LIMIT   equ 0x100000                ; a stack's whole length, and what its end is a multiple of
GAP     equ 16 * PAGE

section .bss
lowest:
    resd 1

entry
    catch_faults
    mov eax, esp
    and eax, -LIMIT
    mov [lowest], eax

    ; The highest place that mmap has to give, and just below the gap, by request.
    map 0, PAGE, READ_WRITE, ANONYMOUS
    mov ebp, eax
    add ebp, PAGE
    add ebp, GAP
    mov eax, ebp
    expect [lowest]
    sub ebp, GAP
    mov dword [ebp - 4], 0x11
    mov edi, [lowest]
    expect_fault 6, mov [edi - 4], eax
    expect_fault 6, mov [edi - PAGE], eax
    expect_fault 6, mov [edi - GAP], eax
    expect_in ebp - 4, 0x11

    ; The heap does not get there either.
    system SYS_BRK, 0
    mov esi, eax
    system SYS_BRK, [lowest]
    expect esi
    mov ebx, [lowest]
    sub ebx, PAGE
    system SYS_BRK
    expect esi

    ; A recursion without end reaches the gap, not the mapping.
    fork_to .recursion
    wait_for_child
    expect SIGSEGV
    expect_in ebp - 4, 0x11

    ; And one with a handler, which finds no place for its frame.
    fork_to .recursion_in_handler
    wait_for_child
    expect SIGSEGV
    exit 0

.recursion_in_handler:
    handle SIGSEGV, .deeper, SA_NODEFER
    jmp .deeper
.recursion:
    handle SIGSEGV, 0, 0            ; SIG_DFL
.deeper:
    sub esp, 7 * PAGE
    call .deeper

    fault_catcher
