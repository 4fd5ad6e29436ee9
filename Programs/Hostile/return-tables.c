/* return-tables: reads kernel addresses after each way into the kernel and out again. Ring 3 must always come back to its own tables: the error codes are
   those of the first look, 5 where the kernel is mapped while ring 3 runs and 4 where it is not. A kernel that returns to ring 3 on the tables on which it
   runs itself, as Linux did in an early version of its page-table isolation, gives another code there, though everything else goes on working. */
#include "hostile.h"

/* In the kernel's window in the high and in the low layout: RAM right behind the first megabyte, which is the kernel's image. */
static const u32 places[] = {0xc0101000, 0x00101000};
static u32 first_codes[COUNT_OF(places)];
static u32 has_looked;

static void look(const char *after)
{
    for (u32 i = 0; i < COUNT_OF(places); i++) {
        int readable = can_read(places[i]);
        check(!readable && ended.vector == PAGE_FAULT, "%x after %s: signal %d", places[i], after, ended.signal);
        if (!has_looked)
            first_codes[i] = ended.error;
        check(ended.error == first_codes[i], "%x after %s: error %h, at first %h", places[i], after, ended.error, first_codes[i]);
    }
    has_looked = 1;
}

/* Until another task, the witness, has had its turn at a tick. */
static void wait_for_ticks(void)
{
    struct registers start = plain_registers();
    start.ebx = 2;
    start.edi = 50000000;
    start.eip = (u32)spin;
    attempt(start);
}

static void in_a_child(u32 depth)
{
    look("a fork, in the child");
    yield();
    look("a child's turn");
    check(depth == 0 || in_child(in_a_child, depth - 1) == 0, "a child of a child did not get through");
    look("a wait for a child's child");
    exit_program(failures != 0);
}

void attack(void)
{
    u32 information[16] = {0};
    start_witness();
    catch_signals();
    look("the start");
    system_call(SYS_GETPID, 0, 0, 0);
    look("a call");
    system_call(SYS_SYSINFO, (u32)information, 0, 0);
    check(information[4] != 0, "sysinfo wrote nothing"); /* total memory */
    look("a call that writes");
    u32 page = map_at(0x90000000, PAGE, PROT_READ | PROT_WRITE); /* a new top entry in either format */
    *(volatile u32 *)page = 1;
    look("a first touch");
    yield();
    look("another's turn");
    wait_for_ticks();
    look("a tick");
    check(in_child(in_a_child, 2) == 0, "a child did not get through");
    look("a fork and a wait");
    *(volatile u32 *)page = 2;
    look("a copy on write");
    system_call(SYS_MUNMAP, page, PAGE, 0);
    look("tables that went");
    u32 piece = system_call(VMALLOC_MAP, 1, 0, 0);
    system_call(VMALLOC_WRITE, piece, 1, 0);
    look("a new kernel page");
    system_call(VMALLOC_UNMAP, piece, 0, 0);
    look("a kernel page that went");
}
