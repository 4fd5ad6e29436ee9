; signal: takes its own faults by rt_sigaction, and finds in them what Linux puts there. Exits with 0, or with the number of the expectation
; that failed.

%include "ring3.inc"

PLACE equ 0x60000000
BARE  equ 0x68000000
READ_WRITE equ PROT_READ | PROT_WRITE
RPL   equ 3
OF_AND_CF equ 0x801

section .bss align=16
faults:
    resd 1
last_code:
    resd 1
last_address:
    resd 1
last_error:
    resd 1
last_trap:
    resd 1
last_cr2:
    resd 1
last_eip:
    resd 1
last_stack:
    resd 1
last_signal:
    resd 1
last_fs:
    resd 1
last_gs:
    resd 1
set:
    resd 2
vector:
    resd 4
image:
    resb 512

section .data
control_word:
    dw 0x0F7F                       ; round to zero
mxcsr:
    dd 0x00007F80                   ; round to zero
three:
    dd 3
numbers:
    dd 0x11111111, 0x22222222, 0x33333333, 0x44444444

%macro expect_in 2                  ; the dword at the first operand is the second
    mov eax, [%1]
    expect %2
%endmacro

entry
    ; Arguments that make no sense.
    system SYS_RT_SIGACTION, SIGSEGV, 0, 0, 4
    expect -EINVAL
    system SYS_RT_SIGACTION, 0, 0, 0, 8
    expect -EINVAL
    system SYS_RT_SIGACTION, 65, 0, 0, 8
    expect -EINVAL
    system SYS_RT_SIGACTION, SIGSEGV, 1, 0, 8
    expect -EFAULT
    system SYS_RT_SIGACTION, SIGSEGV, 0, 1, 8
    expect -EFAULT
    handle SIGKILL, repair, 0
    expect -EINVAL

    ; A fault that the handler mends: the page comes, and the instruction is made again.
    handle SIGSEGV, repair, 0
    expect 0
    mov ax, ds
    mov fs, ax
    mov gs, ax
    fninit
    fldcw [control_word]
    fild dword [three]
    without_sse .no_xmm
    ldmxcsr [mxcsr]
    movups xmm3, [numbers]
.no_xmm:
    mov ebx, 0x0B0B0B0B
    mov ecx, 0x0C0C0C0C
    mov edx, 0x0D0D0D0D
    mov esi, 0x51515151
    mov edi, 0xD1D1D1D1
    mov ebp, 0xB0B0B0B0
    mov eax, 0x7FFFFFFF
    add eax, 0x7FFFFFFF             ; OF
    stc
    mov eax, 0x0A0A0A0A
.unmapped:
    mov [PLACE + 5], eax
    jno wrong_flags
    jnc wrong_flags
    cmp eax, 0x0A0A0A0A
    jne wrong_registers
    cmp ebx, 0x0B0B0B0B
    jne wrong_registers
    cmp ecx, 0x0C0C0C0C
    jne wrong_registers
    cmp edx, 0x0D0D0D0D
    jne wrong_registers
    cmp esi, 0x51515151
    jne wrong_registers
    cmp edi, 0xD1D1D1D1
    jne wrong_registers
    cmp ebp, 0xB0B0B0B0
    jne wrong_registers
    expect_in PLACE + 5, 0x0A0A0A0A
    expect_in faults, 1
    expect_in last_signal, SIGSEGV
    expect_in last_code, SEGV_MAPERR
    expect_in last_address, PLACE + 5
    expect_in last_cr2, PLACE + 5
    expect_in last_trap, 14
    expect_in last_error, 6
    expect_in last_eip, .unmapped
    mov eax, [last_stack]
    sub eax, esp
    expect 0
    mov ax, ds
    movzx eax, ax
    mov ebx, eax
    sub eax, [last_fs]
    expect 0
    mov eax, ebx
    sub eax, [last_gs]
    expect 0
    mov ax, fs
    movzx eax, ax
    expect ebx
    mov ax, gs
    movzx eax, ax
    expect ebx
    fnstcw [vector]
    movzx eax, word [vector]
    expect 0x0F7F
    fistp dword [vector]
    expect_in vector, 3
    without_sse .no_xmm_kept
    stmxcsr [vector]
    expect_in vector, 0x7F80
    movups [vector], xmm3
    expect_in vector, 0x11111111
    expect_in vector + 12, 0x44444444
.no_xmm_kept:

    ; Pages that are there, and do not allow it.
    system SYS_MPROTECT, PLACE, PAGE, PROT_READ
    expect 0
    mov byte [PLACE], 1
    expect_in faults, 2
    expect_in last_code, SEGV_ACCERR
    expect_in last_error, 7
    system SYS_MPROTECT, PLACE, PAGE, PROT_NONE
    expect 0
    mov al, [PLACE]
    expect_in faults, 3
    expect_in last_code, SEGV_ACCERR
    expect_in last_error, 4
    system SYS_MUNMAP, PLACE, PAGE
    expect 0
    mov al, [PLACE]
    expect_in faults, 4
    expect_in last_code, SEGV_MAPERR
    expect_in last_error, 4
    system SYS_RT_SIGPROCMASK, 0, 0, set, 8
    expect 0
    expect_in set, 0                ; coming back has unblocked it

    ; The handler's frame is the first to touch its page, and brings the table that the fault found missing, too.
    map BARE, PAGE, READ_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED
    expect BARE
    mov edi, esp
    mov esp, BARE + PAGE
    mov al, [BARE + PAGE]
    mov esp, edi
    expect_in last_address, BARE + PAGE
    expect_in last_stack, BARE + PAGE

    ; Faults in a fault's handler, with SA_NODEFER.
    handle SIGSEGV, nested, SA_NODEFER
    expect 0
    mov dword [faults], 0
    mov byte [PLACE + PAGE], 1
    expect_in faults, 2

    ; Other signals: what is in siginfo.
    handle SIGFPE, skip, 0
    expect 0
    xor ecx, ecx
.divide:
    div ecx                         ; two bytes, which the handler steps over
    expect_in last_code, 1          ; FPE_INTDIV
    expect_in last_address, .divide
    expect_in last_trap, 0
    handle SIGILL, skip, 0
    expect 0
.undefined:
    ud2
    expect_in last_code, 2          ; ILL_ILLOPN
    expect_in last_address, .undefined
    expect_in last_trap, 6
    handle SIGTRAP, note, 0
    expect 0
    int3
.after:
    expect_in last_eip, .after      ; a trap: EIP is behind it
    expect_in last_trap, 3

    ; A handler for one time.
    handle SIGSEGV, repair, SA_RESETHAND
    expect 0
    mov byte [PLACE + 4 * PAGE], 1
    system SYS_FORK
    test eax, eax
    jz .child
    mov edi, eax
    system SYS_WAITPID, edi, set, 0
    expect edi
    mov eax, [set]
    and eax, ~0x80
    expect SIGSEGV
    exit 0
.child:
    mov byte [PLACE + 5 * PAGE], 1
    exit 0

wrong_flags:
    exit 201
wrong_registers:
    exit 202

; What all handlers note. EBP = ucontext, EDI = siginfo.
note:
    mov edi, edx
    mov ebp, ecx
    inc dword [faults]
    mov [last_signal], eax
    mov eax, [edi + SI_CODE]
    mov [last_code], eax
    mov eax, [edi + SI_ADDR]
    mov [last_address], eax
    mov eax, [ebp + UC_ERR]
    mov [last_error], eax
    mov eax, [ebp + UC_TRAPNO]
    mov [last_trap], eax
    mov eax, [ebp + UC_CR2]
    mov [last_cr2], eax
    mov eax, [ebp + UC_EIP]
    mov [last_eip], eax
    mov eax, [ebp + UC_ESP]
    mov [last_stack], eax
    mov eax, [ebp + UC_FS]
    mov [last_fs], eax
    mov eax, [ebp + UC_GS]
    mov [last_gs], eax
    ret

; Puts a page where the fault was, or gives all rights to what is there; spoils what must come back by itself.
repair:
    call note
    fninit
    fldpi
    without_sse .no_xmm
    xorps xmm3, xmm3
.no_xmm:
    mov ebx, [last_address]
    and ebx, -PAGE
    push ebx
    system SYS_MPROTECT, ebx, PAGE, READ_WRITE
    pop ebx
    test eax, eax
    jz .done
    map ebx, PAGE, READ_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED
.done:
    ret

; The first time, faults itself; then repairs.
nested:
    cmp dword [faults], 0
    jne repair
    call note
    push dword [last_address]
    mov byte [PLACE + 2 * PAGE], 1
    pop dword [last_address]
    mov ebx, [last_address]
    and ebx, -PAGE
    map ebx, PAGE, READ_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED
    ret

; Goes on two bytes further.
skip:
    call note
    add dword [ebp + UC_EIP], 2
    ret

    restorer
