/* copy-on-write: pages that a fork shares, and that the program has only read since, so that the processor remembers the shared frame. Then the kernel
   writes there for the program: what a call returns, and the frame of a signal. The program must see what was written, and the child what was there. */
#include "hostile.h"

#define PLACE 0x60000000u

enum { WRITES = 5, MARK = 0x5a5a5a5a, TURNS = 24 };

static u32 *page_of(u32 index) { return (u32 *)(PLACE + index * PAGE); }

static int is_marked(u32 index)
{
    for (u32 i = 0; i < PAGE / 4; i++)
        if (page_of(index)[i] != MARK)
            return 0;
    return 1;
}

/* Reads what the kernel put on the stack before it writes there itself: the processor may not know of the copy. */
void reading_handler(void);
u32 first_seen;
__asm__("reading_handler:\n    movl 4(%esp), %eax\n    movl %eax, first_seen\n    jmp handler\n");

static void others_see_nothing(u32 unused)
{
    (void)unused;
    for (u32 i = 0; i < TURNS; i++)
        yield();
    for (u32 i = 0; i < WRITES; i++)
        if (!is_marked(i))
            exit_program(10 + i);
}

/* The kernel's write into a page that was read; what it writes is not the mark. */
static void write_into(u32 index)
{
    u32 *page = page_of(index), status;
    u32 pid = fork();
    if (pid == 0)
        others_see_nothing(0), exit_program(0);
    check(page[1] == MARK && page[PAGE / 4 - 1] == MARK, "page %d: the mark is gone before anything was written", index);
    switch (index) {
    case 0:
        system_call(SYS_SYSINFO, (u32)page, 0, 0);
        check(page[13] == PAGE && page[0] == 0, "sysinfo: the program reads %x and %x", page[0], page[13]);
        check(page[16] == MARK, "sysinfo: behind it is %x", page[16]);
        break;
    case 1:
        system_call_6(SYS_SIGACTION, SIGILL, 0, (u32)page, 8, 0, 0);
        check(page[0] == (u32)reading_handler, "rt_sigaction: the program reads %x", page[0]);
        check(page[5] == MARK, "rt_sigaction: behind it is %x", page[5]);
        break;
    case 2:
        system_call_6(SYS_SIGPROCMASK, 0, 0, (u32)page, 8, 0, 0);
        check(page[0] == 0 && page[1] == 0, "rt_sigprocmask: the program reads %x and %x", page[0], page[1]);
        check(page[2] == MARK, "rt_sigprocmask: behind it is %x", page[2]);
        break;
    case 3: {
        u32 child = fork();
        if (child == 0)
            exit_program(7);
        system_call(SYS_WAITPID, child, (u32)page, 0);
        check(page[0] == 7 << 8, "waitpid: the program reads %x", page[0]);
        check(page[1] == MARK, "waitpid: behind it is %x", page[1]);
        break;
    }
    default: {
        static const u8 undefined[] = {0x0f, 0x0b};
        struct registers start = plain_registers();
        start.esp = (u32)page + PAGE - 64;
        memcpy(code_page, undefined, sizeof(undefined));
        first_seen = 0;
        start.eip = (u32)code_page;

        /* The IRET to the code has its frame on that page, too, which is a write of the program's own: so the frame lies on the page below. */
        start.esp = (u32)page + 12;
        attempt(start);
        check(first_seen == SIGILL, "a signal's frame: the handler reads %x as the signal", first_seen);
        check(ended.signal == SIGILL, "a signal's frame: the end of the attempt is %d", ended.signal);
        break;
    }
    }
    check(wait_for(pid, &status) == pid && status == 0, "page %d: the other task ended with %x", index, status);
}

void attack(void)
{
    catch_signals();
    set_handler(SIGILL, (u32)reading_handler, 0x40000000);
    check(map_at(PLACE - PAGE, (WRITES + 1) * PAGE, PROT_READ | PROT_WRITE) == PLACE - PAGE, "no place for the pages");
    for (u32 index = 0; index < WRITES; index++) {
        for (u32 i = 0; i < WRITES * PAGE / 4; i++)
            page_of(0)[i] = MARK;
        write_into(index);
    }
}
