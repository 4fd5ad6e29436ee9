; mmap: memory by mmap2, munmap and mprotect, as Linux gives it. Exits with 0, or with the number of the expectation that failed.

%include "ring3.inc"

PRIVATE  equ MAP_PRIVATE | MAP_ANONYMOUS
READ_WRITE equ PROT_READ | PROT_WRITE
PLACE    equ 0x60000000

entry
    ; What makes no sense.
    map 0, 0, READ_WRITE, PRIVATE
    expect -EINVAL
    map 0, -1, READ_WRITE, PRIVATE          ; rounded up it is 0
    expect -ENOMEM
    map 0, 0xF0000000, PROT_NONE, PRIVATE
    expect -ENOMEM
    map PLACE + 1, PAGE, READ_WRITE, PRIVATE | MAP_FIXED
    expect -EINVAL
    map 0, PAGE, READ_WRITE, MAP_ANONYMOUS  ; neither private nor shared
    expect -EINVAL
    system SYS_MMAP2, 0, PAGE, READ_WRITE, MAP_PRIVATE, 7, 0
    expect -EBADF
    map 0xFFFFF000, 2 * PAGE, READ_WRITE, PRIVATE | MAP_FIXED
    expect -ENOMEM                          ; it would wrap round the top
    map PAGE, PAGE, READ_WRITE, PRIVATE | MAP_FIXED
    expect -EPERM                           ; below vm.mmap_min_addr
    system SYS_MUNMAP, PLACE + 1, PAGE
    expect -EINVAL
    system SYS_MUNMAP, PLACE, 0
    expect -EINVAL
    system SYS_MUNMAP, PLACE, -1
    expect -EINVAL
    system SYS_MUNMAP, PLACE, PAGE          ; nothing is there, which is no mistake
    expect 0
    system SYS_MPROTECT, PLACE + 1, PAGE, PROT_READ
    expect -EINVAL
    system SYS_MPROTECT, PLACE, 0, PROT_READ
    expect 0
    system SYS_MPROTECT, PLACE, PAGE, PROT_READ
    expect -ENOMEM
    system SYS_MPROTECT, PLACE, PAGE, 0x80
    expect -EINVAL

    ; A hint is taken where it can be, and else it does not matter; a fixed place is taken from whoever has it.
    map PLACE, 4 * PAGE, READ_WRITE, PRIVATE
    expect PLACE
    mov dword [PLACE], 1
    mov dword [PLACE + 3 * PAGE], 4
    map PLACE, PAGE, READ_WRITE, PRIVATE
    mov edi, eax
    cmp eax, PLACE
    setne al
    movzx eax, al
    expect 1
    mov eax, [edi]                          ; the page comes now, full of zeros
    expect 0
    map PLACE, PAGE, READ_WRITE, PRIVATE | MAP_NOREPLACE
    expect -EEXIST
    map PLACE, PAGE, READ_WRITE, PRIVATE | MAP_FIXED
    expect PLACE
    mov eax, [PLACE]
    expect 0
    mov eax, [PLACE + 3 * PAGE]
    expect 4

    ; A hole in the middle, filled again with zeros.
    mov dword [PLACE + PAGE], 2
    system SYS_MUNMAP, PLACE + PAGE, PAGE
    expect 0
    system SYS_MPROTECT, PLACE, 3 * PAGE, PROT_READ
    expect -ENOMEM
    system SYS_WRITE, STDOUT, PLACE + PAGE, 1
    expect -EFAULT
    map PLACE + PAGE, PAGE, READ_WRITE, PRIVATE | MAP_NOREPLACE
    expect PLACE + PAGE
    mov eax, [PLACE + PAGE]
    expect 0

    ; Rights go and come, and what is in the page stays. A page without rights is nobody's to pass on.
    mov dword [PLACE + PAGE], 0x55
    system SYS_MPROTECT, PLACE, 4 * PAGE, PROT_NONE
    expect 0
    system SYS_WRITE, STDOUT, PLACE + PAGE, 1
    expect -EFAULT
    system SYS_MPROTECT, PLACE, 4 * PAGE, PROT_READ
    expect 0
    mov eax, [PLACE + PAGE]
    expect 0x55
    system SYS_MPROTECT, PLACE, 4 * PAGE, READ_WRITE
    expect 0
    mov dword [PLACE + PAGE], 0x66
    mov eax, [PLACE + PAGE]
    expect 0x66

    ; Code that was written, then made executable.
    mov word [PLACE], 0xC3 << 8 | 0x90      ; nop; ret
    system SYS_MPROTECT, PLACE, PAGE, PROT_READ | PROT_EXEC
    expect 0
    mov eax, PLACE
    call eax
    expect PLACE

    ; As many regions as there can be, and no more: every second page with other rights.
    map 0x70000000, 512 * PAGE, PROT_READ, PRIVATE
    mov edi, eax
    lea ebp, [eax + PAGE]
.split:
    system SYS_MPROTECT, ebp, PAGE, READ_WRITE
    add ebp, 2 * PAGE
    lea ecx, [edi + 512 * PAGE]
    cmp ebp, ecx
    jae .many
    test eax, eax
    jz .split
    expect -ENOMEM
.many:
    system SYS_MUNMAP, edi, 512 * PAGE
    expect 0
    exit 0
