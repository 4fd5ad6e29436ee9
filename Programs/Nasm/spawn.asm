; spawn: how many tasks can live at a time. A task forks a child and waits for it, the child does the same, and so on until a fork
; fails: then all of them live, and all but the last wait. That one ends, and with it, one after the other, all others. Ten times
; over; a kernel that loses a frame has fewer tasks in the end.
;
; A line for each round, from the task that saw the last one end, and one from the first task:
;
;   spawn: round=1 live=1234 errno=12 kiloticks=… free-kb=…
;   spawn: round=1 ended kiloticks=… free-kb=…
;
; `kiloticks`, of 1024 ticks of the time-stamp counter, count from the beginning of the round: to the last fork, and to the end of all. `free-kb` is what sysinfo() tells, 0 where
; there is none. Exits with 0, or 1 if a child was killed.
;
; Down the chain everything is kept in registers: a task that writes nothing shares all its pages with its parent.

%include "ring3.inc"

; now REGISTER: the time in kiloticks. Changes EAX, EDX.
%macro now 1
    rdtsc
    shrd eax, edx, 10
    mov %1, eax
%endmacro

ROUNDS      equ 10

; What a task says with its exit status: minus errno if its fork failed; 0 otherwise.
STATUS_SHIFT equ 8

; sysinfo's answer: the two fields that are read here.
INFO_BYTES  equ 64
INFO_FREE   equ 20
INFO_UNIT   equ 52

section .bss
status: resd 1
info:   resb INFO_BYTES
round:  resd 1

entry
.round:
    inc dword [round]
    now edi                         ; when the round began
    mov ebp, 1                      ; how many live
.deeper:
    mov eax, SYS_FORK
    int SYSTEM_CALL
    test eax, eax
    js .full
    jnz .parent
    inc ebp
    jmp .deeper

.full:
    neg eax
    exit eax

.parent:
    mov ebx, eax
    now esi                         ; when the fork was done; of use in the last parent alone
    mov eax, SYS_WAITPID
    mov ecx, status
    xor edx, edx
    int SYSTEM_CALL
    test eax, eax
    js .lost
    mov eax, [status]
    test al, al
    jnz .lost                       ; the child did not exit, it was killed
    shr eax, STATUS_SHIFT
    jz .is_first
    call report_full
.is_first:
    cmp ebp, 1
    je .ended
    exit 0

.ended:
    call report_ended
    cmp dword [round], ROUNDS
    jb .round
    exit 0

.lost:
    print "spawn: a child was killed: status "
    print_hexadecimal [status]
    print 10
    exit 1

; EAX = the errno of the fork that failed. The child that reported it is gone, so there is memory to write again.
report_full:
    push eax
    call report_round
    print " live="
    lea eax, [ebp + 1]
    call write_decimal
    print " errno="
    pop eax
    call write_decimal
    print " kiloticks="
    mov eax, esi
    sub eax, edi
    call write_decimal
    jmp report_free

report_ended:
    now esi
    call report_round
    print " ended kiloticks="
    mov eax, esi
    sub eax, edi
    call write_decimal
    jmp report_free

report_round:
    print "spawn: round="
    print_decimal [round]
    ret

report_free:
    print " free-kb="
    mov eax, SYS_SYSINFO
    mov ebx, info
    int SYSTEM_CALL
    mov ecx, eax
    xor eax, eax
    test ecx, ecx
    js .unknown
    mov eax, [info + INFO_FREE]
    mul dword [info + INFO_UNIT]
    shrd eax, edx, 10
.unknown:
    call write_decimal
    print 10
    ret
