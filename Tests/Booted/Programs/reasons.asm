; reasons: its children do, one each, what an exception other than a page fault answers. The log has to say why.

%include "ring3.inc"

PREFIXES equ 14                     ; with HLT 15 bytes, as long as an instruction may be
NT_BIT   equ 1 << 14

section .rodata
limits:
    dd 0, 4

; try INSTRUCTION: a child carries it out, and does not survive it.
%macro try 1+
    system SYS_FORK
    test eax, eax
    jnz %%parent
    %1
    exit STATUS_SURVIVED
%%parent:
    mov ebx, eax
    xor ecx, ecx
    xor edx, edx
    mov eax, SYS_WAITPID
    int SYSTEM_CALL
%endmacro

entry
    try call .bound
    try call .nested
    try rdpmc
    try call .prefixed
    try cli
    try sti
    try in al, 0x60
    exit 0
.bound:
    mov eax, 5
    bound eax, [limits]
    ret
.prefixed:
    times PREFIXES db 0x2E
    hlt
.nested:
    pushfd
    or dword [esp], NT_BIT
    popfd
    iret
