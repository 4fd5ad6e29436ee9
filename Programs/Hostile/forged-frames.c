/* forged-frames: rt_sigreturn with frames that no kernel wrote, by a fixed seed: all flags, selectors with any upper half, any blocked signals, x87 and SSE
   state of random bits at any address. What a program may have comes as it was asked for; what it may not is dropped, exactly as Docs/Abi.md says; and what
   cannot be ends the program, and nothing else. */
#include "hostile.h"

#ifdef SAMPLE
#define FRAMES 500
#else
#define FRAMES 20000
#endif

#define PLACE 0x60000000u  /* three pages for frames, with nothing behind them */
#define STATES 0x60010000u /* likewise for x87 and SSE states */
#define RETURNED (AC | DF | TF | CF | PF | AF | ZF | SF | OF)
#define FINAL (1u << (SIGKILL - 1) | 1u << 18) /* SIGKILL and SIGSTOP */

enum { AREA = 3 * PAGE, STATE = 624, FXSAVE = 112, FX_MXCSR = 24, FX_MASK = 28, FX_XMM = 160, FATAL = 48 };

/* EBX: where ESP is to be. Then it is where the frame says, and the selectors are noted before anything else is done. */
void return_by_frame(void);
void landing(void);
u16 landed[6];
__asm__(
    "return_by_frame:\n    movl %ebx, %esp\n    movl $173, %eax\n    int $0x80\n    hlt\n"
    "landing:\n    movw %ds, %ss:landed\n    movw %es, %ss:landed+2\n    movw %fs, %ss:landed+4\n    movw %gs, %ss:landed+6\n"
    "    movw %cs, %ss:landed+8\n    movw %ss, %ss:landed+10\n    jmp came_back\n");

static u8 stack[4 * PAGE];
static u8 fx[512] __attribute__((aligned(16)));
static u32 mxcsr_bits;

static u32 any_selector(void)
{
    static const u16 some[] = {0, 3, 0x08, 0x10, 0x18, 0x1b, 0x20, 0x23, 0x28, 0x2b, 0x33, 0x3b, 0x43, 0x07, 0xfffc, 0xffff};
    u32 number = random_number();
    return (number & 0x100 ? random_number() & 0xffff : some[number % COUNT_OF(some)]) | (number & 0xffff0000u);
}

static u32 loadable(u32 selector)
{
    u32 value = (selector & 0xffff) | 3;
    return value == USER_CODE || value == USER_DATA ? value : 0;
}

static void any_bytes(u8 *to, u32 bytes)
{
    for (u32 i = 0; i + 4 <= bytes; i += 4)
        *(u32 *)(to + i) = random_number();
}

/* A frame that must be taken, somewhere in the pages. */
static struct signal_frame *any_frame(void)
{
    struct signal_frame *frame = (struct signal_frame *)(PLACE + random_number() % (AREA - sizeof(struct signal_frame)));
    any_bytes((u8 *)frame, sizeof(*frame));
    frame->registers.es = any_selector();
    frame->registers.ds = any_selector();
    frame->registers.fs = any_selector();
    frame->registers.gs = any_selector();
    frame->registers.cs = (random_number() & 0xffff0000u) | USER_CODE | (random_number() & 3);
    frame->registers.ss = (random_number() & 0xffff0000u) | 0x20 | (random_number() & 3);
    frame->registers.eip = (u32)landing;
    if (random_number() & 3)
        frame->registers.eflags &= ~(u32)TF;
    if (frame->registers.eflags & TF) { /* a trap comes at once: its handler needs a stack, and to be let in */
        frame->registers.esp = (u32)(stack + sizeof(stack) - 64 - random_number() % 64);
        frame->mask_low = 0;
    }

    return frame;
}

static void go_by(struct signal_frame *frame)
{
    struct registers start = plain_registers();
    start.ebx = (u32)frame + 4;
    start.eip = (u32)return_by_frame;
    memset(landed, 0xff, sizeof(landed));
    attempt(start);
}

static void check_segments(u32 number, const struct signal_context *asked)
{
    const u32 *trap = ended.segments; /* CS, DS, ES, FS, GS, SS */
    int trapped = ended.signal == SIGTRAP;
    check((trapped ? trap[1] : landed[0]) == loadable(asked->ds), "frame %d: DS %x became %x", number, asked->ds, trapped ? trap[1] : landed[0]);
    check((trapped ? trap[2] : landed[1]) == loadable(asked->es), "frame %d: ES %x became %x", number, asked->es, trapped ? trap[2] : landed[1]);
    check((trapped ? trap[3] : landed[2]) == loadable(asked->fs), "frame %d: FS %x became %x", number, asked->fs, trapped ? trap[3] : landed[2]);
    check((trapped ? trap[4] : landed[3]) == loadable(asked->gs), "frame %d: GS %x became %x", number, asked->gs, trapped ? trap[4] : landed[3]);
    check((trapped ? trap[0] : landed[4]) == USER_CODE, "frame %d: CS %x became %x", number, asked->cs, trapped ? trap[0] : landed[4]);
    check((trapped ? trap[5] : landed[5]) == USER_DATA, "frame %d: SS %x became %x", number, asked->ss, trapped ? trap[5] : landed[5]);
}

static void check_state(u32 number, const u8 *state)
{
    u32 mxcsr = state ? *(u32 *)(state + FXSAVE + FX_MXCSR) & mxcsr_bits : 0x1f80;
    check(*(u32 *)(fx + FX_MXCSR) == mxcsr, "frame %d: MXCSR is %x, not %x", number, *(u32 *)(fx + FX_MXCSR), mxcsr);
    for (u32 i = 0; i < 8 * 16; i += 4) {
        u32 wanted = state ? *(u32 *)(state + FXSAVE + FX_XMM + i) : 0;
        if (*(u32 *)(fx + FX_XMM + i) != wanted) {
            check(0, "frame %d: XMM%d is %x, not %x", number, i / 16, *(u32 *)(fx + FX_XMM + i), wanted);
            break;
        }
    }
}

static void survive(u32 number)
{
    struct signal_frame *frame = any_frame();
    struct signal_context asked;
    u8 *state = random_number() % 4 ? (u8 *)STATES + random_number() % (AREA - STATE) : 0;
    if (state)
        any_bytes(state, STATE);
    frame->registers.fpstate = (u32)state;
    memcpy(&asked, &frame->registers, sizeof(asked));
    u32 mask[2] = {frame->mask_low, frame->mask_high}, blocked[2], none[2] = {0, 0};

    go_by(frame);
    __asm__ volatile("fxsave %0\n\tfninit" : "=m"(fx));
    int traps = (asked.eflags & TF) != 0;
    check(ended.signal == (traps ? SIGTRAP : 0), "frame %d: signal %d, vector %d, error %x", number, ended.signal, ended.vector, ended.error);
    const struct registers *at = &ended.at;
    check(at->eax == asked.eax && at->ebx == asked.ebx && at->ecx == asked.ecx && at->edx == asked.edx && at->esi == asked.esi && at->edi == asked.edi
              && at->ebp == asked.ebp && at->esp == asked.esp,
          "frame %d: a register is not what it says", number);
    check((at->eflags & ~(u32)RF) == ((asked.eflags & RETURNED) | EFLAGS_PLAIN), "frame %d: EFLAGS %x became %x", number, asked.eflags, at->eflags);
    check_segments(number, &asked);
    if (!traps) { /* the handler's way back has taken both already */
        system_call_6(SYS_SIGPROCMASK, 2, (u32)none, (u32)blocked, 8, 0, 0);
        check(blocked[0] == (mask[0] & ~FINAL) && blocked[1] == mask[1], "frame %d: the mask %x became %x", number, mask[0], blocked[0]);
        check_state(number, state);
    }
}

/* What cannot be: in a child, which must end by SIGSEGV. */
static void forge_fatally(u32 kind)
{
    static const u32 nowhere[] = {0, 0x00100000, 0xc0100000, 0xffc00000, 0xffc02000, 0xfffffff0, 0xffffffff, STATES + AREA};
    random_state += kind * 0x9e3779b9u;
    struct signal_frame *frame = any_frame();
    frame->registers.eflags &= ~(u32)TF;
    frame->registers.fpstate = 0;
    release_signals();
    u32 selector;
    switch (kind % 5) {
    case 0:
        do
            selector = any_selector();
        while (((selector & 0xffff) | 3) == USER_CODE);
        frame->registers.cs = selector;
        break;
    case 1:
        do
            selector = any_selector();
        while (((selector & 0xffff) | 3) == USER_DATA);
        frame->registers.ss = selector;
        break;
    case 2: frame->registers.eip = nowhere[random_number() % COUNT_OF(nowhere)]; break;
    case 3: frame->registers.fpstate = nowhere[random_number() % COUNT_OF(nowhere)] | 1; break;
    default: { /* the frame itself ends in nothing */
        struct signal_frame *cut = (struct signal_frame *)(PLACE + AREA - 4 - 4 * (random_number() % 60));
        for (u8 *to = (u8 *)cut, *from = (u8 *)frame; (u32)to < PLACE + AREA; to++, from++)
            *to = *from;
        frame = cut;
        break;
    }
    }

    frame->mask_low = frame->mask_high = 0;
    go_by(frame);
}

void attack(void)
{
    start_witness();
    catch_signals();
    map_at(PLACE, AREA, PROT_READ | PROT_WRITE);
    map_at(STATES, AREA, PROT_READ | PROT_WRITE);
    __asm__ volatile("fxsave %0" : "=m"(fx));
    mxcsr_bits = *(u32 *)(fx + FX_MASK) ? *(u32 *)(fx + FX_MASK) : 0xffbf;
    for (u32 i = 0; i < FRAMES; i++)
        survive(i);
    for (u32 i = 0; i < FATAL; i++) {
        u32 status = in_child(forge_fatally, i);
        check(status == SIGSEGV, "fatal frame %d: the child ended with %x", i, status);
    }
}
