; vmalloc-touch ADDRESS COPIED: has the kernel map a page, which must be at ADDRESS; if COPIED is not 0, has the kernel read
; it; then reads it itself.
;
;   mapped in ring 3, two-level   #PF 04 if the kernel has not read it: ring 3 gets no entry copied; 05 if it has
;   mapped in ring 3, PAE         #PF 05: the entry is in the directory that all tasks share
;   not mapped in ring 3          #PF 04

%include "ring3.inc"

entry
    argument ebp, 1
    argument edi, 2
    system VMALLOC_MAP, 1
    cmp eax, ebp
    jne wrong

    test edi, edi
    jz .touch
    kernel_call VMALLOC_READ
    test eax, eax
    jnz wrong
.touch:
    mov al, [ebp]
    survived "the read went through"
wrong:
    exit 1
