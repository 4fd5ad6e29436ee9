; implicit-read ADDRESS: LAR with a selector of the local descriptor table, which the kernel has put at ADDRESS for this once, in
; its own memory. To find the access rights the processor must read the descriptor; and it reads descriptors with ring
; 0's rights, whoever asks (SDM 4.6.1, "implicit supervisor-mode accesses"). So U/S=0 does not keep this out:
;   shared           the read succeeds, and what is in EAX comes out of the kernel's memory;
;   fourfour, kpti   #PF, error 00: supervisor, not present.
; Exits with 0, or with 1 if the processor took the descriptor for none of a data segment for ring 3.

%include "ring3.inc"

LOCAL_SELECTOR  equ 0 << 3 | 4 | 3  ; the first descriptor of the local table, for CPL 3
ACCESS          equ 0F300h          ; present, DPL 3, data, writable, accessed

entry
    mov ecx, LOCAL_SELECTOR
    lar eax, ecx
    jnz wrong
    and eax, 0FF00h
    cmp eax, ACCESS
    jne wrong
    exit 0
wrong:
    exit 1
