; compare-random SEED: does what a random number says, again and again, with sixteen pages and its heap, and tells what came of it. It is the same here and
; on Linux, line for line: a test compares them. SEED and the next three are gone through, each in a child of its own with an empty space.
;
; The pages lie round 80000000, where another PDPTE, and in the two-level format another PDE, begins. What is left out: where a mapping goes that
; may go anywhere, and bit P of the error code, since it tells how lazy a kernel is.

%include "ring3.inc"

PAGES            equ 16
PLACE            equ 0x80000000 - PAGES / 2 * PAGE
SEEDS            equ 4
OPERATIONS       equ 60             ; of each seed, and then of each child
CHILD_OPERATIONS equ 8
GENERATIONS      equ 2              ; of children
DUMPED           equ 0x80           ; of a status word: whether there was a core dump, which is the machine's to decide
ERROR_P          equ 1

section .rodata
operations:
    dd map_fixed, map_fixed, map_fixed, map_free, unmap, protect, protect, read, write, write, write_word, copy, copy, grow, heap_write, fork
OPERATION_KINDS  equ ($ - operations) / 4
rights:
    dd PROT_NONE, PROT_READ, PROT_WRITE, PROT_READ | PROT_EXEC, PROT_READ | PROT_WRITE, PROT_READ | PROT_WRITE
RIGHTS           equ ($ - rights) / 4

section .bss
seed:        resd 1
state:       resd 1                 ; of the random numbers
remaining:   resd 1                 ; operations
generation:  resd 1
heap:        resd 1
place:       resd 1                 ; the operation's range and rights
bytes:       resd 1
protection:  resd 1
result:      resd 1
status:      resd 1
recovery:    resd 1                 ; where a fault's handler goes on
fault:       resd 3                 ; si_code, si_addr, err; si_code is 0 if there was none

; random NUMBER: EAX = 0 to NUMBER - 1. Changes EDX.
%macro random 1
    imul eax, [state], 1664525
    add eax, 1013904223
    mov [state], eax
    mov edx, %1
    mul edx                         ; the upper bits are the better ones
    mov eax, edx
%endmacro

entry
    argument ebp, 1
    mov [seed], ebp
    handle SIGSEGV, handler, 0
    system SYS_BRK, 0
    add eax, PAGE - 1
    and eax, ~(PAGE - 1)
    mov [heap], eax
    mov ebp, SEEDS
.seed:
    print "seed "
    print_hexadecimal [seed]
    print 10
    system SYS_FORK
    test eax, eax
    jz .child
    call reap
    inc dword [seed]
    dec ebp
    jnz .seed
    exit 0
.child:
    mov eax, [seed]
    mov [state], eax
    mov dword [remaining], OPERATIONS
    map PLACE, PAGES * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED

next:
    dec dword [remaining]
    js survey
    mov dword [fault], 0
    mov dword [recovery], over
    call choose
    random OPERATION_KINDS
    jmp [operations + 4 * eax]

map_fixed:
    print "map"
    map [place], [bytes], [protection], MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED
    jmp called
map_free:
    print "map if free"
    map [place], [bytes], [protection], MAP_PRIVATE | MAP_ANONYMOUS | MAP_NOREPLACE
    jmp called
unmap:
    print "unmap"
    system SYS_MUNMAP, [place], [bytes]
    jmp called
protect:
    print "protect"
    system SYS_MPROTECT, [place], [bytes], [protection]
    jmp called
grow:
    print "brk"
    random 8 * PAGE
    add eax, [heap]
    mov [place], eax
    system SYS_BRK, eax
    cmp eax, [place]
    sete al
    movzx eax, al
    jmp told_by_heap
heap_write:
    print "heap"
    random 8 * PAGE
    add eax, [heap]
    mov [place], eax
    mov dword [recovery], told_by_heap
    mov ecx, eax
    xor eax, eax
    mov [ecx], cl
    mov al, [ecx]

; The heap begins elsewhere on Linux.
told_by_heap:
    mov ecx, [heap]
    sub [place], ecx
    sub [fault + 4], ecx
    mov ecx, eax
    jmp over

read:
    print "read"
    call choose_byte
    xor ecx, ecx
    mov cl, [eax]
    jmp over
write:
    print "write"
    call choose_byte
    mov ecx, eax
    mov [eax], cl
    jmp over
write_word:
    print "write a doubleword"
    call choose_byte
    and eax, ~3                     ; of two pages that both refuse, QEMU names the second one
    mov ecx, eax
    mov [eax], ecx
    jmp over
copy:
    print "copy"
    call choose_byte
    mov esi, eax
    call choose_byte
    mov edi, eax
    random 2 * PAGE
    mov ecx, eax
    rep movsb                       ; ECX: how many bytes are left, if it does not come to the end
    jmp over

fork:
    print "fork", 10                ; the line is whole before there are two to write
    cmp dword [generation], GENERATIONS
    je next
    system SYS_FORK
    test eax, eax
    jz .child

    ; While the child does its part, this one writes to every page that it may write to. That must not be seen there.
    mov ebp, eax
    mov dword [recovery], .written
    mov esi, PLACE
.page:
    mov [esi], esi
.written:
    add esi, PAGE
    cmp esi, PLACE + PAGES * PAGE
    jne .page
    mov eax, ebp
    call reap
    jmp next
.child:
    inc dword [generation]
    not dword [state]               ; so that it does not do what its parent does
    mov dword [remaining], CHILD_OPERATIONS
    jmp next

called:
    mov ecx, eax
over:
    mov [result], ecx
    print " "
    print_hexadecimal [place]
    print ": "
    print_hexadecimal [result]
    cmp dword [fault], 0
    je .no_fault
    print ", fault "
    print_hexadecimal [fault]
    print " "
    print_hexadecimal [fault + 4]
    print " "
    print_hexadecimal [fault + 8]
.no_fault:
    print 10
    jmp next

; The end of a process: one number for all that the pages hold, and where they hold nothing.
survey:
    mov dword [recovery], .hole
    mov esi, PLACE
    xor edi, edi
.page:
    mov ecx, PAGE / 4
.word:
    rol edi, 5
    add edi, [esi + 4 * ecx - 4]
    loop .word
    jmp .next
.hole:
    rol edi, 7
    add edi, [fault]
.next:
    add esi, PAGE
    cmp esi, PLACE + PAGES * PAGE
    jne .page
    print "memory: "
    print_hexadecimal edi
    print 10
    exit [state]

; Chooses the operation's pages, and rights. Changes EAX, EDX.
choose:
    random PAGES
    shl eax, 12
    add eax, PLACE
    mov [place], eax
    random 4
    inc eax
    shl eax, 12
    mov [bytes], eax
    random RIGHTS
    mov eax, [rights + 4 * eax]
    mov [protection], eax
    ret

; EAX = the place: a byte in one of the pages. Changes EDX.
choose_byte:
    random PAGES * PAGE
    add eax, PLACE
    mov [place], eax
    ret

; EAX = a child. Waits for it, and says how it ended. Changes EAX, EBX, ECX, EDX.
reap:
    mov ebx, eax
    system SYS_WAITPID, ebx, status, 0
    and dword [status], ~DUMPED
    print "ended: "
    print_hexadecimal [status]
    print 10
    ret

handler:
    mov eax, [edx + SI_CODE]
    mov [fault], eax
    mov eax, [edx + SI_ADDR]
    mov [fault + 4], eax
    mov eax, [ecx + UC_ERR]
    and eax, ~ERROR_P
    mov [fault + 8], eax
    mov eax, [recovery]
    mov [ecx + UC_EIP], eax
    ret

    restorer
