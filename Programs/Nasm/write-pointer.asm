; write-pointer: asks the kernel to write the argv[2] bytes at the linear address in argv[1], which are not all the
; task's to read: a kernel address, an unmapped one, a range that wraps round the top.
;
; The CPU would say nothing: the kernel reads them in ring 0. So the kernel has to look first: -EFAULT, under each mapping.
; Exits with 0 if the result is that, else prints the result and exits with 1.

%include "ring3.inc"

entry
    argument edi, 1
    argument ebp, 2
    mov ebx, STDOUT
    mov ecx, edi
    mov edx, ebp
    mov eax, SYS_WRITE
    int SYSTEM_CALL
    cmp eax, -EFAULT
    jne .accepted
    exit 0
.accepted:
    mov esi, eax
    print "write returned "
    print_hexadecimal esi
    print 10
    exit 1
