; The first instructions of a kernel: from the state in which a Multiboot loader leaves the machine (protected mode, paging
; off, interrupts off, EAX = the loader's number, EBX = the physical address of its information) to the first C# code.
;
; In the high layout all is linked at 3 GB + 1 MB and loaded at 1 MB: until paging is on, every address in this file needs
; PAGE_OFFSET subtracted.

bits 32

%ifdef LAYOUT_HIGH
PAGE_OFFSET     equ 0xC0000000
%else
PAGE_OFFSET     equ 0
%endif

%define PHYSICAL(address) ((address) - PAGE_OFFSET)

STACK_SIZE      equ 64 * 1024
ARENA_SIZE      equ 64 * 1024           ; for objects until the memory map is read

CODE_SELECTOR   equ 0x08
DATA_SELECTOR   equ 0x10

; SDM vol. 3, 2.5
CR0_MP          equ 1 << 1
CR0_EM          equ 1 << 2
CR0_TS          equ 1 << 3
CR0_NE          equ 1 << 5
CR0_PG          equ 1 << 31
CR4_PSE         equ 1 << 4
CR4_OSFXSR      equ 1 << 9
CR4_OSXMMEXCPT  equ 1 << 10

LARGE_PAGE      equ 1 << 7 | 1 << 1 | 1 ; page size, writable, present
LARGE_PAGE_SIZE equ 4 * 1024 * 1024

PIC_DATA        equ 0x21
PIC2_DATA       equ 0xA1

MULTIBOOT1_MAGIC equ 0x1BADB002
MULTIBOOT1_FLAGS equ 1 << 0 | 1 << 1    ; modules on page boundaries, memory map wanted
MULTIBOOT2_MAGIC equ 0xE85250D6

extern kit_initialize
extern CosmosKit_Main
extern __ReadyToRunHeader

global kit_start
global kit_boot_magic
global kit_boot_information
global kit_page_offset
global kit_stack_bottom
global kit_stack_top

section .multiboot progbits alloc noexec nowrite align=8
        dd MULTIBOOT1_MAGIC
        dd MULTIBOOT1_FLAGS
        dd -(MULTIBOOT1_MAGIC + MULTIBOOT1_FLAGS)

        align 8
multiboot2:
        dd MULTIBOOT2_MAGIC
        dd 0                            ; i386
        dd .end - multiboot2
        dd -(MULTIBOOT2_MAGIC + (.end - multiboot2)) & 0xFFFFFFFF
        dw 6, 0                         ; modules on page boundaries
        dd 8
        dw 0, 0
        dd 8
.end:

section .text
kit_start:
        cli
        cld
        mov [PHYSICAL(kit_boot_magic)], eax
        mov [PHYSICAL(kit_boot_information)], ebx
        mov esp, PHYSICAL(kit_stack_top)
        call require_processor

%ifdef LAYOUT_HIGH
        ; The top gigabyte, but for its last 4 MB, shows physical memory from 0 on. The bottom 4 MB are the same as the
        ; physical ones only for the instructions until the jump.
        mov edi, PHYSICAL(page_directory) + (PAGE_OFFSET >> 22) * 4
        mov eax, LARGE_PAGE
.next:
        stosd
        add eax, LARGE_PAGE_SIZE
        cmp edi, PHYSICAL(page_directory) + 1023 * 4
        jb .next
        mov dword [PHYSICAL(page_directory)], LARGE_PAGE

        mov eax, cr4
        or eax, CR4_PSE
        mov cr4, eax
        mov eax, PHYSICAL(page_directory)
        mov cr3, eax
        mov eax, cr0
        or eax, CR0_PG
        mov cr0, eax
        mov eax, high
        jmp eax
high:
        mov dword [page_directory], 0   ; from here on a null pointer faults
        mov eax, cr3
        mov cr3, eax
%endif

        lgdt [gdt_pointer]
        jmp CODE_SELECTOR:.reload
.reload:
        mov eax, DATA_SELECTOR
        mov ds, eax
        mov es, eax
        mov fs, eax
        mov gs, eax
        mov ss, eax
        mov esp, kit_stack_top

        ; The compiler uses XMM registers everywhere. Where there are none, see emulation.asm.
        mov eax, cr0
        and eax, ~(CR0_EM | CR0_TS)
        or eax, CR0_MP | CR0_NE
        mov cr0, eax
        mov eax, [kit_features]
        and eax, FEATURE_XMM
        cmp eax, FEATURE_XMM
        jne .no_xmm
        mov eax, cr4
        or eax, CR4_OSFXSR | CR4_OSXMMEXCPT
        mov cr4, eax
.no_xmm:
        fninit

        ; No interrupt lines: neither they nor their vectors mean anything yet.
        mov al, 0xFF
        out PIC_DATA, al
        out PIC2_DATA, al

        call kit_console_initialize
        call kit_early_idt_initialize
        call kit_emulation_initialize

        xor ebp, ebp                    ; where a debugger's backtrace ends
        push __ReadyToRunHeader
        mov ecx, arena
        mov edx, arena + ARENA_SIZE
        call kit_initialize
        call CosmosKit_Main
        jmp kit_halt

section .rodata
        align 8
; Flat segments of 4 GB for CPL 0. The accessed bits are set, so that the CPU never writes here.
gdt:
        dq 0
        dq 0x00CF9B000000FFFF           ; code
        dq 0x00CF93000000FFFF           ; data
gdt_pointer:
        dw gdt_pointer - gdt - 1
        dd gdt
kit_page_offset:
        dd PAGE_OFFSET

section .data
kit_boot_magic:         dd 0
kit_boot_information:   dd 0
kit_features:           dd 0            ; CPUID leaf 1, EDX

section .bss
        alignb 4096
%ifdef LAYOUT_HIGH
page_directory:         resb 4096
%endif
kit_stack_bottom:       resb STACK_SIZE
kit_stack_top:
arena:                  resb ARENA_SIZE

%include "processor.asm"
%include "console.asm"
%include "exceptions.asm"
%include "emulation.asm"
%include "sections.asm"
