/* entry-flags: TF, DF, NT, AC, ID and the arithmetic flags, all together and each alone, at every way into the kernel: a system call, a fault, a tick of the
   clock, a fork. The kernel runs with flags of its own, a handler begins with DF and TF clear, and the program gets back what it had. And a program that is
   stepped through one instruction after the other, system calls included, is stopped once for each of its own. */
#include "hostile.h"

static const u32 single[] = {TF, DF, NT, AC, ID, CF, PF, AF, ZF, SF, OF};
enum { ALL = DF | NT | AC | ID | CF | PF | AF | ZF | SF | OF };

static void at_a_fault(u32 flags)
{
    static const u8 ud2[] = {0x0f, 0x0b};
    struct registers start = plain_registers();
    start.eflags |= flags;
    handler_flags = 0;
    attempt_bytes(ud2, sizeof(ud2), start);
    check(ended.signal == SIGILL && (ended.at.eflags & ~(u32)RF) == start.eflags, "a fault with flags %x: signal %d, flags %x", start.eflags, ended.signal,
          ended.at.eflags);
    check((handler_flags & (IF | DF | TF | IOPL | VM)) == IF, "a fault with flags %x: the handler has %x", start.eflags, handler_flags);
}

/* A handler that begins with TF is stopped behind its first instruction, by a signal that ends this child. */
static void handled_with_trap_flag(u32 unused)
{
    static const u8 ud2[] = {0x0f, 0x0b};
    struct registers start = plain_registers();
    (void)unused;
    set_handler(SIGTRAP, 0, 0);
    start.eflags |= TF;
    attempt_bytes(ud2, sizeof(ud2), start);
    exit_program(ended.signal == SIGILL ? 7 : 8);
}

/* With AC, data that lies across its own size's boundary is #AC: CR0.AM is set. */
static void at_what_is_misaligned(void)
{
    static const u8 read[] = {0x8b, 0x43, 0x01}; /* MOV EAX, [EBX + 1] */
    static u32 memory[2];
    struct registers start = plain_registers();
    start.eflags |= AC;
    start.ebx = (u32)memory;
    attempt_bytes(read, sizeof(read), start);
    check(ended.signal == SIGBUS && ended.vector == ALIGNMENT && ended.error == 0, "misaligned data with AC: signal %d, vector %d, error %h", ended.signal,
          ended.vector, ended.error);
    start.eflags = EFLAGS_PLAIN;
    attempt_bytes(read, sizeof(read), start);
    check(ended.signal == 0, "misaligned data without AC: signal %d", ended.signal);
}

static void at_a_page_that_comes(u32 flags)
{
    /* MOV [EBX], AL: the page comes, and the instruction is tried again, as if nothing had been. */
    static const u8 touch[] = {0x88, 0x03};
    struct registers start = plain_registers();
    u32 page = map(0, PAGE, PROT_READ | PROT_WRITE, 0);
    start.eflags |= flags & ~(u32)TF;
    start.ebx = page;
    attempt_bytes(touch, sizeof(touch), start);
    check(ended.signal == 0 && ended.at.eflags == start.eflags, "a page that comes, with flags %x: signal %d, flags %x", start.eflags, ended.signal,
          ended.at.eflags);
    system_call(SYS_MUNMAP, page, PAGE, 0);
}

static void at_a_fork(u32 flags)
{
    static const u8 system_call_bytes[] = {0xcd, 0x80};
    struct registers start = plain_registers();
    u32 status = 0;
    start.eax = SYS_FORK;
    start.eflags |= flags & ~(u32)TF;
    attempt_bytes(system_call_bytes, sizeof(system_call_bytes), start);
    if (ended.at.eax == 0)
        exit_program(ended.signal == 0 && ended.at.eflags == start.eflags ? 7 : 8);
    check(ended.at.eflags == start.eflags, "a fork with flags %x leaves %x", start.eflags, ended.at.eflags);
    wait_for(ended.at.eax, &status);
    check(status == 7 << 8, "a child of a fork with flags %x ends with %x", start.eflags, status);
}

static void at_ticks(u32 flags)
{
    struct registers start = plain_registers();
    start.eip = (u32)spin;
    start.ebx = 3;
    start.edi = 2000000;
    start.eflags |= flags & ~(u32)(TF | CF | PF | AF | ZF | SF | OF);
    attempt(start);
    u32 kept = ended.at.eflags & ~(u32)(CF | PF | AF | ZF | SF | OF);
    check(ended.signal == 0 && kept == start.eflags, "ticks with flags %x: signal %d, flags %x", start.eflags, ended.signal, ended.at.eflags);
}

/* --- One instruction after the other --------------------------------------------------------------------------------------- */

static u32 steps, out_of_place;

void stepped(void), stepped_end(void);
__asm__("stepped:\n"
        "    movl $20, %eax\n"
        "    int $0x80\n"
        "    nop\n"
        "    movl $158, %eax\n"
        "    int $0x80\n"
        "    incl %ecx\n"
        "    xorl %eax, %eax\n"
        "stepped_end:\n"
        "    jmp came_back\n");

static int step(struct signal_frame *frame)
{
    struct signal_context *seen = &frame->registers;
    if (seen->vector != DB)
        return 0;
    steps++;
    if (frame->signal != SIGTRAP || frame->code != 2 || seen->eip - (u32)stepped > (u32)stepped_end - (u32)stepped)
        out_of_place++;
    if (seen->eip == (u32)stepped_end)
        seen->eflags &= ~(u32)TF;
    return 1;
}

static void step_through(u32 flags)
{
    struct registers start = plain_registers();
    steps = out_of_place = 0;
    goes_on = step;
    start.eip = (u32)stepped;
    start.eflags |= TF | flags;
    start.ecx = 41;
    attempt(start);
    goes_on = 0;
    /* Seven instructions. The trap after INT comes when the next one is over, so each system call is one stop less. */
    check(ended.signal == 0 && steps == 5 && out_of_place == 0 && ended.at.ecx == 42, "stepped through: signal %d, %d stops, %d out of place, ECX %d",
          ended.signal, steps, out_of_place, ended.at.ecx);
}

void attack(void)
{
    start_witness();
    catch_signals();
    u32 end = in_child(handled_with_trap_flag, 0);
    check(end == 7 << 8, "a handler of a fault with TF begins with TF itself: its program ends with %x", end);
    for (u32 i = 0; i <= COUNT_OF(single); i++) {
        u32 flags = i < COUNT_OF(single) ? single[i] : ALL;
        at_a_fault(flags);
        at_a_page_that_comes(flags);
        at_a_fork(flags);
        at_ticks(flags);
    }

    for (u32 i = 0; i < 100; i++)
        at_a_fault(random_number() & (ALL | TF));
    at_what_is_misaligned();
    step_through(0);
    step_through(DF | AC);
}
