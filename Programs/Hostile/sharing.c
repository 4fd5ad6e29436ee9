/* sharing: what a fork shares is each side's own. Every kind of page, written by the child first or by the parent first; and the same after the rights of
   the shared pages have been taken away and given back, which must not make them writable where they are shared. */
#include "hostile.h"

#define PLACE 0x60000000u
#define READ_WRITE (PROT_READ | PROT_WRITE)

enum { PAGES = 4, TURNS = 8 };

static u32 in_data[(PAGES + 1) * PAGE / 4] = {1};
static u32 in_bss[(PAGES + 1) * PAGE / 4];

static struct {
    const char *name;
    u32 start;
} kinds[5] = {{"data", 0}, {"bss", 0}, {"heap", 0}, {"stack", 0}, {"mapping", 0}};

static u32 *word(u32 kind, u32 page) { return (u32 *)(kinds[kind].start + page * PAGE + 64); }

static void fill(u32 value)
{
    for (u32 kind = 0; kind < COUNT_OF(kinds); kind++)
        for (u32 page = 0; page < PAGES; page++)
            *word(kind, page) = value + kind * 16 + page;
}

static int holds(u32 value)
{
    for (u32 kind = 0; kind < COUNT_OF(kinds); kind++)
        for (u32 page = 0; page < PAGES; page++)
            if (*word(kind, page) != value + kind * 16 + page)
                return 0;
    return 1;
}

static void change_rights(u32 rights)
{
    for (u32 kind = 0; kind < COUNT_OF(kinds); kind++)
        if (kind != 3) /* not of the stack that it stands on */
            check(system_call(SYS_MPROTECT, kinds[kind].start & ~(u32)(PAGE - 1), PAGES * PAGE, rights) == 0, "%s: mprotect %d", kinds[kind].name, rights);
}

static void writes_first(u32 unused)
{
    (void)unused;
    fill(0x2000);
    exit_program(holds(0x2000) ? 0 : 1);
}

static void protects_and_writes(u32 rights)
{
    change_rights(rights);
    change_rights(READ_WRITE);
    if (!holds(0x1000))
        exit_program(1);
    writes_first(0);
}

static void gives_back(u32 unused)
{
    (void)unused;
    for (u32 kind = 0; kind < COUNT_OF(kinds); kind++)
        if (kind != 3)
            system_call(SYS_MUNMAP, kinds[kind].start & ~(u32)(PAGE - 1), PAGES * PAGE, 0);
}

static void children_write(const char *how, void (*thing)(u32), u32 argument)
{
    u32 status = in_child(thing, argument);
    check(status == 0, "%s: the child ended with %x", how, status);
    check(holds(0x1000), "%s: the parent sees what the child wrote", how);
}

static void parent_writes(const char *how, int protects)
{
    u32 status, pid = fork();
    if (pid == 0) {
        for (u32 i = 0; i < TURNS; i++)
            yield();
        exit_program(holds(0x1000) ? 0 : 1);
    }

    if (protects) {
        change_rights(PROT_READ);
        change_rights(READ_WRITE);
    }

    fill(0x3000);
    check(wait_for(pid, &status) == pid && status == 0, "%s: the child saw what the parent wrote (%x)", how, status);
    check(holds(0x3000), "%s: the parent does not see what it wrote", how);
    fill(0x1000);
}

void attack(void)
{
    u32 esp = (u32)__builtin_frame_address(0), heap = system_call(SYS_BRK, 0, 0, 0);
    heap = (heap + PAGE - 1) & ~(u32)(PAGE - 1);
    check(system_call(SYS_BRK, heap + PAGES * PAGE, 0, 0) == heap + PAGES * PAGE, "no heap");
    kinds[0].start = ((u32)in_data + PAGE - 1) & ~(u32)(PAGE - 1);
    kinds[1].start = ((u32)in_bss + PAGE - 1) & ~(u32)(PAGE - 1);
    kinds[2].start = heap;
    kinds[3].start = (esp & ~(u32)(PAGE - 1)) - 8 * PAGE;
    kinds[4].start = PLACE;
    map_at(PLACE, PAGES * PAGE, READ_WRITE);
    fill(0x1000);

    start_witness();
    children_write("the child writes", writes_first, 0);
    children_write("the child writes again", writes_first, 0);
    children_write("after PROT_READ", protects_and_writes, PROT_READ);
    children_write("after PROT_NONE", protects_and_writes, PROT_NONE);
    children_write("the child gives all back", gives_back, 0);
    parent_writes("the parent writes", 0);
    parent_writes("the parent writes after PROT_READ", 1);

    /* While one child after the other still has the pages. */
    u32 pids[3], status;
    for (u32 i = 0; i < COUNT_OF(pids); i++) {
        pids[i] = fork();
        if (pids[i] == 0) {
            for (u32 turn = 0; turn < TURNS; turn++)
                yield();
            if (!holds(0x1000))
                exit_program(1);
            protects_and_writes(PROT_READ);
        }
    }

    fill(0x4000);
    for (u32 i = 0; i < COUNT_OF(pids); i++)
        check(wait_for(pids[i], &status) == pids[i] && status == 0, "child %d of three ended with %x", i, status);
    check(holds(0x4000), "one of three children wrote into the parent's memory");
}
