; Instructions that ilc emits and that processors before the Pentium III lack. They raise #UD, and this carries them out: MOVUPS and XORPS
; (which move and clear structures), MOVAPS, CMOVcc, and FXSAVE, FXRSTOR and LDMXCSR, of which kernels with tasks have a few. An XMM
; register is 16 bytes of memory. Any other instruction is a panic that shows its bytes; Tests/EmulationTests.cs reads the kernel's code
; for instructions that another version of the compiler might emit.
;
; A kernel with an IDT of its own sends #UD of ring 0 on to `emulate`, which is in the gate of the table before. It needs the kernel's
; tables, flat segments, and 44 bytes of stack.

; CPUID leaf 1, EDX
FEATURE_CMOV    equ 1 << 15
FEATURE_XMM     equ 1 << 24 | 1 << 25   ; FXSR, SSE
COMPILED_FOR    equ FEATURE_CMOV | FEATURE_XMM

VECTOR_UD       equ 6
VECTOR_PF       equ 14

; What #UD and PUSHAD leave on the stack, from EBP. Register n of an instruction (SDM vol. 2A, table 2-2) is at SAVED_EAX - 4 n.
SAVED_ESP       equ 12
SAVED_EAX       equ 28
SAVED_EIP       equ 32
SAVED_EFLAGS    equ 40
SAVED_END       equ 44

ARITHMETIC_FLAGS equ 0x8D5              ; CF, PF, AF, ZF, SF, OF

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

; It has a stack of its own, so that after the LIDT only what the instruction itself touches can fault. That must look as if the
; instruction had done it: so there is another table, with another gate for #PF.
emulate:
        pushad
        mov ebp, esp
        mov esp, emulation_stack_top
        lea eax, [ebp + SAVED_END]
        mov [ebp + SAVED_ESP], eax      ; PUSHAD had it with #UD's own words on the stack
        cld
        sidt [interrupted_idt]
        lidt [emulation_idt_pointer]
        mov esi, [ebp + SAVED_EIP]
        call find
        jc unknown
.carry_out:
        call [ebx + 4]
        mov [ebp + SAVED_EIP], esi
        call find                       ; they come in rows, and a look costs less than a #UD
        jnc .carry_out
        lidt [interrupted_idt]
        mov esp, ebp
        popad
        iretd

; ESI = instruction. CF=0: EBX = its line in the table, ESI is past the opcode. CF=1: it is not there. Uses EAX.
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

; --- Each is called with ESI at ModRM, and leaves it past the instruction. Operands are read before anything changes: if one faults, the
; instruction can be carried out again from the start.

load:                                   ; MOVUPS, MOVAPS xmm, xmm/m128
        call xmm_operands
        xchg edx, edi
        jmp move

store:                                  ; MOVUPS, MOVAPS xmm/m128, xmm
        call xmm_operands
move:                                   ; from EDX to EDI
        mov eax, [edx]
        mov ebx, [edx + 4]
        mov ecx, [edx + 8]
        mov edx, [edx + 12]
        mov [edi], eax
        mov [edi + 4], ebx
        mov [edi + 8], ecx
        mov [edi + 12], edx
        ret

exclusive_or:                           ; XORPS xmm, xmm/m128
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

; CMOVcc r32, r/m32. The opcode's low four bits are the condition. The operand is read in any case (SDM vol. 2A).
conditional_move:
        movzx eax, byte [esi - 1]
        and eax, 15
        push eax
        call general_operands
        pop eax
        mov ecx, [edi]
        mov ebx, [ebp + SAVED_EFLAGS]
        and ebx, ARITHMETIC_FLAGS
        lea eax, [conditions + eax * 4]
        push ebx
        popfd
        call eax
        test al, al
        jz .done
        mov [edx], ecx
.done:
        ret

conditions:
%assign condition 0
%rep 16
        db 0x0F, 0x90 | condition, 0xC0 ; SETcc AL
        ret
%assign condition condition + 1
%endrep

; FXSAVE, FXRSTOR and LDMXCSR have one opcode, and a number in ModRM's middle. FXSAVE's image here is not a processor's: FCW, FSW and the
; tag byte are where they belong, since kernels look there; FSAVE's image is where the XMM registers would be, which only the kernel uses.
state:
        call decode
        jc unknown
        cmp edx, (state_routines.end - state_routines) / 4
        jae unknown
        jmp [state_routines + edx * 4]

save_state:
        fnsave [edi + FX_XMM]           ; which also clears them
        frstor [edi + FX_XMM]
        mov ax, [edi + FX_XMM]
        mov [edi], ax                   ; FCW
        mov ax, [edi + FX_XMM + FSAVE_FSW]
        mov [edi + FX_FSW], ax
        cmp word [edi + FX_XMM + FSAVE_TAGS], ALL_EMPTY
        setne [edi + FX_TAGS]
        ret

restore_state:
        push esi
        lea esi, [edi + FX_XMM]
        mov ebx, edi
        mov edi, x87_state
        mov ecx, FSAVE_SIZE / 4
        rep movsd
        pop esi
        mov ax, [ebx]
        mov [x87_state], ax
        mov ax, [ebx + FX_FSW]
        mov [x87_state + FSAVE_FSW], ax
        cmp byte [ebx + FX_TAGS], 0
        jne .used
        mov word [x87_state + FSAVE_TAGS], ALL_EMPTY
.used:
        fninit                          ; or FRSTOR would raise what is pending
        frstor [x87_state]
nothing:
        ret

; --- Operands: EDI = address of the one that may be in memory, EDX = of the register. Uses EAX, EBX, ECX.

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

; ModRM, SIB and displacement (SDM vol. 2A, 2.1.5); segments are flat. EDX = number of the register. CF=0: EDI = address; CF=1: EDI = number
; of the other register.
decode:
        movzx eax, byte [esi]
        inc esi
        mov edx, eax
        shr edx, 3
        and edx, 7
        mov ebx, eax
        and ebx, 7                      ; r/m
        shr eax, 6                      ; mod
        xor edi, edi
        cmp eax, 3
        je .register
        cmp ebx, 4
        jne .base
        movzx ebx, byte [esi]           ; SIB
        inc esi
        mov ecx, ebx
        shr ecx, 3
        and ecx, 7
        cmp ecx, 4
        je .no_index
        neg ecx
        mov edi, [ebp + SAVED_EAX + ecx * 4]
        mov ecx, ebx
        shr ecx, 6
        shl edi, cl
.no_index:
        and ebx, 7
.base:
        cmp ebx, 5
        jne .with_base
        test eax, eax
        jz .wide                        ; no base
.with_base:
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

; --- #PF, the error code on top. The handler that would have had it without all this gets it, as the instruction's own: with its registers,
; and with the error code and frame where they would be.
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
        mov ecx, .eip
        mov edx, .eip_end - .eip
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
        mov ecx, early_exception.line
        mov edx, 1
        call kit_write
        jmp kit_abort

section .rodata
unknown.eip:            db "panic: the processor lacks an instruction, and so does its substitute: eip="
unknown.eip_end:
unknown.bytes:          db " bytes="
unknown.bytes_end:

INSTRUCTION_SIZE equ 8
%macro instruction 3                    ; the opcode behind 0F, which of its bits count, what carries it out
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

; In FXSAVE's image (SDM vol. 1, table 10-2), in FSAVE's (figure 8-9).
FX_FSW          equ 2
FX_TAGS         equ 4
FX_XMM          equ 160
FSAVE_FSW       equ 4
FSAVE_TAGS      equ 8
FSAVE_SIZE      equ 108
ALL_EMPTY       equ 0xFFFF
state_routines: dd save_state, restore_state, nothing
.end:

emulation_idt_pointer:
        dw EXCEPTIONS * 8 - 1
        dd emulation_idt

section .bss
        alignb 16
xmm_registers:          resb 8 * 16
x87_state:              resb FSAVE_SIZE
fault_entry:            resd 1
emulation_idt:          resb EXCEPTIONS * 8
                        resb 256
emulation_stack_top:
interrupted_idt:        resb 6
