/* kernel-memory: all of linear space, page by page, read, and every so often written and jumped to. What ring 3 can reach is what the program itself has: its
   segments, its stack; nothing of the kernel's, whichever entry of whichever table it hangs on. */
#include "hostile.h"

enum { LARGE_PAGE = 4 << 20, USER_FAULT = 4 };

static u8 last_byte[1] __attribute__((section(".writable_code")));

/* The program's own: what lies between its first and its last page, and the top of its stack as far as it has been used. */
static u32 is_own(u32 page, u32 stack)
{
    return (page >= 0x40000000 && page <= ((u32)last_byte | (PAGE - 1))) || (page >= stack - 0x100000 && page < stack);
}

/* Where the kernel has pages: its window on all RAM, and its vmalloc area, in either layout; and the trampoline. */
ANY u32 is_busy(u32 address)
{
    return address % 0xc0000000 < 0x05000000 || address % 0xc0000000 - 0x3a000000 < 0x01000000 || address >= TRAMPOLINE;
}

static void try_page(u32 address, u32 all_ways)
{
    static const u8 write[] = {0x88, 0x03};
    struct registers start = plain_registers();
    int readable = can_read(address);
    check(!readable && ended.vector == PAGE_FAULT && (ended.error & USER_FAULT) && ended.cr2 == address, "%x can be read: signal %d, vector %d, error %h",
          address, ended.signal, ended.vector, ended.error);
    if (!all_ways)
        return;
    start.ebx = address;
    attempt_bytes(write, sizeof(write), start);
    check(ended.signal == SIGSEGV && (ended.error & (USER_FAULT | 2)) == (USER_FAULT | 2), "%x can be written: signal %d, error %h", address, ended.signal,
          ended.error);
    start.eip = address;
    attempt(start);
    check(ended.signal == SIGSEGV && ended.at.eip == address && (ended.error & USER_FAULT), "%x can be jumped to: signal %d, error %h", address,
          ended.signal, ended.error);
}

#ifdef SAMPLE
/* The first page of each 4 MB, in about every fourth of them one more, and the trampoline's. */
static u32 after(u32 page)
{
    if (page - TRAMPOLINE < 8 * PAGE)
        return page + PAGE;
    if (page % LARGE_PAGE == 0 && random_number() % 4 == 0)
        return page + PAGE * (1 + random_number() % (LARGE_PAGE / PAGE - 1));
    return (page | (LARGE_PAGE - 1)) + 1;
}
#else
static u32 after(u32 page)
{
    do
        page += PAGE;
    while (page % 0x10000 != 0 && !is_busy(page));
    return page;
}
#endif

void attack(void)
{
    u32 here = 0, stack = ((u32)&here | 0xfff) + 1, address = 0;
    start_witness();
    catch_signals();
    do {
        if (!is_own(address, stack))
            try_page(address, address % LARGE_PAGE == 0 || address - TRAMPOLINE < 8 * PAGE);
        address = after(address);
    } while (address != 0);
}
