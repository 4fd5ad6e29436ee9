; What ilc's code calls beside C#, and the string instructions for the core library. The same for kernels and programs.
; Managed convention: arguments in ECX and EDX, then on the stack from left to right; the callee pops; EBX, ESI, EDI and EBP
; are kept.

bits 32

section .text

; --- Hooks for a runtime with threads and a garbage collector, which the kit is not.

global RhpPInvoke, RhpPInvokeReturn, RhpReversePInvoke, RhpReversePInvokeReturn, RhpGcPoll
RhpPInvoke:
RhpPInvokeReturn:
RhpReversePInvoke:
RhpReversePInvokeReturn:
RhpGcPoll:
        ret

; --- Stores of references: EDX = where, the other register = what. A garbage collector would want to know.

%macro store_reference 2
global RhpAssignRef%1, RhpCheckedAssignRef%1
RhpAssignRef%1:
RhpCheckedAssignRef%1:
        mov [edx], %2
        ret
%endmacro

store_reference EAX, eax
store_reference EBX, ebx
store_reference ECX, ecx
store_reference ESI, esi
store_reference EDI, edi
store_reference EBP, ebp

; ECX = where, EDX = what.
global RhpAssignRef, RhpCheckedAssignRef
RhpAssignRef:
RhpCheckedAssignRef:
        mov [ecx], edx
        ret

; One reference from [ESI] to [EDI], both advanced: a step of copying a struct.
global RhpByRefAssignRef
RhpByRefAssignRef:
        push eax
        lodsd
        stosd
        pop eax
        ret

; --- 64-bit arithmetic. Shifts: EDX:EAX by CL. The CPU's own shifts take the count modulo 32.

global RhpLLsh, RhpLRsh, RhpLRsz
RhpLLsh:
        test cl, 32
        jnz .far
        shld edx, eax, cl
        shl eax, cl
        ret
.far:
        mov edx, eax
        shl edx, cl
        xor eax, eax
        ret

RhpLRsh:
        test cl, 32
        jnz .far
        shrd eax, edx, cl
        sar edx, cl
        ret
.far:
        mov eax, edx
        sar eax, cl
        sar edx, 31
        ret

RhpLRsz:
        test cl, 32
        jnz .far
        shrd eax, edx, cl
        shr edx, cl
        ret
.far:
        mov eax, edx
        shr eax, cl
        xor edx, edx
        ret

; Two 64-bit factors on the stack; the low 64 bits of the product, which are the same for signed and unsigned, in EDX:EAX.
global RhpLMul
RhpLMul:
        mov ecx, [esp + 8]              ; high half of one times low half of the other …
        imul ecx, [esp + 12]
        mov eax, [esp + 4]
        imul eax, [esp + 16]            ; … and the other way round
        add ecx, eax
        mov eax, [esp + 4]
        mul dword [esp + 12]
        add edx, ecx
        ret 16

; ECX = low half of the dividend, EDX = high half, less than the divisor; on the stack divisor and where the remainder goes.
global kit_divide
kit_divide:
        mov eax, ecx
        div dword [esp + 8]
        mov ecx, [esp + 4]
        mov [ecx], edx
        ret 8

; A double on the stack; the result on the x87 stack, as for all managed methods.
global kit_square_root
kit_square_root:
        sqrtsd xmm0, [esp + 4]
        movsd [esp + 4], xmm0
        fld qword [esp + 4]
        ret 8

; --- Interface calls: ECX = object, EAX = the call site's cell. A table remembers which method a pair of cell and class means.
; An entry, once taken, stays: so an interrupt's own interface calls never see one half written, and nothing is allocated.

CACHE_ENTRIES   equ 256
CACHE_MASK      equ (CACHE_ENTRIES - 1) << 4

extern RhpResolveInterfaceMethod
global RhpInitialDynamicInterfaceDispatch
RhpInitialDynamicInterfaceDispatch:
        push edx
        push ebx
        mov edx, [ecx]                  ; the class; faults for a null reference
        lea ebx, [eax * 2]
        xor ebx, edx
        and ebx, CACHE_MASK
        add ebx, dispatch_cache
        cmp [ebx], eax
        jne .miss
        cmp [ebx + 4], edx
        jne .miss
        mov eax, [ebx + 8]
        pop ebx
        pop edx
        jmp eax
.miss:
        push ecx
        push eax
        push edx
        mov edx, eax
        call RhpResolveInterfaceMethod
        pop edx
        pop ecx
        push eax
        xor eax, eax
        cmpxchg [ebx], ebx              ; claims a free entry; no cell is at its own address
        pop eax
        jne .found
        mov [ebx + 4], edx
        mov [ebx + 8], eax
        mov [ebx], ecx
.found:
        pop ecx
        pop ebx
        pop edx
        jmp eax

; --- A frame of more than a page: touch each page from ESP down to EAX, in this order, so that a stack can grow on demand.

global RhpStackProbe
RhpStackProbe:
        push ecx
        lea ecx, [esp]
.next:
        sub ecx, 4096
        test [ecx], ecx
        cmp ecx, eax
        ja .next
        pop ecx
        ret

; --- Memory. ECX = destination, EDX = source, on the stack the number of bytes; the two may overlap.

global kit_copy
kit_copy:
        push esi
        push edi
        mov edi, ecx
        mov esi, edx
        mov edx, [esp + 12]
        mov eax, edi
        sub eax, esi
        cmp eax, edx
        jb .backwards                   ; the destination begins inside the source
        mov ecx, edx
        shr ecx, 2
        rep movsd
        mov ecx, edx
        and ecx, 3
        rep movsb
        pop edi
        pop esi
        ret 4
.backwards:
        mov ecx, edx
        lea esi, [esi + ecx - 1]
        lea edi, [edi + ecx - 1]
        std
        rep movsb
        cld
        pop edi
        pop esi
        ret 4

; ECX = destination, DL = value, on the stack the number of bytes.
global kit_fill
kit_fill:
        push edi
        mov edi, ecx
        movzx eax, dl
        imul eax, 0x01010101
        mov edx, [esp + 8]
        mov ecx, edx
        shr ecx, 2
        rep stosd
        mov ecx, edx
        and ecx, 3
        rep stosb
        pop edi
        ret 4

section .data
        align 4
global _RhpTrapThreads, ___security_cookie
_RhpTrapThreads:        dd 0            ; there is one thread, and nothing asks it to stop
___security_cookie:     dd 0xBB40E64E

section .bss
        alignb 16
dispatch_cache:         resb CACHE_ENTRIES * 16
