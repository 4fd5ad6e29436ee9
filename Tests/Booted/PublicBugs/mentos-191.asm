; mentos-191: system calls used whatever pointer they were given: by read a program wrote over the kernel, by write it read the kernel.
; Every call that takes a pointer gets addresses that are the kernel's in one layout or mapping, and nobody's in the other.

%include "public-bug.inc"

section .rodata
pointers:
    dd 0x00100000, 0x00101FFE, 0x02000000, 0x3A000000, 0x3EFFFFFF, 0x3FFFFFFC     ; the low layout's window
    dd 0xC0000000, 0xC0100000, 0xC0140002, 0xC3FFFFFF, 0xFA000000, 0xFEFFFFFD     ; the high layout's
    dd 0xFFC00000, 0xFFC00401, 0xFFC01000, 0xFFC02000, 0xFFC03FFE, 0xFFFFF000     ; the trampoline, everywhere
    dd 0xFFFFFFFC, 0xFFFFFFFF
pointers_end:

; refused WHAT, ERROR: expect, and says which call and which pointer it was.
%macro refused 2
    cmp eax, %2
    je %%right
    mov edi, eax
    print %1, " gave "
    print_hexadecimal edi
    print " for "
    print_hexadecimal ebp
    print 10
    exit 1
%%right:
%endmacro

section .bss
place:
    resd 1

entry
    mov dword [place], pointers
.pointer:
    mov eax, [place]
    mov ebp, [eax]
    system SYS_WRITE, STDOUT, ebp, 1
    refused "write", -EFAULT
    system SYS_WRITE, STDOUT, ebp, 0x2000
    refused "write of two pages", -EFAULT
    system SYS_SYSINFO, ebp
    refused "sysinfo", -EFAULT
    system SYS_RT_SIGACTION, SIGSEGV, ebp, 0, 8
    refused "rt_sigaction, new", -EFAULT
    system SYS_RT_SIGACTION, SIGSEGV, 0, ebp, 8
    refused "rt_sigaction, old", -EFAULT
    system SYS_RT_SIGPROCMASK, 0, ebp, 0, 8
    refused "rt_sigprocmask, new", -EFAULT
    system SYS_RT_SIGPROCMASK, 0, 0, ebp, 8
    refused "rt_sigprocmask, old", -EFAULT
    fork_to .child
    system SYS_WAITPID, -1, ebp, 0
    refused "waitpid", -EFAULT

    ; A frame to return by.
    fork_to .returning
    wait_for_child
    refused "rt_sigreturn", SIGSEGV

    ; The calls that have the kernel use its own memory do so in the vmalloc area only, and only where something is mapped.
    kernel_call VMALLOC_READ
    refused "vmalloc_read", -EINVAL
    kernel_call VMALLOC_WRITE, 0x41414141
    refused "vmalloc_write", -EINVAL
    kernel_call VMALLOC_WRITE_ALIAS, 0x41
    refused "vmalloc_write_alias", -EINVAL
    kernel_call VMALLOC_SEAL
    refused "vmalloc_seal", -EINVAL
    kernel_call VMALLOC_UNMAP
    refused "vmalloc_unmap", -EINVAL

    add dword [place], 4
    cmp dword [place], pointers_end
    jb .pointer
    exit 0
.child:
    exit 0
.returning:
    mov esp, ebp
    mov eax, SYS_RT_SIGRETURN
    int SYSTEM_CALL
    exit CHILD_IS_WRONG
