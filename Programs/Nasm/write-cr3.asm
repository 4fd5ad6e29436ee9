; write-cr3: loads CR3. If ring 3 could, it would choose its own page tables, and no mapping would protect anything.
;
; What the CPU says (SDM 5.9): #GP, error 0, under each mapping.

%include "ring3.inc"

entry
    mov cr3, eax
    survived "CR3 can be written"
