; Instructions that ilc emits and that a processor before the Pentium III lacks: it raises #UD, and this carries them out. There
; are few: ilc moves structures by MOVUPS, clears them by XORPS, and chooses by CMOVcc; a kernel that switches tasks has FXSAVE,
; FXRSTOR and LDMXCSR. XMM registers are 16 bytes of memory each. Any other instruction is a panic that shows its bytes; a test
; (Tests/Kit/EmulationTests.cs) reads the kernel's code for those that a new compiler might bring.
;
; A kernel with an IDT of its own sends #UD of ring 0 on to `emulate`, which it finds in the gate of vector 6 of the table that was in
; force before. All that is needed for that is kernel code, kernel stack and flat segments.

; Features that the compiler takes for granted (CPUID leaf 1, EDX). XMM registers need both of the second line.
FEATURE_CMOV    equ 1 << 15
FEATURE_XMM     equ 1 << 24 | 1 << 25   ; FXSR, SSE
COMPILED_FOR    equ FEATURE_CMOV | FEATURE_XMM

VECTOR_UD       equ 6
VECTOR_PF       equ 14

EFLAGS_ARITHMETIC equ 1 << 0 | 1 << 2 | 1 << 4 | 1 << 6 | 1 << 7 | 1 << 11 ; CF, PF, AF, ZF, SF, OF

; What #UD and PUSHAD leave on the interrupted stack, from EBP. Register n of an instruction's ModRM is at SAVED_EAX - 4 n.
SAVED_ESP       equ 12
SAVED_EAX       equ 28
SAVED_EIP       equ 32
SAVED_EFLAGS    equ 40
SAVED_ESP_BIAS  equ 12                  ; PUSHAD saw ESP below EIP, CS and EFLAGS

; FSAVE's form (SDM vol. 1, figure 8-9) and FXSAVE's (table 10-2): where what is in both lies.
FSAVE_TAGS      equ 8
FSAVE_REGISTERS equ 28
FSAVE_REGISTER  equ 10
FSAVE_SIZE      equ 108
FXSAVE_TAGS     equ 4
FXSAVE_REGISTERS equ 32
FXSAVE_REGISTER equ 16
REGISTERS       equ 8

section .text
; Where the processor lacks something, #UD comes here from now on. Needs the early IDT.
kit_emulation_initialize:
        mov eax, [kit_features]
        and eax, COMPILED_FOR
        cmp eax, COMPILED_FOR
        je .done
        mov esi, idt
        mov edi, emulation_idt
        mov ecx, EXCEPTIONS * 8 / 4
        rep movsd
        mov edi, emulation_idt + VECTOR_PF * 8
        mov edx, fault_in_emulation
        call write_gate
        mov edi, idt + VECTOR_UD * 8
        mov edx, emulate
        call write_gate
.done:
        ret

; The gate of #UD. It has a stack of its own, so that after the LIDT nothing but the instruction's own operand can fault: that has to
; look as if the instruction itself had done it (see fault_in_emulation), so there is a table with another gate for #PF.
emulate:
        pushad
        mov ebp, esp
        mov esp, emulation_stack_top
        add dword [ebp + SAVED_ESP], SAVED_ESP_BIAS
        sidt [interrupted_idt]
        lidt [emulation_idt_pointer]
        mov esi, [ebp + SAVED_EIP]
        cld
        call find
        jc unknown
.carry_out:
        call [ebx + 4]                  ; ESI: past the opcode; afterwards, past the instruction
        mov [ebp + SAVED_EIP], esi
        call find                       ; they come in rows, and a #UD costs more than a look
        jnc .carry_out
        lidt [interrupted_idt]
        mov esp, ebp
        popad
        iretd

; ESI = instruction. CF=0: EBX = its line in the table, and ESI is past the opcode. CF=1: it is not there. Uses EAX.
find:
        cmp byte [esi], 0x0F
        jne .missing
        mov ebx, instructions
.next:
        mov al, [esi + 1]
        and al, [ebx + 1]
        cmp al, [ebx]
        je .found
        add ebx, INSTRUCTION_SIZE
        cmp ebx, instructions_end
        jb .next
.missing:
        stc
        ret
.found:
        add esi, 2                      ; CF=0
        ret

; --- What they do. ESI = ModRM at first, past the instruction at the end. All that an operand in memory holds is read before anything
; changes: if it faults, the instruction can be carried out again from the start.

; MOVUPS, MOVAPS xmm, xmm/m128
load:
        call xmm_operands
        xchg edx, edi
        jmp move

; MOVUPS, MOVAPS xmm/m128, xmm
store:
        call xmm_operands
move:                                   ; 16 bytes from EDX to EDI
        mov eax, [edx]
        mov ebx, [edx + 4]
        mov ecx, [edx + 8]
        mov edx, [edx + 12]
        mov [edi], eax
        mov [edi + 4], ebx
        mov [edi + 8], ecx
        mov [edi + 12], edx
        ret

; XORPS xmm, xmm/m128
exclusive_or:
        call xmm_operands
        mov eax, [edi]
        mov ebx, [edi + 4]
        mov ecx, [edi + 8]
        mov edi, [edi + 12]
        xor [edx], eax
        xor [edx + 4], ebx
        xor [edx + 8], ecx
        xor [edx + 12], edi
        ret

; CMOVcc r32, r/m32. The operand is read whether or not the condition holds (SDM vol. 2A).
conditional_move:
        movzx eax, byte [esi - 1]       ; the opcode's low four bits are the condition
        and eax, 15
        push eax
        call general_operands
        pop eax
        mov ecx, [edi]
        mov ebx, [ebp + SAVED_EFLAGS]
        and ebx, EFLAGS_ARITHMETIC
        lea eax, [conditions + eax * 4]
        push ebx
        popfd
        call eax
        test al, al
        jz .done
        mov [edx], ecx
.done:
        ret

; Sixteen times SETcc AL and RET, 4 bytes each.
conditions:
%assign condition 0
%rep 16
        db 0x0F, 0x90 | condition, 0xC0
        ret
%assign condition condition + 1
%endrep

; FXSAVE, FXRSTOR, LDMXCSR: one opcode, told apart by ModRM's middle field. As on a processor that has FXSR and no SSE, the XMM registers
; and MXCSR are not in it.
state:
        call decode
        jc unknown
        cmp edx, (state_routines.end - state_routines) / 4
        jae unknown
        jmp [state_routines + edx * 4]

; FSAVE leaves x87 as FNINIT does; FXSAVE does not.
save_state:
        fnsave [x87_state]
        frstor [x87_state]
        mov ebx, state_words
.word:
        movzx eax, byte [ebx]
        mov dx, [x87_state + eax]
        movzx eax, byte [ebx + 1]
        mov [edi + eax], dx
        add ebx, 2
        cmp ebx, state_words.end
        jb .word

        mov ebx, [x87_state + FSAVE_TAGS]
        mov ecx, REGISTERS
.tag:                                   ; of each register's two bits, 11 = empty, comes one, 0 = empty
        mov edx, ebx
        and edx, 3
        cmp edx, 3
        rcr al, 1
        shr ebx, 2
        loop .tag
        mov [edi + FXSAVE_TAGS], al

        push esi
        mov esi, x87_state + FSAVE_REGISTERS
        add edi, FXSAVE_REGISTERS
        mov ecx, REGISTERS
.register:
        movsd
        movsd
        movsw
        add edi, FXSAVE_REGISTER - FSAVE_REGISTER
        loop .register
        pop esi
        ret

; The other way round. FRSTOR takes from the tags only which registers are empty (SDM vol. 1, 8.1.7).
restore_state:
        mov ebx, state_words
.word:
        movzx eax, byte [ebx + 1]
        mov dx, [edi + eax]
        movzx eax, byte [ebx]
        mov [x87_state + eax], dx
        add ebx, 2
        cmp ebx, state_words.end
        jb .word

        mov al, [edi + FXSAVE_TAGS]
        mov ecx, REGISTERS
.tag:
        shr al, 1
        cmc
        sbb edx, edx                    ; 11 if empty
        shrd ebx, edx, 2
        loop .tag
        shr ebx, 16
        mov [x87_state + FSAVE_TAGS], bx

        push esi
        lea esi, [edi + FXSAVE_REGISTERS]
        mov edi, x87_state + FSAVE_REGISTERS
        mov ecx, REGISTERS
.register:
        movsd
        movsd
        movsw
        add esi, FXSAVE_REGISTER - FSAVE_REGISTER
        loop .register
        pop esi
        frstor [x87_state]
nothing:
        ret

; --- Operands. EDI = where the one is that may be in memory, EDX = where the register is. ESI goes past them. Uses EAX, EBX, ECX.

xmm_operands:
        call decode
        jnc .memory
        shl edi, 4
        add edi, xmm_registers
.memory:
        shl edx, 4
        add edx, xmm_registers
        ret

general_operands:
        call decode
        jnc .memory
        neg edi
        lea edi, [ebp + SAVED_EAX + edi * 4]
.memory:
        neg edx
        lea edx, [ebp + SAVED_EAX + edx * 4]
        ret

; ModRM, SIB and displacement (SDM vol. 2A, 2.1.5), segments being flat. EDX = number of the register; CF=0: EDI = address; CF=1: EDI =
; number of the other register.
decode:
        movzx eax, byte [esi]
        inc esi
        mov edx, eax
        shr edx, 3
        and edx, 7
        mov ebx, eax
        and ebx, 7                      ; r/m
        shr eax, 6                      ; mod
        cmp eax, 3
        je .register
        xor edi, edi
        cmp ebx, 4
        jne .base
        movzx ebx, byte [esi]           ; SIB
        inc esi
        mov ecx, ebx
        shr ecx, 3
        and ecx, 7
        cmp ecx, 4
        je .indexed                     ; no index
        neg ecx
        mov edi, [ebp + SAVED_EAX + ecx * 4]
        mov ecx, ebx
        shr ecx, 6
        shl edi, cl
.indexed:
        and ebx, 7                      ; the base
.base:
        cmp ebx, 5
        jne .based
        test eax, eax
        jz .wide                        ; no base
.based:
        neg ebx
        add edi, [ebp + SAVED_EAX + ebx * 4]
        cmp eax, 1
        jb .done
        ja .wide
        movsx eax, byte [esi]
        inc esi
        add edi, eax
        jmp .done
.wide:
        add edi, [esi]
        add esi, 4
.done:
        clc
        ret
.register:
        mov edi, ebx
        stc
        ret

; --- #PF of an operand, with the error code on top. It is handed to whom it would have come without all this, as the instruction's own:
; all registers as they were, and the processor's words where it would have pushed them.
fault_in_emulation:
        pop eax
        mov esp, ebp
        xchg [ebp + SAVED_EAX], eax     ; the error code's place is below EIP, where PUSHAD put EAX
        mov edi, [interrupted_idt + 2]
        mov ebx, [edi + VECTOR_PF * 8 + 4]
        mov bx, [edi + VECTOR_PF * 8]
        mov [fault_entry], ebx
        lidt [interrupted_idt]
        pop edi
        pop esi
        pop ebp
        add esp, 4
        pop ebx
        pop edx
        pop ecx
        jmp [fault_entry]

unknown:
        mov ecx, .head
        mov edx, .head_end - .head
        call kit_write
        mov eax, [ebp + SAVED_EIP]
        call write_hexadecimal
        mov ecx, .bytes
        mov edx, .bytes_end - .bytes
        call kit_write
        mov edi, [ebp + SAVED_EIP]
        mov eax, [edi]
        bswap eax                       ; as they lie in memory
        call write_hexadecimal
        mov edi, [ebp + SAVED_EIP]
        mov eax, [edi + 4]
        bswap eax
        call write_hexadecimal
        mov ecx, early_exception.line
        mov edx, 1
        call kit_write
        jmp kit_abort

section .rodata
unknown.head:                   db "panic: the processor lacks an instruction that the kit does not know either: eip="
unknown.head_end:
unknown.bytes:                  db " bytes="
unknown.bytes_end:

INSTRUCTION_SIZE equ 8
%macro instruction 3                    ; opcode behind 0F, the bits of it that count, what carries it out
        db %1, %2
        dw 0
        dd %3
%endmacro
        align 4
instructions:
        instruction 0x11, 0xFF, store
        instruction 0x10, 0xFF, load
        instruction 0x57, 0xFF, exclusive_or
        instruction 0x28, 0xFF, load
        instruction 0x29, 0xFF, store
        instruction 0x40, 0xF0, conditional_move
        instruction 0xAE, 0xFF, state
instructions_end:

state_routines:
        dd save_state, restore_state, nothing
.end:

; Where FSAVE has a word and where FXSAVE: FCW, FSW, opcode, instruction and operand pointer.
state_words:
        db 0, 0, 4, 2, 18, 6, 12, 8, 14, 10, 16, 12, 20, 16, 22, 18, 24, 20
.end:

emulation_idt_pointer:
        dw EXCEPTIONS * 8 - 1
        dd emulation_idt

section .bss
        alignb 16
xmm_registers:          resb REGISTERS * 16
x87_state:              resb FSAVE_SIZE
fault_entry:            resd 1
emulation_idt:          resb EXCEPTIONS * 8
                        resb 256
emulation_stack_top:
interrupted_idt:        resb 6
