; toaruos-306: ptrace let a program set another's CS and IOPL, and so run it in ring 0. Here selectors come back through a signal's frame: each of the GDT,
; and some beyond it, with each RPL, in each segment register.

%include "public-bug.inc"

USER_CODE  equ 0x1B
USER_DATA  equ 0x23

section .bss
selector:
    resd 1

; Tries the selector with RPL 0, in the place UC_%1: a child ends by SIGSEGV unless it is %2, and with 0 if it is.
%macro in_code_or_stack 2
    fork_to %%child
    wait_for_child
    mov ebx, [selector]
    or ebx, 3
    cmp ebx, %2
    je %%own
    expect SIGSEGV
    jmp %%done
%%own:
    expect 0
    jmp %%done
%%child:
    handle SIGILL, %%forge, 0
    ud2
    mov eax, cs
    and eax, 3
    cmp eax, 3
    check e
    exit 0
%%forge:
    mov eax, [selector]
    mov [ecx + %1], eax
    add dword [ecx + UC_EIP], 2
    ret
%%done:
%endmacro

entry
.selector:
    in_code_or_stack UC_CS, USER_CODE
    in_code_or_stack UC_SS, USER_DATA

    ; The data segments hold what ring 3 may hold, or nothing.
    handle SIGILL, forge_data, 0
    expect 0
    ud2
    mov eax, fs
    mov ecx, gs
    mov edx, es
    cmp ax, cx
    jne .apart
    cmp ax, dx
    jne .apart
    test eax, eax
    jz .next                        ; refused
    or eax, 3
    cmp eax, USER_DATA
    je .next
    cmp eax, USER_CODE
    je .next
.apart:
    mov eax, USER_DATA
    mov es, eax
    exit 50
.next:
    mov eax, USER_DATA
    mov es, eax
    add dword [selector], 8
    cmp dword [selector], 0x60
    jb .selector
    ja .done
    mov dword [selector], 0xFFF8
    jmp .selector
.done:
    exit 0

forge_data:
    mov eax, [selector]
    mov [ecx + UC_ES], eax
    mov [ecx + UC_FS], eax
    mov [ecx + UC_GS], eax
    add dword [ecx + UC_EIP], 2
    ret

    restorer
