; zeke-91: the kernel's own copy to a task did not look for copy on write. Here with a page that the task has read since the fork: the processor
; remembers the shared frame, and must forget it when the kernel's write brings a copy, the frame of a signal included.

%include "public-bug.inc"

PLACE   equ 0x60000000
TURNS   equ 100
SYSINFO_TOTAL  equ 16

entry
    map PLACE, 2 * PAGE, READ_WRITE, FIXED
    expect PLACE
    mov dword [PLACE + SYSINFO_TOTAL], 1
    mov dword [PLACE + PAGE], 2
    handle SIGILL, on_undefined, 0
    expect 0
    fork_to .child
    expect_in PLACE + SYSINFO_TOTAL, 1 ; now the TLB has the shared frame
    system SYS_SYSINFO, PLACE
    expect 0
    mov eax, [PLACE + SYSINFO_TOTAL]
    cmp eax, 1
    setbe al
    movzx eax, al
    expect 0

    mov eax, [PLACE + PAGE]
    expect 2
    mov edi, esp
    mov esp, PLACE + 2 * PAGE
    ud2                             ; the handler's frame lies on the shared page
    mov esp, edi
    expect_in PLACE + PAGE, 2       ; the copy has what was there
    wait_for_child
    expect 0
    exit 0

.child:
    mov esi, TURNS
.turn:
    yield
    dec esi
    jnz .turn
    cmp dword [PLACE + SYSINFO_TOTAL], 1
    check e
    mov edi, PLACE + PAGE + 4       ; but for its first doubleword the page was empty
    mov ecx, PAGE / 4 - 1
    xor eax, eax
    repe scasd
    check e
    exit 0

on_undefined:
    cmp dword [esp + 4], SIGILL     ; as the program sees it, the frame is there
    jne .stale
    add dword [ecx + UC_EIP], 2
    ret
.stale:
    exit 200

    restorer
