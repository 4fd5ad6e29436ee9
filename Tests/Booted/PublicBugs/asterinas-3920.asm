; asterinas-3920: rt_sigreturn loaded the x87 and SSE state, and EIP, from the program's stack as they were: a bit of MXCSR that does not exist, or an address
; that cannot be, made the kernel's own FXRSTOR or IRET fault.

%include "public-bug.inc"

section .rodata
targets:
    dd 0, 0x00100000, 0xC0100000, 0xC0000000, 0xFFC00000, 0xFFC00400, 0xFFFFFFFF
targets_end:
states:                             ; where no state is
    dd 1, 0x00100000, 0xC0100000, 0xFFC00000, 0xFFFFFFF0, 0xFFFFFFFF
states_end:

section .bss align=16
mxcsr:
    resd 1
place:
    resd 1
copy:
    resb 1024

entry
    handle SIGILL, spoil_control, 0
    expect 0
    without_sse .no_sse
    ud2
    stmxcsr [mxcsr]
    mov dword [copy], 0x1F80
    ldmxcsr [copy]
    mov eax, [mxcsr]
    and eax, 0xFFFF0000
    expect 0
    mov eax, [mxcsr]
    and eax, 0x1F80                 ; the bits that do exist are taken
    expect 0x1F80
.no_sse:
    fninit

    ; A state at an address that is no multiple of anything.
    handle SIGILL, move_state, 0
    expect 0
    fldpi
    ud2
    fldpi
    fcompp
    fnstsw ax
    and eax, 0x4500                 ; C3, C2, C0: both are equal
    expect 0x4000

    mov dword [place], states
.state:
    fork_to .wild_state
    wait_for_child
    expect SIGSEGV
    add dword [place], 4
    cmp dword [place], states_end
    jb .state

    mov dword [place], targets
.target:
    fork_to .wild_eip
    wait_for_child
    expect SIGSEGV
    add dword [place], 4
    cmp dword [place], targets_end
    jb .target
    exit 0

.wild_state:
    handle SIGILL, forge_state, 0
    ud2
    exit CHILD_IS_WRONG
.wild_eip:
    handle SIGILL, forge_eip, 0
    ud2
    exit CHILD_IS_WRONG

spoil_control:
    mov eax, [ecx + UC_FPSTATE]
    mov dword [eax + FP_MXCSR], 0xFFFFFFFF
    add dword [ecx + UC_EIP], 2
    ret
move_state:
    mov esi, [ecx + UC_FPSTATE]
    lea edi, [copy + 3]
    mov [ecx + UC_FPSTATE], edi
    add dword [ecx + UC_EIP], 2
    mov ecx, FP_FXSAVE + 512
    rep movsb
    ret
forge_state:
    mov eax, [place]
    mov eax, [eax]
    mov [ecx + UC_FPSTATE], eax
    add dword [ecx + UC_EIP], 2
    ret
forge_eip:
    mov eax, [place]
    mov eax, [eax]
    mov [ecx + UC_EIP], eax
    ret

    restorer
