; compare: says what it gets from calls and finds in its faults, a line each. It is the same here and on Linux, line for line: a test compares them.

%include "ring3.inc"

PRIVATE    equ MAP_PRIVATE | MAP_ANONYMOUS
READ_WRITE equ PROT_READ | PROT_WRITE
PLACE      equ 0x60000000
STEP       equ 1 << 8               ; EFLAGS.TF
DUMPED     equ 0x80                 ; of a status word: whether there was a core dump, which is the machine's to decide

section .bss
status:
    resd 1
seen:
    resd 7
words:
    resd 32
pi_and_more:
    resd 4

section .rodata
x87_three:
    dd 3.0
x87_huge:
    dt 1.0e4930
x87_tiny:
    dt 1.0e-4930

%macro tell 1                       ; EAX, under a name
    push eax
    print %1, ": "
    pop eax
    call write_hexadecimal
    print 10
%endmacro

%macro tell_fault 1
    print %1, 10
    mov eax, [seen]
    tell "  signal"
    mov eax, [seen + 4]
    tell "  si_code"
    mov eax, [seen + 8]
    tell "  si_addr"
    mov eax, [seen + 12]
    tell "  trapno"
    mov eax, [seen + 16]
    tell "  err"
    mov eax, [seen + 20]
    tell "  cr2"
    mov eax, [seen + 24]
    tell "  eip"
%endmacro

; Divides, multiplies or whatever else the routine does, with one x87 error unmasked: bit %1 of the control word.
%macro tell_x87 2+
    fninit
    [section .rodata]
%%control:
    dw 0x037F & ~(1 << %1)
    __SECT__
    fldcw [%%control]
    call %2
    fwait
    times 6 nop
    tell_fault "an x87 error"
%endmacro

; Keeps a doubleword for later. Changes EAX.
%assign kept 0
%macro keep 1+
    mov eax, %1
    mov [words + 4 * kept], eax
%assign kept kept + 1
%endmacro

entry
    map 0, 0, READ_WRITE, PRIVATE
    tell "mmap2 of nothing"
    map 0, -1, READ_WRITE, PRIVATE
    tell "mmap2 of everything"
    map PLACE + 1, PAGE, READ_WRITE, PRIVATE | MAP_FIXED
    tell "mmap2 of half a page"
    map 0, PAGE, READ_WRITE, MAP_ANONYMOUS
    tell "mmap2, neither private nor shared"
    system SYS_MMAP2, 0, PAGE, READ_WRITE, MAP_PRIVATE, 7, 0
    tell "mmap2 of no file"
    map 0xFFFFF000, 2 * PAGE, READ_WRITE, PRIVATE | MAP_FIXED
    tell "mmap2 round the top"
    map PLACE, 4 * PAGE, READ_WRITE, PRIVATE
    tell "mmap2 with a hint"
    map PLACE + 16 * PAGE + 5, PAGE, READ_WRITE, PRIVATE
    tell "mmap2 with half a hint"
    map 0xFFFFF001, 2 * PAGE, READ_WRITE, PRIVATE | MAP_FIXED
    tell "mmap2 of half a page beyond the top"
    map PLACE, PAGE, READ_WRITE, PRIVATE | MAP_NOREPLACE
    tell "mmap2 where something is"
    system SYS_MUNMAP, PLACE + 1, PAGE
    tell "munmap of half a page"
    system SYS_MUNMAP, PLACE, 0
    tell "munmap of nothing"
    system SYS_MUNMAP, PLACE + 8 * PAGE, PAGE
    tell "munmap where nothing is"
    system SYS_MPROTECT, PLACE + 1, PAGE, PROT_READ
    tell "mprotect of half a page"
    system SYS_MPROTECT, PLACE, 0, PROT_READ
    tell "mprotect of nothing"
    system SYS_MPROTECT, PLACE, 8 * PAGE, PROT_READ
    tell "mprotect into a hole"
    system SYS_MPROTECT, PLACE, PAGE, 0x80
    tell "mprotect with unknown rights"
    system SYS_MPROTECT, PLACE + 4 * PAGE, PAGE, PROT_READ | PROT_GROWSDOWN
    tell "mprotect downwards of nothing"
    system SYS_MPROTECT, PLACE + 16 * PAGE, PAGE, PROT_READ | PROT_GROWSDOWN
    tell "mprotect downwards of what does not grow"
    system SYS_MPROTECT, PLACE + 16 * PAGE, PAGE, PROT_READ | PROT_GROWSUP
    tell "mprotect upwards of what does not grow"
    system SYS_MPROTECT, PLACE + 16 * PAGE, PAGE, PROT_READ | PROT_GROWSDOWN | PROT_GROWSUP
    tell "mprotect both ways"
    mov ebx, esp
    and ebx, -PAGE
    system SYS_MPROTECT, ebx, PAGE, READ_WRITE | PROT_GROWSDOWN
    tell "mprotect downwards of the stack"
    system SYS_WRITE, STDOUT, PLACE + 5 * PAGE, 1
    tell "write from nowhere"
    system SYS_WRITE, STDOUT, PLACE + 17 * PAGE - 1, 2
    tell "write of which the end is nowhere"
    system SYS_WRITE, 7, PLACE + 5 * PAGE, 1
    tell "write from nowhere to no file"
    mov edi, PLACE + 20 * PAGE
    map edi, PAGE, READ_WRITE, PRIVATE
    mov edi, eax
    mov ecx, PAGE
    mov al, ' '
    rep stosb
    system SYS_WRITE, STDOUT, PLACE + 20 * PAGE, 2 * PAGE
    tell "write of which the second page is nowhere"

    system SYS_BRK, 0
    lea ebp, [eax + PAGE - 1]
    and ebp, -PAGE
    push ebp
    add ebp, 2 * PAGE
    map ebp, PAGE, READ_WRITE, PRIVATE | MAP_FIXED
    pop ebp
    lea ebx, [ebp + PAGE]
    system SYS_BRK, ebx
    sub eax, ebp
    tell "brk to a page below a mapping"
    lea ebx, [ebp + 2 * PAGE]
    system SYS_BRK, ebx
    sub eax, ebp
    tell "brk up to a mapping"
    system SYS_WAITPID, -1, status, 0
    tell "waitpid without a child"
    system SYS_WAITPID, -1, status, 0x100
    tell "waitpid with an unknown option"
    system SYS_WAITPID, 0x80000000, status, 0
    tell "waitpid of a group that cannot be"
    system SYS_RT_SIGACTION, 0, 0, 0, 8
    tell "rt_sigaction of no signal"
    system SYS_RT_SIGACTION, SIGSEGV, 0, 0, 4
    tell "rt_sigaction with half a set"
    system SYS_RT_SIGACTION, SIGSEGV, 1, 0, 8
    tell "rt_sigaction from nowhere"
    handle SIGKILL, note, 0
    tell "rt_sigaction of SIGKILL"
    system SYS_RT_SIGPROCMASK, 3, status, 0, 8
    tell "rt_sigprocmask in no way"

    system SYS_FORK
    test eax, eax
    jz .returning
    system SYS_WAITPID, eax, status, 0
    mov eax, [status]
    tell "the status of a child that returned 7"
    system SYS_FORK
    test eax, eax
    jz .faulting
    system SYS_WAITPID, eax, status, 0
    mov eax, [status]
    and eax, ~DUMPED
    tell "the status of a child that faulted"
    system SYS_FORK
    test eax, eax
    jz .returning
    system SYS_WAITPID, -1, 1, 0
    tell "waitpid to nowhere"
    system SYS_WAITPID, -1, status, 0
    tell "waitpid after that"

    handle SIGSEGV, note, 0
    handle SIGFPE, note, 0
    handle SIGILL, note, 0
    handle SIGTRAP, stay, 0
    mov byte [dword PLACE + 8 * PAGE], 1        ; seven bytes each, which the handler steps over
    tell_fault "a write where nothing is"
    mov byte [dword PLACE], 1                   ; read-only since the mprotect into a hole
    tell_fault "a write to a read-only page that never came"
    cmp byte [dword PLACE], 0
    mov byte [dword PLACE], 1
    tell_fault "a write to a read-only page"
    system SYS_MPROTECT, PLACE, PAGE, PROT_NONE
    cmp byte [dword PLACE], 0
    tell_fault "a read without rights"
    system SYS_MUNMAP, PLACE, 4 * PAGE
    cmp byte [dword PLACE], 0
    tell_fault "a read of what was given back"
    xor ecx, ecx
    div ecx
    times 5 nop                                 ; with the instruction, seven bytes
    tell_fault "a division by zero"
    ud2
    times 5 nop
    tell_fault "no instruction"
    int3
    tell_fault "a breakpoint"
    pushfd
    or dword [esp], STEP
    popfd
    nop
    tell_fault "a single step"
    tell_x87 0, .zeros
    tell_x87 2, .by_zero
    tell_x87 3, .too_large
    tell_x87 4, .too_small
    tell_x87 5, .third

    ; All of a frame that is the same everywhere: FPU instruction pointers, selectors and what XSAVE adds are not.
    handle SIGSEGV, keep_words, 0
    fninit
    fldpi
    fld1
    mov esi, pi_and_more
    mov dword [esi], 0x40490FDB
    mov dword [esi + 12], 0x12345678
    movups xmm0, [esi]
    mov byte [dword PLACE], 1                   ; seven bytes
    xor esi, esi
.word:
    print "a word of the frame: "
    print_hexadecimal [words + 4 * esi]
    print 10
    inc esi
    cmp esi, all_kept
    jb .word
    exit 0
.zeros:
    fldz
    fldz
    fdivp
    ret
.by_zero:
    fld1
    fldz
    fdivp
    ret
.too_large:
    fld tword [x87_huge]
    fmul st0
    ret
.too_small:
    fld tword [x87_tiny]
    fmul st0
    ret
.third:
    fld1
    fdiv dword [x87_three]
    ret
.returning:
    exit 7
.faulting:
    mov al, [0]
    exit 0

; Notes what there is, and steps over seven bytes.
note:
    add dword [ecx + UC_EIP], 7
    call stay
    sub dword [seen + 24], 7
    ret
stay:
    and dword [ecx + UC_EFLAGS], ~STEP
    mov [seen], eax
    mov eax, [edx + SI_CODE]
    mov [seen + 4], eax
    mov eax, [edx + SI_ADDR]
    mov [seen + 8], eax
    mov eax, [ecx + UC_TRAPNO]
    mov [seen + 12], eax
    mov eax, [ecx + UC_ERR]
    mov [seen + 16], eax
    mov eax, [ecx + UC_CR2]
    mov [seen + 20], eax
    mov eax, [ecx + UC_EIP]
    mov [seen + 24], eax
    ret

keep_words:
    add dword [ecx + UC_EIP], 7
    keep [esp + 4]
    mov ebx, edx
    sub ebx, esp
    keep ebx
    mov ebx, ecx
    sub ebx, esp
    keep ebx
    mov ebx, esp
    add ebx, 4
    and ebx, 15
    keep ebx
%assign offset 0
%rep 4
    keep [edx + offset]
%assign offset offset + 4
%endrep
    keep [ecx + 4]                              ; uc_link, and the alternative stack that there is not
    keep [ecx + 8]
    keep [ecx + 16]
    mov ebx, [ecx + UC_SS - 4]
    sub ebx, [ecx + UC_ESP]
    keep ebx
    keep [ecx + UC_FPSTATE + 4]                 ; the mask, twice
    keep [ecx + UC_SIGMASK]
    keep [ecx + UC_SIGMASK + 4]
    keep [ecx + UC_END]                         ; the code that nobody runs
    keep [ecx + UC_END + 4]
    mov ebx, [ecx + UC_FPSTATE]
%assign offset 0
%rep 3
    keep [ebx + offset]                         ; control, status and tag word
%assign offset offset + 4
%endrep
    keep [ebx + 28]                             ; the registers on top: 1 and pi
    keep [ebx + 34]
    keep [ebx + 38]
    keep [ebx + FP_STATUS]
    keep [ebx + FP_MXCSR]
    keep [ebx + FP_XMM]
    keep [ebx + FP_XMM + 12]
all_kept equ kept
    ret

    restorer
