; basekernel-230: a user's pointer was valid if it was no null. Here pointers at every edge: one byte too far, one page without the right, round the top.

%include "public-bug.inc"

PLACE     equ 0x60001000            ; one page with nothing on either side
NOTHING   equ 0x60010000            ; PROT_NONE
CONSTANT  equ 0x60020000            ; PROT_READ
END       equ PLACE + PAGE

SYSINFO_BYTES  equ 64
ACTION_BYTES   equ 20
SET_BYTES      equ 8

; edges BYTES, NUMBER, EBX, ECX, EDX, ESI: a call whose argument named `pointer` goes to so many bytes: the last place where they fit is good, one byte
; further is not, nor is one byte before the page. The word pointer among the arguments stands for EBP.
%define pointer ebp
%macro edges 2-*
%define %%bytes %1
    mov ebp, END - %1
    system %{2:-1}
    expect 0
    mov ebp, END - %1 + 1
    system %{2:-1}
    expect -EFAULT
    mov ebp, END
    system %{2:-1}
    expect -EFAULT
    mov ebp, PLACE - 1
    system %{2:-1}
    expect -EFAULT
    mov ebp, NOTHING
    system %{2:-1}
    expect -EFAULT
    mov ebp, 0xFFFFFFFF - %1 + 2    ; wraps round the top by one byte
    system %{2:-1}
    expect -EFAULT
%endmacro

; read_only NUMBER, …: a call that writes.
%macro read_only 1-*
    mov ebp, CONSTANT
    system %{1:-1}
    expect -EFAULT
%endmacro

entry
    map PLACE, PAGE, READ_WRITE, FIXED
    expect PLACE
    map NOTHING, PAGE, PROT_NONE, FIXED
    expect NOTHING
    map CONSTANT, PAGE, PROT_READ, FIXED
    expect CONSTANT
    edges SYSINFO_BYTES, SYS_SYSINFO, pointer
    edges ACTION_BYTES, SYS_RT_SIGACTION, SIGSEGV, 0, pointer, 8
    mov edi, PLACE
    mov ecx, PAGE / 4
    xor eax, eax
    rep stosd                       ; SIG_DFL, and an empty set
    edges ACTION_BYTES, SYS_RT_SIGACTION, SIGSEGV, pointer, 0, 8
    edges SET_BYTES, SYS_RT_SIGPROCMASK, 0, pointer, 0, 8
    edges SET_BYTES, SYS_RT_SIGPROCMASK, 0, 0, pointer, 8
    read_only SYS_SYSINFO, pointer
    read_only SYS_RT_SIGACTION, SIGSEGV, 0, pointer, 8
    read_only SYS_RT_SIGPROCMASK, 0, 0, pointer, 8

    ; waitpid tells of the child even if its status cannot be written.
    fork_to .child
    system SYS_WAITPID, -1, END - 4, 0
    cmp eax, 0
    setg al
    movzx eax, al
    expect 1
    expect_in END - 4, 7 << 8
    fork_to .child
    system SYS_WAITPID, -1, END - 3, 0
    expect -EFAULT
    fork_to .child
    system SYS_WAITPID, -1, CONSTANT, 0
    expect -EFAULT
    system SYS_WAITPID, -1, status, 0
    expect -ECHILD

    ; write: where the piece lies counts first, then what of it is written now.
    mov byte [END - 1], 10
    system SYS_WRITE, STDOUT, END - 1, 1
    expect 1
    system SYS_WRITE, STDOUT, END - 1, 2
    expect -EFAULT
    system SYS_WRITE, STDOUT, PLACE - 1, 2
    expect -EFAULT
    system SYS_WRITE, STDOUT, NOTHING, 1
    expect -EFAULT
    system SYS_WRITE, STDOUT, END - 1, 0xFFFFFFFF
    expect -EFAULT
    system SYS_WRITE, STDOUT, END - 1, 0x9FFFF000
    expect -EFAULT
    system SYS_WRITE, STDOUT, 0, 1
    expect -EFAULT
    exit 0
.child:
    exit 7
