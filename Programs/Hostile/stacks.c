/* stacks: recursion without end, without a handler and with one that recurs, too, on every kind of stack. It ends the program by SIGSEGV; what lies next to
   the stack stays as it was, and all memory comes back. */
#include "hostile.h"

#define MAPPED 0x60000000u /* 16 pages with nothing below */
#define READ_WRITE (PROT_READ | PROT_WRITE)

enum { STACK_PAGES = 16, GAP = 16 * PAGE };

static u8 in_bss[STACK_PAGES * PAGE];
static const u8 below_all[16] = "read-only"; /* below .bss and .data lie the constants, which end a recursion */

/* EBX: a stack's top, or 0 for the present one. */
void recur(void);
void recur_handled(void);
__asm__("recur:\n    testl %ebx, %ebx\n    jz 1f\n    movl %ebx, %esp\n1:  call 2f\n2:  subl $200, %esp\n    jmp 1b\n"
        "recur_handled:\n    jmp 1b\n");

static void run_on(u32 top)
{
    release_signals();
    __asm__ volatile("movl %0, %%ebx\n\tjmp recur" : : "r"(top & ~1u));
    __builtin_unreachable();
}

/* The lowest bit of the argument is no part of an address: it asks for the handler. */
static void run_handled(u32 top)
{
    static const u8 signals[] = {SIGSEGV, SIGILL};
    for (u32 i = 0; i < COUNT_OF(signals); i++)
        set_handler(signals[i], (u32)recur_handled, 0x40000000);
    __asm__ volatile("movl %0, %%ebx\n\tjmp recur" : : "r"(top));
    __builtin_unreachable();
}

static void on(const char *stack, u32 top)
{
    u32 status = in_child(run_on, top);
    check(status == SIGSEGV, "%s, without a handler: the child ended with %x", stack, status);
    status = in_child(run_handled, top);
    check(status == SIGSEGV, "%s, with a handler: the child ended with %x", stack, status);
}

static u32 free_frames(void)
{
    u32 answer[16];
    system_call(SYS_SYSINFO, (u32)answer, 0, 0);
    return answer[5];
}

void attack(void)
{
    u32 lowest = (u32)__builtin_frame_address(0) & ~0xfffffu, heap = system_call(SYS_BRK, 0, 0, 0);
    heap = (heap + PAGE - 1) & ~(u32)(PAGE - 1);
    start_witness();
    for (u32 i = 0; i < 8; i++)
        yield(); /* until the witness has all its pages */

    /* The next mapping lies below a gap. */
    u32 next = map(0, PAGE, READ_WRITE, 0);
    check(next == lowest - GAP - PAGE, "the highest mapping is at %x, the stack's lowest byte %x", next, lowest);
    memset((void *)next, 0x77, PAGE);
    u32 before = free_frames();
    on("the program's stack", 0);
    for (u32 i = 0; i < PAGE; i++)
        if (((u8 *)next)[i] != 0x77) {
            check(0, "the mapping next to the stack was written");
            break;
        }
    check(free_frames() == before, "the program's stack: %d frames free, before %d", free_frames(), before);

    map_at(MAPPED, STACK_PAGES * PAGE, READ_WRITE);
    on("a mapping", MAPPED + STACK_PAGES * PAGE);
    system_call(SYS_BRK, heap + STACK_PAGES * PAGE, 0, 0);
    on("the heap", heap + STACK_PAGES * PAGE);
    on(".bss", (u32)in_bss + sizeof(in_bss));
    check(below_all[0] == 'r', "the constants were written");
    check(free_frames() == before, "at the end %d frames are free, before %d", free_frames(), before);
}
