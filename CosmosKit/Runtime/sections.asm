; The kernel's own sections as ELF section headers, for the boot information (Multiboot 2, tag 9), and where the image lies in
; physical memory.

SHT_PROGBITS    equ 1
SHT_STRTAB      equ 3
SHT_NOBITS      equ 8
SHF_WRITE       equ 1
SHF_ALLOC       equ 2
SHF_EXECINSTR   equ 4

extern kit_text_start, kit_text_size
extern kit_rodata_start, kit_rodata_size
extern kit_data_start, kit_data_size
extern kit_bss_start, kit_bss_size
extern kit_image_start, kit_image_end

global kit_section_headers
global kit_image_range

; name, type, flags, address, size
%macro header 5
        dd %1 - names, %2, %3, %4, 0, %5, 0, 0, 4096, 0
%endmacro

section .rodata
        align 4
kit_section_headers:
        times 10 dd 0
        header names.text, SHT_PROGBITS, SHF_ALLOC | SHF_EXECINSTR, kit_text_start, kit_text_size
        header names.rodata, SHT_PROGBITS, SHF_ALLOC, kit_rodata_start, kit_rodata_size
        header names.data, SHT_PROGBITS, SHF_ALLOC | SHF_WRITE, kit_data_start, kit_data_size
        header names.bss, SHT_NOBITS, SHF_ALLOC | SHF_WRITE, kit_bss_start, kit_bss_size
        header names.names, SHT_STRTAB, 0, PHYSICAL(names), names.end - names

names:
.null:          db 0
.text:          db ".text", 0
.rodata:        db ".rodata", 0
.data:          db ".data", 0
.bss:           db ".bss", 0
.names:         db ".shstrtab", 0
.end:

        align 4
kit_image_range:
        dd PHYSICAL(kit_image_start), PHYSICAL(kit_image_end)
