; registers: keeps a value of its own, made from the seed in argv[1], in every register that ring 3 has, makes thousands of
; system calls and spins long enough to be preempted many times, and checks that all are intact. For two instances with
; two seeds at once: each meets the other's registers in the processor.
;
; What the CPU saves by itself at a trap is EFLAGS, CS, EIP, SS and ESP (SDM 6.12.1); all else is the kernel's to keep.
; Exits with 0, or with the number of what was lost:
;   1 a general register   2 EFLAGS   3 a segment register   4 x87 control or status word   5 x87 tag word
;   6 MXCSR   7 an x87 register   8 an XMM register   9 EAX, or a system call's result

%include "ring3.inc"

ROUNDS         equ 10
CALLS          equ 500              ; of each kind, in each round
SPINS          equ 1500000          ; two instructions each, in each round

CARRY_FLAG     equ 1 << 0
PARITY_FLAG    equ 1 << 2
ADJUST_FLAG    equ 1 << 4
ZERO_FLAG      equ 1 << 6
SIGN_FLAG      equ 1 << 7
INTERRUPT_FLAG equ 1 << 9
DIRECTION_FLAG equ 1 << 10
OVERFLOW_FLAG  equ 1 << 11
NESTED_TASK    equ 1 << 14
; RF is left out: it is the processor's own, and not all that there are show it in the same places.
COMPARED_FLAGS equ CARRY_FLAG | PARITY_FLAG | ADJUST_FLAG | ZERO_FLAG | SIGN_FLAG | INTERRUPT_FLAG | DIRECTION_FLAG \
                 | OVERFLOW_FLAG | NESTED_TASK

; A set of general registers and flags, as this program stores it.
struc general
    .ebx:    resd 1
    .ecx:    resd 1
    .edx:    resd 1
    .esi:    resd 1
    .edi:    resd 1
    .ebp:    resd 1
    .esp:    resd 1
    .size:
    .eflags: resd 1
endstruc

struc segments
    .ds:     resw 1
    .es:     resw 1
    .fs:     resw 1
    .gs:     resw 1
    .ss:     resw 1
    .cs:     resw 1
    .size:
endstruc

; The image that FSAVE writes (SDM vol. 1, figure 8-9), where there is no SSE; FSAVE's pointers are not compared either.
struc legacy
    .control:        resd 1
    .status:         resd 1
    .tags:           resd 1
    .pointers:       resb 16
    .x87:            resb 8 * 10
endstruc

; The image that FXSAVE writes (SDM vol. 1 "FXSAVE Area"). Its x87 instruction and data pointers are not compared: not all
; processors save them when no exception is pending.
struc fx
    .control_status: resd 1         ; FCW and FSW, a word each
    .tags:           resd 1         ; abridged: one bit for each register in use
    .pointers:       resb 16
    .mxcsr:          resd 1
    .mxcsr_mask:     resd 1
    .x87:            resb 8 * 16    ; ST0-7, ten bytes each and six unused
    .xmm:            resb 8 * 16
    .unused:         resb 224
endstruc

section .bss align=16
expected_fx:       resb fx_size
found_fx:          resb fx_size
expected_general:  resb general_size
found_general:     resb general_size
expected_segments: resb segments_size
found_segments:    resb segments_size
seed:              resd 1
process:           resd 1
result:            resd 1
rounds:            resd 1
calls:             resd 1
spins:             resd 1
has_sse:           resd 1

; Stores the segment registers in the set at %1. Changes no other register.
%macro store_segments 1
    mov [%1 + segments.ds], ds
    mov [%1 + segments.es], es
    mov [%1 + segments.fs], fs
    mov [%1 + segments.gs], gs
    mov [%1 + segments.ss], ss
    mov [%1 + segments.cs], cs
%endmacro

; Compares %3 bytes of an expected and a found set, from offset %2 on; ends with status %4 if they differ. DF must be 0.
%macro compare 4
    mov esi, expected_%1 + %2
    mov edi, found_%1 + %2
    mov ecx, %3
    mov ebx, %4
    repe cmpsb
    jne lost
%endmacro

entry
    argument edi, 1
    mov [seed], edi
    mov eax, SYS_GETPID
    int SYSTEM_CALL
    mov [process], eax
    call choose_segments
    call choose_fx
    call choose_general

    mov dword [rounds], ROUNDS
.round:
    xor dword [expected_general + general.eflags], DIRECTION_FLAG

    mov dword [calls], CALLS
.call:
    call load_general
    mov eax, [process]
    mov [result], eax
    mov eax, SYS_GETPID
    int SYSTEM_CALL
    call check
    mov dword [result], 0
    yield
    call check
    dec dword [calls]
    jnz .call

    mov dword [spins], SPINS
    call load_general
    mov eax, [seed]
    mov [result], eax
.spin:
    dec dword [spins]               ; keeps CF, and leaves ZF and PF set at the end, as the expected flags are
    jnz .spin
    call check

    dec dword [rounds]
    jnz .round
    exit 0

; A value of its own for each general register: the seed times odd numbers, rotated.
choose_general:
    mov edx, [seed]
    mov edi, expected_general
    mov ecx, general.size / 4
.register:
    imul edx, edx, 0x9E3779B1
    add edx, 0x7F4A7C15
    rol edx, 7
    mov [edi], edx
    add edi, 4
    loop .register
    lea eax, [esp + 4]              ; where the callers of `check` and `load_general` have it
    mov [expected_general + general.esp], eax

    mov eax, [seed]                 ; CF and NT differ between seeds; DF changes with each round
    mov edx, PARITY_FLAG | ZERO_FLAG | INTERRUPT_FLAG
    test eax, 1
    jz .even
    or edx, CARRY_FLAG | DIRECTION_FLAG
.even:
    test eax, 2
    jz .chosen
    or edx, NESTED_TASK
.chosen:
    mov [expected_general + general.eflags], edx
    ret

; FS or GS, by the seed's lowest bit, gets the data segment's selector, the other stays null.
choose_segments:
    mov eax, ds
    test dword [seed], 1
    jz .even
    mov fs, eax
    jmp .chosen
.even:
    mov gs, eax
.chosen:
    store_segments expected_segments
    ret

; x87 and SSE: rounding modes by the seed's low bits, all exceptions masked, eight numbers on the x87's stack, and a
; pattern in each byte of the XMM registers.
choose_fx:
    fninit
    without_sse .x87
    inc dword [has_sse]
    fxsave [found_fx]
    mov eax, [seed]
    and eax, 3
    mov edx, eax
    shl edx, 10                     ; FCW.RC
    or [found_fx + fx.control_status], edx
    shl eax, 13                     ; MXCSR.RC
    or [found_fx + fx.mxcsr], eax
    mov edi, found_fx + fx.xmm
    mov ecx, 8 * 16
    mov eax, [seed]
.byte:
    imul eax, eax, 0x01000193
    add eax, ecx
    mov [edi], al
    inc edi
    loop .byte
    fxrstor [found_fx]
    jmp .numbers
.x87:
    fnstcw [found_fx]
    mov eax, [seed]
    and eax, 3
    shl eax, 10                     ; FCW.RC
    or [found_fx], eax
    fldcw [found_fx]

.numbers:
    mov ecx, 8
.number:
    fild dword [seed]
    fldpi                           ; an odd and long significand
    fmulp
    add dword [seed], 0x01010101
    loop .number
    sub dword [seed], 0x08080808
    mov eax, expected_fx

; Stores x87 and SSE at EAX.
store_fx:
    cmp dword [has_sse], 0
    je .x87
    fxsave [eax]
    ret
.x87:
    fnsave [eax]
    frstor [eax]                    ; FSAVE initialises it
    ret

; Loads the general registers, but EAX and ESP, and EFLAGS with what is expected of them.
load_general:
    mov ebx, [expected_general + general.ebx]
    mov ecx, [expected_general + general.ecx]
    mov edx, [expected_general + general.edx]
    mov esi, [expected_general + general.esi]
    mov edi, [expected_general + general.edi]
    mov ebp, [expected_general + general.ebp]
    push dword [expected_general + general.eflags]
    popfd
    ret

; Compares all registers with what is expected, EAX with `result`. Returns with all but EAX as expected; a difference
; ends the program.
check:
    mov [found_general + general.ebx], ebx
    mov [found_general + general.ecx], ecx
    mov [found_general + general.edx], edx
    mov [found_general + general.esi], esi
    mov [found_general + general.edi], edi
    mov [found_general + general.ebp], ebp
    lea ebp, [esp + 4]
    mov [found_general + general.esp], ebp
    pushfd
    pop dword [found_general + general.eflags]
    store_segments found_segments
    cld

    mov ebx, 9
    cmp eax, [result]
    jne lost
    mov ebx, 2
    mov eax, [found_general + general.eflags]
    and eax, COMPARED_FLAGS
    cmp eax, [expected_general + general.eflags]
    jne lost
    compare general, 0, general.size, 1
    compare segments, 0, segments.size, 3
    mov eax, found_fx
    call store_fx
    cmp dword [has_sse], 0
    je .x87
    compare fx, fx.control_status, 4, 4
    compare fx, fx.tags, 1, 5
    compare fx, fx.mxcsr, 4, 6
    compare fx, fx.x87, 8 * 16, 7
    compare fx, fx.xmm, 8 * 16, 8
    jmp load_general
.x87:
    compare fx, legacy.control, 2, 4
    compare fx, legacy.status, 2, 4
    compare fx, legacy.tags, 2, 5
    compare fx, legacy.x87, 8 * 10, 7
    jmp load_general

lost:
    mov eax, SYS_EXIT
    int SYSTEM_CALL
