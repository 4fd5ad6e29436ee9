; serenity-8484: mmap at an address from a stress test that tries every power of two failed an assertion of the kernel's. All of them as hints, as fixed
; places and as lengths, and their complements; what is granted works, and what is not is an error.

%include "public-bug.inc"

section .bss
power:
    resd 1
wanted:
    resd 1

; granted_or_refused INSTRUCTION: EAX is what mmap2 returned for one page: either it is used as the instruction says, with its address in ESI, and given
; back, or it is one of the errors.
%macro granted_or_refused 1+
    cmp eax, -4095
    jae %%refused
    mov esi, eax
    and eax, PAGE - 1
    expect 0
    %1
    system SYS_MUNMAP, esi, PAGE
    expect 0
    jmp %%done
%%refused:
    cmp eax, -ENOMEM
    je %%done
    cmp eax, -EEXIST
    je %%done
    cmp eax, -EPERM
    je %%done
    expect -EINVAL
%%done:
%endmacro

entry
    mov dword [power], 1
.power:
    mov eax, [power]
    mov [wanted], eax
    call places
    mov eax, [power]
    not eax
    mov [wanted], eax
    call places
    mov eax, [power]
    neg eax
    mov [wanted], eax
    call places

    ; As a length. What is larger than memory is refused; a round number of pages that is 0 is, too.
    map 0, [power], PROT_READ, ANONYMOUS
    cmp eax, -ENOMEM
    je .shrink
    cmp eax, -4095
    setae cl
    movzx ecx, cl
    mov esi, eax
    mov eax, ecx
    expect 0
    system SYS_MUNMAP, esi, [power]
    expect 0
.shrink:
    mov ecx, [power]
    neg ecx
    map 0, ecx, PROT_READ, ANONYMOUS
    cmp eax, -ENOMEM
    je .lengths_done
    mov esi, eax
    cmp eax, -4095
    setae al
    movzx eax, al
    expect 0
    mov ecx, [power]
    neg ecx
    system SYS_MUNMAP, esi, ecx
    expect 0
.lengths_done:
    shl dword [power], 1
    jnz .power
    exit 0

; One page at the address in [wanted], as a hint and, if nothing is there, as the very place.
places:
    map [wanted], PAGE, READ_WRITE, ANONYMOUS
    granted_or_refused nop
    map [wanted], PAGE, READ_WRITE, ANONYMOUS | MAP_NOREPLACE
    granted_or_refused mov [esi], esi
    ret
