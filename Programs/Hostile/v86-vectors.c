/* v86-vectors: INT n for all 256 vectors in virtual-8086 mode, as far as an IRET of ring 3 gets there (see v86.asm), one child each. Where the processor refuses
   the IRET, and where it does not: the child ends by SIGSEGV, and its parent goes on. */
#include "hostile.h"

enum { CODE = 0x10000 };

static u32 has_code;

static void call_vector(u32 vector)
{
    static const u8 bytes[] = {0x50, 0x53, 0x51, 0xcf}; /* PUSH EAX, EBX, ECX: EFLAGS, CS, EIP; IRET */
    /* ESP is where the mode's further doublewords come from. */
    struct registers start = plain_registers();
    if (has_code) {
        u8 *code = (u8 *)CODE;
        code[0] = 0xcd;
        code[1] = (u8)vector;
        code[2] = 0xeb; /* JMP back to it */
        code[3] = 0xfc;
    }

    release_signals();
    start.eax = VM | IOPL | IF | 2;
    start.ebx = CODE >> 4;
    attempt_bytes(bytes, sizeof(bytes), start);
    exit_program(7);
}

void attack(void)
{
    start_witness();
    catch_signals();
    has_code = map_at(CODE, PAGE, PROT_READ | PROT_WRITE | PROT_EXEC) == CODE;
    for (u32 vector = 0; vector < 256; vector++) {
#ifdef SAMPLE
        if (vector > 0x30 && vector != 0x80 && vector % 16 != 0)
            continue;
#endif
        u32 end = in_child(call_vector, vector);
        check(end == SIGSEGV, "int %h in virtual-8086 mode ends with %x", vector, end);
    }
}
