/* floating: x87 and SSE. Each x87 exception, unmasked, is pending until the next x87 instruction that waits, through a switch to another task, a system call and
   a fork; then it is #MF, for the one who made it, and says which it was. Each SSE exception, unmasked, is #XM at once. In between, nobody else has any
   of it: the kernel computes with registers of its own. */
#include "hostile.h"

enum { FPE_FLTDIV = 3, FPE_FLTOVF, FPE_FLTUND, FPE_FLTRES, FPE_FLTINV };

u16 control; /* read by the assembler below */
u64 scratch;
static u32 mxcsr;

/* Each leaves its exception pending: FNINIT; FLDCW that unmasks it; the operation. */
void make_invalid(void), make_zero_divide(void), make_overflow(void), make_underflow(void), make_inexact(void);
__asm__(".section .rodata\n"
        ".balign 16\n"
        "huge: .quad 0x7fe0000000000000\n"
        "tiny: .quad 0x0010000000000001\n"
        "three: .quad 0x4008000000000000\n"
        ".text\n"
        "make_invalid: fninit\n fldcw control\n fld1\n fchs\n fsqrt\n ret\n"
        "make_zero_divide: fninit\n fldcw control\n fld1\n fldz\n fdivrp\n ret\n"
        "make_overflow: fninit\n fldcw control\n fldl huge\n fldl huge\n fmulp\n fstpl scratch\n ret\n"
        "make_underflow: fninit\n fldcw control\n fldl tiny\n fldl three\n fdivrp\n fstpl scratch\n ret\n"
        "make_inexact: fninit\n fldcw control\n fld1\n fldl three\n fdivrp\n ret\n");

static const struct {
    const char *name;
    void (*make)(void);
    u32 mask, code;
} exceptions[] = {
    {"invalid", make_invalid, 1, FPE_FLTINV},      {"zero divide", make_zero_divide, 4, FPE_FLTDIV}, {"overflow", make_overflow, 8, FPE_FLTOVF},
    {"underflow", make_underflow, 16, FPE_FLTUND}, {"inexact", make_inexact, 32, FPE_FLTRES},
};

static u16 status_word(void)
{
    u16 status;
    __asm__ volatile("fnstsw %0" : "=m"(status));
    return status;
}

static void wait_for_it(const char *name, u32 code)
{
    static const u8 wait[] = {0x9b};
    attempt_bytes(wait, sizeof(wait), plain_registers());
    check(ended.signal == SIGFPE && ended.vector == MF && ended.code == code && ended.at.eip == (u32)code_page, "%s: signal %d, vector %d, code %d", name,
          ended.signal, ended.vector, ended.code);
}

static void child_waits(u32 i)
{
    wait_for_it("in the child", exceptions[i].code);
    exit_program(failures);
}

static void child_computes(u32 i)
{
    (void)i;
    __asm__ volatile("fninit\n\tfld1\n\tfldpi\n\tfaddp\n\tfstpl scratch\n\tfwait" : : : "memory");
    exit_program(0);
}

static void try_x87(u32 i)
{
    const char *name = exceptions[i].name;
    u32 mask = exceptions[i].mask;
    control = (u16)(0x37f & ~mask);
    exceptions[i].make();
    u16 status = status_word();
    check((status & 0x80) && (status & mask), "%s: FSW is %h", name, status);

    /* Pending: other tasks compute, the kernel is called, a child gets a copy; nothing comes of it until this one waits. */
    for (u32 k = 0; k < 3; k++)
        yield();
    u32 end = in_child(child_computes, 0);
    check(end == 0, "%s: a child that begins with FNINIT ends with %h", name, end);
    end = in_child(child_waits, i);
    check(end == 0, "%s: the child ends with %h", name, end);
    check(status_word() == status, "%s: FSW went from %h to %h", name, status, status_word());
    wait_for_it(name, exceptions[i].code);
    check((status_word() & 0x80) == 0, "%s: FSW is %h after the handler", name, status_word());

    /* Masked it is a number, and no exception. */
    control = 0x37f;
    exceptions[i].make();
    static const u8 wait[] = {0x9b};
    attempt_bytes(wait, sizeof(wait), plain_registers());
    check(ended.signal == 0, "masked %s: signal %d", name, ended.signal);
}

/* XMM0 / XMM1 or the like, with the operands at EBX and EBX + 16. */
static void try_sse(const char *name, u32 left, u32 right, u8 opcode, u32 mask, u32 code)
{
    static u32 operands[8] __attribute__((aligned(16)));
    /* LDMXCSR [ESI]; MOVSS XMM0, [EBX]; opSS XMM0, [EBX + 16] */
    u8 bytes[] = {0x0f, 0xae, 0x16, 0xf3, 0x0f, 0x10, 0x03, 0xf3, 0x0f, opcode, 0x43, 0x10};
    struct registers start = plain_registers();
    operands[0] = left;
    operands[4] = right;
    start.ebx = (u32)operands;
    start.esi = (u32)&mxcsr;
    mxcsr = 0x1f80 & ~(mask << 7);
    attempt_bytes(bytes, sizeof(bytes), start);
    check(ended.signal == SIGFPE && ended.vector == XM && ended.code == code && ended.at.eip == (u32)code_page + 7, "SSE %s: signal %d, vector %d, code %d",
          name, ended.signal, ended.vector, ended.code);
    mxcsr = 0x1f80;
    attempt_bytes(bytes, sizeof(bytes), start);
    check(ended.signal == 0, "masked SSE %s: signal %d", name, ended.signal);
}

void attack(void)
{
    start_witness();
    catch_signals();
    for (u32 i = 0; i < COUNT_OF(exceptions); i++)
        try_x87(i);
    try_sse("invalid", 0xbf800000, 0xbf800000, 0x51, 1, FPE_FLTINV); /* SQRTSS of -1 */
    try_sse("zero divide", 0x3f800000, 0, 0x5e, 4, FPE_FLTDIV);
    try_sse("overflow", 0x7f000000, 0x7f000000, 0x59, 8, FPE_FLTOVF);
    try_sse("underflow", 0x00800001, 0x40400000, 0x5e, 16, FPE_FLTUND);
    try_sse("inexact", 0x3f800000, 0x40400000, 0x5e, 32, FPE_FLTRES);
}
