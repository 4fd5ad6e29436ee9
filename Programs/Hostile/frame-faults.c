/* frame-faults: a signal comes while ESP is anywhere: the kernel's frame for the handler lies right at, over and beyond the edges of what the program can
   write. Where it fits it is all there and nothing round it is touched; where it does not, the program ends by SIGSEGV, and not a byte is written. */
#include "hostile.h"

#define PLACE 0x60010000u
#define READ_WRITE (PROT_READ | PROT_WRITE)

enum { STATE = 624, LEGACY = 112, FRAME = 268, FILL = 0x5a, STEP = 48, REACH = 1200 };

/* EBX: where ESP is to be when the signal comes. The handler needs no more of the stack than the frame. */
void fault_at(void);
void on_frame(void);
u32 noted[5]; /* the signal, three words of the frame, and where it is */
__asm__("fault_at:\n    movl %ebx, %esp\n    ud2\n"
        "on_frame:\n    movl 4(%esp), %eax\n    movl %eax, noted\n    movl 16(%esp), %eax\n    movl %eax, noted+4\n"
        "    movl 220(%esp), %eax\n    movl %eax, noted+8\n    movl 240(%esp), %eax\n    movl %eax, noted+12\n    movl %esp, noted+16\n"
        "    movl attempt_stack, %esp\n    jmp recover\n");

/* Where the frame begins and ends for an ESP: Docs/Abi.md, "Signals"; CosmosKernel/Signals/SignalFrames.cs draws it. */
static u32 frame_start(u32 esp)
{
    u32 state = ((esp - 512) & ~63u) - LEGACY;
    return ((state - FRAME + 4) & ~15u) - 4;
}

static u32 frame_end(u32 esp) { return (((esp - 512) & ~63u) - LEGACY) + STATE; }

static u32 raise_at(u32 esp)
{
    struct registers start = plain_registers();
    start.ebx = esp;
    start.eip = (u32)fault_at;
    memset(noted, 0, sizeof(noted));
    attempt(start);
    return noted[0];
}

static void raise_in_child(u32 esp) { raise_at(esp); }

/* Good memory from start to end, filled; of it nothing but the frame may change. */
static void fits(const char *where, u32 esp, u32 start, u32 end)
{
    memset((void *)start, FILL, end - start);
    u32 signal = raise_at(esp);
    check(signal == SIGILL && noted[1] == SIGILL && noted[2] == (u32)fault_at + 2 && noted[3] == frame_end(esp) - STATE && noted[4] == frame_start(esp),
          "%s, ESP %x: signal %d, frame at %x, EIP %x, fpstate %x", where, esp, signal, noted[4], noted[2], noted[3]);
    for (u32 at = start; at < end; at++)
        if ((at < frame_start(esp) || at >= frame_end(esp)) && *(u8 *)at != FILL) {
            check(0, "%s, ESP %x: the byte at %x was changed", where, esp, at);
            break;
        }
}

static void does_not_fit(const char *where, u32 esp)
{
    u32 status = in_child(raise_in_child, esp);
    check(status == SIGSEGV, "%s, ESP %x: the child ended with %x", where, esp, status);
}

/* Below the edge is what cannot be written, above it are two good pages. */
static void above(const char *where, u32 edge)
{
    for (u32 esp = edge + REACH; esp > edge - STEP; esp -= STEP + 1)
        if (frame_start(esp) >= edge)
            fits(where, esp, edge, edge + 2 * PAGE);
        else
            does_not_fit(where, esp);
}

/* Above the edge is what cannot be written. The frame ends 0 to 63 bytes below ESP. */
static void below(const char *where, u32 edge)
{
    for (u32 esp = edge - 8; esp < edge + REACH; esp += STEP + 5)
        if (frame_end(esp) <= edge)
            fits(where, esp, edge - 2 * PAGE, edge);
        else
            does_not_fit(where, esp);
}

static int is_filled(u32 page, u8 value)
{
    for (u32 i = 0; i < PAGE; i++)
        if (((u8 *)page)[i] != value)
            return 0;
    return 1;
}

void attack(void)
{
    static const u32 wild[] = {0, 4, 0x200, 0x2ff, 0x400, 0x1000, 0x00100400, 0x3fffffff, 0xc0000200, 0xc0000240, 0xc0100400, 0xc2000000, 0xfa001000,
                               0xffc00200, 0xffc00800, 0xffc02000, 0xffc04000, 0xfffff000, 0xfffffffc, 0xffffffff};
    start_witness();
    set_handler(SIGILL, (u32)on_frame, 0x40000000); /* SA_NODEFER */
    map_at(PLACE, 7 * PAGE, READ_WRITE); /* good, good, PROT_READ, good, good, PROT_NONE, and nothing */
    memset((void *)(PLACE + 2 * PAGE), 0x11, PAGE);
    memset((void *)(PLACE + 5 * PAGE), 0x22, PAGE);
    system_call(SYS_MPROTECT, PLACE + 2 * PAGE, PAGE, PROT_READ);
    system_call(SYS_MPROTECT, PLACE + 5 * PAGE, PAGE, PROT_NONE);

    above("above nothing", PLACE);
    below("below PROT_READ", PLACE + 2 * PAGE);
    above("above PROT_READ", PLACE + 3 * PAGE);
    below("below PROT_NONE", PLACE + 5 * PAGE);
    does_not_fit("in PROT_READ", PLACE + 2 * PAGE + 3000);
    does_not_fit("in PROT_NONE", PLACE + 5 * PAGE + 3000);
    check(is_filled(PLACE + 2 * PAGE, 0x11), "the page with PROT_READ was written");
    system_call(SYS_MPROTECT, PLACE + 5 * PAGE, PAGE, READ_WRITE);
    check(is_filled(PLACE + 5 * PAGE, 0x22), "the page with PROT_NONE was written");
    for (u32 i = 0; i < COUNT_OF(wild); i++)
        does_not_fit("nowhere", wild[i]);

    /* Pages that come only with the frame; and a frame at every alignment. */
    for (u32 i = 0; i < 64; i += 3) {
        map_at(PLACE + 0x10000, 3 * PAGE, READ_WRITE);
        u32 signal = raise_at(PLACE + 0x10000 + 2 * PAGE + 500 - i);
        check(signal == SIGILL, "on pages that are not there yet: signal %d", signal);
    }
}
