; bench: what the kernel's operations cost, measured from ring 3 with RDTSC. It runs here and, as the same file, on Linux for
; i386; an operation that a kernel does not have is reported as unavailable.
;
; The unit is the time-stamp counter's: one instruction under `qemu -icount shift=0,sleep=off` and in Bochs, else cycles of the
; host. Each operation is a row of the table below. A line for each: the least and the mean of its samples, less the least that
; measuring nothing cost:
;
;   bench: name=null-call samples=1000 least=60 mean=60
;   bench: name=kernel-entry unavailable=38
;   bench: name=page-tables bytes=12288
;
; Exits with 0.

%include "ring3.inc"

UNKNOWN          equ 0x3FFF

SIGNAL_SET_BYTES equ 8
WARM_UP          equ 20
KERNEL_ADDRESS   equ 0xFFC00000     ; the kernel's here in every layout and mapping, and on Linux

; measured NAME, SAMPLES, PARTS, OPERATION, BEFORE, PREPARE, FINISH: each sample is PARTS operations; BEFORE precedes each sample and is
; not part of it.
%macro measured 7
    [section .rodata.names progbits alloc noexec nowrite]
%%name:
    db %1
%%end:
    __SECT__
    dd %%name, %%end - %%name, %2, %3, %4, %5, %6, %7
%endmacro

struc row
    .name:      resd 1
    .length:    resd 1
    .samples:   resd 1
    .parts:     resd 1
    .operation: resd 1              ; a routine; negative EAX: minus errno, and the row ends
    .before:    resd 1              ; likewise
    .prepare:   resd 1              ; likewise, before the first sample
    .finish:    resd 1              ; after the last
endstruc

section .rodata
align 4
table:
    measured "null-call",       1000, 1, null_call,      ready,           ready,         done
    measured "unknown-call",    1000, 1, unknown_call,   ready,           ready,         done
    measured "fault-delivered",  500, 1, fault,          ready,           catch_faults,  done
    measured "yield",            500, 2, one_yield,      ready,           start_partner, reap
    measured "minor-fault",      200, 1, touch_next,     ready,           map_pages,     unmap_pages
    measured "fork-exit-wait",   100, 1, fork_exit_wait, ready,           ready,         done
    measured "address-space",    100, 1, address_space,  ready,           ready,         done
    measured "kernel-entry",     100, 1, read_kernel,    map_kernel_page, ready,         unmap_kernel_page
table_end:

section .bss
nothing: resd 1                     ; the least that an operation that does nothing took
least:   resd 1
total:   resd 2
begun:   resd 1
partner: resd 1
pages:   resd 1
next:    resd 1
status:  resd 1
kernel_page: resd 1
current: resd 1
left:    resd 1

entry
    call report_tables
    mov dword [current], empty
    call sample
    mov eax, [least]
    mov [nothing], eax
    mov dword [current], table
.row:
    call measure
    add dword [current], row_size
    cmp dword [current], table_end
    jb .row
    exit 0

; The first thing of all, while the program is still small.
report_tables:
    mov eax, TABLE_BYTES
    int SYSTEM_CALL
    test eax, eax
    js .none
    push eax
    print "bench: name=page-tables bytes="
    pop eax
    call write_decimal
    print 10
.none:
    ret

section .rodata
align 4
empty:
    dd 0, 0, 1000, 1, ready, ready, ready, done

section .text
; Prepares the current row's operation, samples and reports it.
measure:
    mov ebx, [current]
    call [ebx + row.prepare]
    test eax, eax
    js unavailable
    call sample
    test eax, eax
    js unavailable
    mov ebx, [current]
    call [ebx + row.finish]
    call name
    print " samples="
    mov ebx, [current]
    print_decimal [ebx + row.samples]
    print " least="
    mov eax, [least]
    call part
    call write_decimal
    print " mean="
    mov eax, [total]
    mov edx, [total + 4]
    mov ebx, [current]
    div dword [ebx + row.samples]
    call part
    call write_decimal
    print 10
    ret

; EAX = minus errno.
unavailable:
    neg eax
    push eax
    call name
    print " unavailable="
    pop eax
    call write_decimal
    print 10
    ret

name:
    print "bench: name="
    mov esi, [current]
    mov edx, [esi + row.length]
    mov ecx, [esi + row.name]
    mov ebx, STDOUT
    mov eax, SYS_WRITE
    int SYSTEM_CALL
    ret

; EAX = what a sample took. EAX = what one of its operations took. Changes EBX, EDX.
part:
    sub eax, [nothing]
    jnc .positive
    xor eax, eax
.positive:
    xor edx, edx
    mov ebx, [current]
    div dword [ebx + row.parts]
    ret

; Samples the current row's operation; the first ones do not count. EAX negative: an operation failed.
sample:
    mov ebx, [current]
    mov eax, [ebx + row.samples]
    add eax, WARM_UP
    mov [left], eax
.again:
    mov ebx, [current]
    mov eax, [left]
    cmp eax, [ebx + row.samples]
    jne .go
    mov dword [least], -1
    mov dword [total], 0
    mov dword [total + 4], 0
.go:
    call [ebx + row.before]
    test eax, eax
    js .end
    mov ebx, [current]
    rdtsc
    mov [begun], eax
    call [ebx + row.operation]
    mov ecx, eax
    rdtsc
    sub eax, [begun]
    mov edx, eax
    test ecx, ecx
    mov eax, ecx
    js .end
    mov eax, edx
    add [total], eax
    adc dword [total + 4], 0
    cmp eax, [least]
    jae .not_less
    mov [least], eax
.not_less:
    dec dword [left]
    jnz .again
    xor eax, eax
.end:
    ret

; What `empty` measures, and the preparation of rows that need none.
ready:
    xor eax, eax
done:
    ret

null_call:
    mov eax, SYS_GETPID
    int SYSTEM_CALL
    ret

unknown_call:
    mov eax, UNKNOWN
    int SYSTEM_CALL
    neg eax                         ; -ENOSYS is what is wanted
    ret

; A fault on a kernel address. The handler lets the program go on behind the instruction.
catch_faults:
    mov eax, SYS_RT_SIGACTION
    mov ebx, SIGSEGV
    mov ecx, action
    xor edx, edx
    mov esi, SIGNAL_SET_BYTES
    int SYSTEM_CALL
    ret

fault:
    mov al, [KERNEL_ADDRESS]
.resumed:
    xor eax, eax
    ret

; The handler: signal, siginfo, ucontext on the stack.
handler:
    mov eax, [esp + 12]
    mov dword [eax + UC_EIP], fault.resumed
    ret

return_from_handler:
    mov eax, SYS_RT_SIGRETURN
    int SYSTEM_CALL

section .rodata
align 4
action:
    dd handler, SA_SIGINFO | SA_RESTORER, return_from_handler, 0, 0

section .text
; A partner that yields as often as it is yielded to. There and back again is two switches.
start_partner:
    call fork
    test eax, eax
    jz .partner
    mov [partner], eax
    ret
.partner:
    mov ebx, [current]
    mov edi, [ebx + row.samples]
    add edi, WARM_UP
.again:
    yield
    dec edi
    jnz .again
    exit 0

one_yield:
    yield
    ret

reap:
    mov eax, SYS_WAITPID
    mov ebx, [partner]
    mov ecx, status
    xor edx, edx
    int SYSTEM_CALL
    ret

; Fresh pages, each touched once.
map_pages:
    mov esi, [current]
    mov ecx, [esi + row.samples]
    add ecx, WARM_UP
    shl ecx, 12
    xor ebx, ebx
    mov edx, PROT_READ | PROT_WRITE
    mov esi, MAP_PRIVATE | MAP_ANONYMOUS
    mov edi, -1
    push ebp
    xor ebp, ebp
    mov eax, SYS_MMAP2
    int SYSTEM_CALL
    pop ebp
    cmp eax, -PAGE
    ja .failed                      ; minus errno; an address may well be negative, as a number
    mov [pages], eax
    mov [next], eax
    xor eax, eax
.failed:
    ret

touch_next:
    mov eax, [next]
    mov [eax], al
    add dword [next], PAGE
    xor eax, eax
    ret

unmap_pages:
    mov eax, SYS_MUNMAP
    mov ebx, [pages]
    mov ecx, [next]
    sub ecx, ebx
    int SYSTEM_CALL
    ret

fork_exit_wait:
    call fork
    test eax, eax
    js .failed
    jz .child
    mov [partner], eax
    jmp reap
.child:
    exit 0
.failed:
    ret

; The kernel makes a task's address space, empty but for the kernel's part, and destroys it.
address_space:
    mov eax, ADDRESS_SPACE
    int SYSTEM_CALL
    ret

; A page that the kernel mapped after this task's directory was made, and then touches on this task's behalf.
map_kernel_page:
    call unmap_kernel_page
    mov eax, VMALLOC_MAP
    mov ebx, 1
    int SYSTEM_CALL
    cmp eax, -PAGE
    ja .failed
    mov [kernel_page], eax
    xor eax, eax
.failed:
    ret

read_kernel:
    mov eax, VMALLOC_READ
    mov ebx, [kernel_page]
    int SYSTEM_CALL
    ret

unmap_kernel_page:
    mov eax, VMALLOC_UNMAP
    mov ebx, [kernel_page]
    int SYSTEM_CALL
    ret

fork:
    mov eax, SYS_FORK
    int SYSTEM_CALL
    ret
