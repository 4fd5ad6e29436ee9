; A kernel's console: the text screen and the first serial port; and the ways to stop the machine.

COM1            equ 0x3F8
COM1_LINE       equ COM1 + 5            ; line status; bit 5: the transmitter takes a byte

SCREEN          equ PAGE_OFFSET + 0xB8000
COLUMNS         equ 80
ROWS            equ 25
BLANK           equ 0x0720              ; a space, light grey on black

global kit_write
global kit_abort
global kit_halt
global kit_console_initialize

section .text
; 115200 baud, 8 data bits, no parity, 1 stop bit, FIFO on, no interrupts. Clears the screen.
kit_console_initialize:
        mov esi, .settings
        call serial_initialize
        mov edi, SCREEN
        mov ecx, COLUMNS * ROWS
        mov eax, BLANK
        rep stosw
        mov dword [screen_position], 0
        ret

; ESI = kit_console_initialize.settings, as the address is in force. Uses EAX, ECX, EDX, ESI.
serial_initialize:
        mov ecx, (kit_console_initialize.settings_end - kit_console_initialize.settings) / 2
.next:
        xor eax, eax
        lodsb
        lea edx, [eax + COM1]
        lodsb
        out dx, al
        loop .next
        ret

section .rodata
kit_console_initialize.settings:        ; register, value
        db 1, 0x00                      ; no interrupts
        db 3, 0x80                      ; the divisor …
        db 0, 0x01
        db 1, 0x00                      ; … is 1
        db 3, 0x03                      ; 8N1
        db 2, 0x07                      ; FIFO
        db 4, 0x03                      ; DTR, RTS
kit_console_initialize.settings_end:

section .text
; ECX = text, EDX = bytes. Keeps what the managed convention keeps.
kit_write:
        push ebx
        push esi
        push edi
        mov esi, ecx
        lea ebx, [ecx + edx]
.next:
        cmp esi, ebx
        jae .done
        lodsb
        call serial_put
        call screen_put
        jmp .next
.done:
        pop edi
        pop esi
        pop ebx
        ret

; AL = byte. Keeps EAX; uses ECX, EDX. Waits, or Bochs loses bytes; gives up when there is no such port.
serial_put:
        push eax
        mov ecx, 0x10000
        mov edx, COM1_LINE
.wait:
        in al, dx
        test al, 1 << 5
        jnz .ready
        loop .wait
.ready:
        pop eax
        mov edx, COM1
        out dx, al
        ret

; AL = byte. Uses EAX, ECX, EDX, EDI.
screen_put:
        cmp al, 13
        je .return
        mov edi, [screen_position]
        cmp al, 10
        je .line
        mov ah, BLANK >> 8
        mov [SCREEN + edi * 2], ax
        inc edi
        jmp .scroll
.line:
        mov eax, edi
        xor edx, edx
        mov ecx, COLUMNS
        div ecx
        sub edi, edx
        add edi, COLUMNS
.scroll:
        cmp edi, COLUMNS * ROWS
        jb .store
        push esi
        mov edi, SCREEN
        mov esi, SCREEN + COLUMNS * 2
        mov ecx, COLUMNS * (ROWS - 1) / 2
        rep movsd
        mov ecx, COLUMNS / 2
        mov eax, BLANK << 16 | BLANK
        rep stosd
        pop esi
        mov edi, COLUMNS * (ROWS - 1)
.store:
        mov [screen_position], edi
.return:
        ret

; After a panic: ends QEMU with exit code 37, and Bochs, and stops any other machine.
kit_abort:
        mov esi, .shutdown
.with_text:
        cli
        mov ecx, 0x10000
        mov edx, COM1_LINE
.wait:                                  ; until the last byte is out: Bochs ends at once, with what it still holds
        in al, dx
        test al, 1 << 6
        jnz .out
        loop .wait
.out:
        mov eax, 18
        mov edx, 0xF4
        out dx, eax
        mov ecx, 8
        mov edx, 0x8900
        rep outsb
kit_halt:
        cli
        hlt
        jmp kit_halt

section .rodata
kit_abort.shutdown:     db "Shutdown"

section .bss
        alignb 4
screen_position:        resd 1
