; stack-overflow: calls itself for ever, as a recursion without an end does.
;
; What the CPU says (SDM 4.7): #PF, error 06 (P=0, W=1, U=1) at each new page, and at last at one below the limit.

%include "ring3.inc"

entry
    call _start
    survived "a call that cannot return has returned"
