; What the kernel cannot do without. A processor that lacks it would go wrong at the first 4 MB page and give no reason. So this is
; checked before anything else happens. Paging is off: every address needs PHYSICAL.

FLAGS_ID        equ 1 << 21             ; it can be changed: there is CPUID (SDM vol. 1, 3.4.3.3)

section .text
; Returns if the processor has everything. Uses all registers but ESP.
require_processor:
        pushfd
        pop eax
        mov ecx, eax
        xor eax, FLAGS_ID
        push eax
        popfd
        pushfd
        pop eax
        xor edx, edx
        xor eax, ecx
        test eax, FLAGS_ID
        jz .compare
        mov eax, 1
        cpuid                           ; EDX = features (SDM vol. 2A)
.compare:
        mov esi, PHYSICAL(requirements)
.next:
        test [esi], edx
        jz .lacking
        add esi, REQUIREMENT_SIZE
        cmp esi, PHYSICAL(requirements_end)
        jb .next
        mov [PHYSICAL(kit_features)], edx
        ret

.lacking:
        lea ebx, [esi + 4]
        mov esi, PHYSICAL(kit_console_initialize.settings)
        call serial_initialize
        mov edi, SCREEN - PAGE_OFFSET
        mov esi, PHYSICAL(lacking_text)
        call put_text
        mov esi, ebx
        call put_text
        mov esi, PHYSICAL(kit_abort.shutdown)
        jmp kit_abort.with_text

; ESI = text that ends with 0, EDI = where on the screen. Uses EAX, ECX, EDX.
put_text:
        lodsb
        test al, al
        jz .done
        call serial_put
        mov ah, BLANK >> 8
        stosw
        jmp put_text
.done:
        ret

section .rodata
lacking_text:
        db "panic: the processor has no ", 0

REQUIREMENT_SIZE equ 64
%macro requirement 2                    ; bit of EDX, name and reason
%%start:
        dd 1 << %1
        db %2, 10, 0
        times REQUIREMENT_SIZE - ($ - %%start) db 0
%endmacro
        align 4
requirements:
        requirement 3, "PSE, and all of memory is mapped by large pages"
requirements_end:
