/* trampoline: the few kernel pages that are mapped wherever a task runs. A jump to every byte of the entry code, and reads, writes and jumps all over the
   other pages: each is a page fault of ring 3 that says that the page is there (or is not, where there is none), at the very address. */
#include "hostile.h"

enum { PRESENT = 1, WRITE = 2, USER = 4, FETCH = 16 };

static const struct {
    u32 start, step, is_mapped;
} pages[] = {
    {TRAMPOLINE, 64, 1},                       /* variables, GDT, TSSs */
    {TRAMPOLINE + PAGE, 64, 1},                /* IDT */
#ifdef SAMPLE
    {ENTRY_CODE, 7, 1},
#else
    {ENTRY_CODE, 1, 1},                        /* entry code */
#endif
    {TRAMPOLINE + 3 * PAGE, 256, 0},           /* below the entry stack */
    {ENTRY_STACK, 64, 1},                      /* entry stack */
    {TRAMPOLINE + 5 * PAGE, 256, 0}, {0xfffff000, 256, 0},
};

static void try_access(const char *name, u32 address, u32 error, u32 signal)
{
    check(signal == SIGSEGV && ended.vector == PAGE_FAULT && ended.error == error && ended.cr2 == address, "%s at %x: signal %d, vector %d, error %h, cr2 %x",
          name, address, ended.signal, ended.vector, ended.error, ended.cr2);
}

static void try_byte(u32 address, u32 is_mapped, u32 all_ways)
{
    struct registers start = plain_registers();
    start.eip = address;
    attempt(start);
    try_access("jump", address, USER | is_mapped | (PAE ? FETCH : 0), ended.signal);
    check(ended.at.eip == address, "jump to %x stops at %x", address, ended.at.eip);
    if (!all_ways)
        return;
    can_read(address);
    try_access("read", address, USER | is_mapped, ended.signal);
    static const u8 write[] = {0x88, 0x03}; /* MOV [EBX], AL: QEMU reports an instruction that reads first as a read */
    start.ebx = address;
    attempt_bytes(write, sizeof(write), start);
    try_access("write", address, USER | WRITE | is_mapped, ended.signal);
}

void attack(void)
{
    start_witness();
    catch_signals();
    for (u32 i = 0; i < COUNT_OF(pages); i++)
        for (u32 offset = 0; offset < PAGE; offset += pages[i].step)
            try_byte(pages[i].start + offset, pages[i].is_mapped, offset % 64 == 0);
    for (u32 offset = 0; offset < 16; offset++)
        try_byte(0xfffffff0 + offset, 0, 1);
}
