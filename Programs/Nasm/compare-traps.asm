; compare-traps: what happens to a task that does what ring 3 may not do, or does it wrong, one child for each; and of one that comes back from a handler
; with nonsense in its frame. A line each: the status that its parent gets. One that came back has in it whether DS (12) and ES (3) are for ring 3.
; It is the same here and on Linux, line for line: a test compares them.

%include "ring3.inc"

DUMPED  equ 0x80                    ; of a status word: whether there was a core dump, which is the machine's to decide
NOWHERE equ 0x70000000
WENT_ON equ 9
ALL_FLAGS equ ~(1 << 8 | 1 << 10 | 1 << 18) ; but for TF, DF and AC, which would be felt

section .bss align=16
area:
    resb 1024
status:
    resd 1

section .rodata
limits:
    dd 0, 5

; try TEXT, INSTRUCTION: a child carries it out.
%macro try 2+
    system SYS_FORK
    test eax, eax
    jnz %%parent
    %2
    exit WENT_ON
%%parent:
    mov ebx, eax
    call reap
    print %1, ": "
    call tell
%endmacro

; come_back TEXT, HANDLER: a child faults, and comes back from that handler.
%macro come_back 2
    system SYS_FORK
    test eax, eax
    jnz %%parent
    handle SIGSEGV, %2, SA_RESETHAND
    cmp byte [dword 0], 0           ; seven bytes
    mov ebx, ds                     ; which is for ring 3, or null; QEMU would not mind a null one
    mov ecx, es
    and ebx, 3
    and ecx, 3
    lea ebx, [ebx * 4 + ecx]
    exit ebx
%%parent:
    mov ebx, eax
    call reap
    print "comes back with ", %1, ": "
    call tell
%endmacro

; changed HANDLER, FIELD, VALUE: a handler that steps over the instruction and changes a field of the ucontext.
%macro changed 3
%1:
    add dword [ecx + UC_EIP], 7
    mov dword [ecx + %2], %3
    ret
%endmacro

entry
    try "hlt", hlt
    try "in", in al, 0x60
    try "clts", clts
    try "lldt", call .lldt
    try "mov to dr7", call .dr7
    try "rdpmc", rdpmc
    try "int3", int3
    try "int 3 in two bytes", db 0xCD, 3
    try "int 4", int 4
    try "int 1", int 1
    try "int 14", int 14
    try "int 0x81", int 0x81
    try "int 255", int 255
    try "into", call .into
    try "bound", call .bound
    try "ud2", ud2
    try "lock before what has no memory", db 0xF0, 0x90
    try "an instruction of 16 bytes", times 15 db 0x66
    try "div by 0", call .div
    try "idiv with too large a quotient", call .idiv
    try "a jump to 0", jmp 0
    try "a call to nowhere", call .call
    try "a push below 0", call .push
    try "ss = 0", call .ss
    try "ds = the kernel's", call .ds
    try "retf to 0", call .retf
    try "movaps of what is misaligned", movaps xmm0, [area + 4]
    try "fxsave to what is misaligned", fxsave [area + 4]
    try "popf of all flags", call .popf

    come_back "eip nowhere", eip_nowhere
    come_back "esp nowhere", esp_nowhere
    come_back "no fpstate", no_fpstate
    come_back "fpstate nowhere", fpstate_nowhere
    come_back "fpstate misaligned", fpstate_misaligned
    come_back "ss that does not exist", wrong_ss
    come_back "cs that does not exist", wrong_cs
    come_back "cs that is data", data_cs
    come_back "ss that is code", code_ss
    come_back "ds that does not exist", wrong_ds
    come_back "es that does not exist", wrong_es
    come_back "all flags", all_flags
    come_back "all signals blocked", all_blocked
    try "rt_sigreturn without a frame", call .no_frame
    try "rt_sigreturn with a frame at the top", call .frame_at_top
    exit 0
.lldt:
    xor eax, eax
    lldt ax
    ret
.dr7:
    mov dr7, eax
    ret
.into:
    mov al, 0x7F
    inc al
    into
    ret
.bound:
    mov eax, 7
    bound eax, [limits]
    ret
.div:
    xor ecx, ecx
    div ecx
    ret
.idiv:
    mov eax, 0x80000000
    cdq
    mov ecx, -1
    idiv ecx
    ret
.call:
    mov eax, NOWHERE
    call eax
    ret
.push:
    xor esp, esp
    push eax
    ret
.ss:
    xor eax, eax
    mov ss, ax
    ret
.ds:
    mov ax, 0x10
    mov ds, ax
    mov al, [area]
    ret
.retf:
    push 0
    push 0
    retf
.popf:
    push ALL_FLAGS
    popfd
    push 2
    popfd
    ret
.no_frame:
    mov esp, NOWHERE
    system SYS_RT_SIGRETURN
    ret
.frame_at_top:
    mov esp, -16
    system SYS_RT_SIGRETURN
    ret

    changed esp_nowhere, UC_ESP, NOWHERE
    changed no_fpstate, UC_FPSTATE, 0
    changed fpstate_nowhere, UC_FPSTATE, NOWHERE
    changed fpstate_misaligned, UC_FPSTATE, area + 4
    changed wrong_ss, UC_SS, 0xFFF8
    changed wrong_cs, UC_CS, 0xFFF8
    changed wrong_ds, UC_DS, 0xFFF8
    changed wrong_es, UC_ES, 0xFFF8
    changed all_flags, UC_EFLAGS, ALL_FLAGS
    changed all_blocked, UC_SIGMASK, -1
eip_nowhere:
    mov dword [ecx + UC_EIP], NOWHERE
    ret
data_cs:
    mov eax, [ecx + UC_SS]
    mov [ecx + UC_CS], eax
    ret
code_ss:
    mov eax, [ecx + UC_CS]
    mov [ecx + UC_SS], eax
    ret

; Waits for the child EBX.
reap:
    system SYS_WAITPID, ebx, status, 0
    ret

tell:
    mov eax, [status]
    and eax, ~DUMPED
    call write_hexadecimal
    print 10
    ret

    restorer
