; exit-group: ends by exit_group, with 12Ch: the status is the low 8 bits, 2Ch = 44.

%include "ring3.inc"

entry
    mov ebx, 0x12C
    mov eax, SYS_EXIT_GROUP
    int SYSTEM_CALL
    survived "exit_group returned"
