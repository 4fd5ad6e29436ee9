; invlpg: drops a page's entry from the TLB.
;
; What the CPU says (SDM 5.9): needs CPL=0: #GP, error 0, under each mapping. The address is not even looked at.

%include "ring3.inc"

entry
    invlpg [0]
    survived "the TLB can be flushed"
