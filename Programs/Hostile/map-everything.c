/* map-everything: as many regions as there may be, the whole of user space in one piece, and all of it taken away again, the program's own code and stack
   included. What is refused changes nothing. */
#include "hostile.h"

#define PLACE 0x60000000u
#define NO_REPLACE 0x100000u

enum { MOST_REGIONS = 112, OWN = 5 /* code, constants, data, the page for code, stack */, CHUNK = 0x1000000 };

static u32 free_frames(void)
{
    u32 answer[16];
    system_call(SYS_SYSINFO, (u32)answer, 0, 0);
    return answer[5];
}

static u32 at(u32 index) { return PLACE + 2 * index * PAGE; } /* every second page: neighbours would become one region */

static u32 fill_table(void)
{
    u32 count = 0;
    while (count < 2 * MOST_REGIONS && map_at(at(count), PAGE, PROT_READ) == at(count))
        count++;
    return count;
}

static void touch_all(u32 count)
{
    for (u32 i = 0; i < count; i++)
        if (*(volatile u32 *)at(i) != 0)
            exit_program(1);
}

static void unmap_all(u32 unused)
{
    (void)unused;
    system_call(SYS_MUNMAP, 0x40000000, 0x7ff00000, 0);
}

static void unmap_own_code(u32 unused)
{
    (void)unused;
    system_call(SYS_MUNMAP, 0x40000000, 0x10000000, 0);
}

static void unmap_own_stack(u32 unused)
{
    (void)unused;
    u32 stack = (u32)__builtin_frame_address(0) & ~0xfffffu;
    system_call(SYS_MUNMAP, stack, 0x100000, 0);
    system_call(SYS_GETPID, 0, 0, 0);
}

static void forbid_everything(u32 unused)
{
    (void)unused;
    system_call(SYS_MPROTECT, 0x40000000, PAGE, PROT_NONE);
}

static void replace_own_code(u32 unused)
{
    (void)unused;
    map_at(0x40000000, 0x10000, PROT_READ | PROT_EXEC);
}

static void ends_alone(const char *how, void (*thing)(u32))
{
    u32 status = in_child(thing, 0);
    check(status == SIGSEGV, "%s: the child ended with %x", how, status);
}

void attack(void)
{
    start_witness();
    catch_signals();
    for (u32 i = 0; i < 8; i++)
        yield();
    check(!can_read(PLACE), "something is mapped already"); /* and the page for code is the program's alone now */
    u32 before = free_frames();

    u32 count = fill_table();
    check(count + OWN == MOST_REGIONS, "%d regions besides its own", count);
    check(map_at(at(count), PAGE, PROT_READ) == (u32)-ENOMEM, "one more region than there may be");
    check(map_at(at(0) + PAGE, PAGE, PROT_READ) == at(0) + PAGE, "a page between two regions, which joins them");
    check(map_at(at(count), PAGE, PROT_READ) == at(count), "the region that is free again");
    check(map_at(at(count + 1), PAGE, PROT_READ) == (u32)-ENOMEM, "again one more region than there may be");
    check(system_call(SYS_MUNMAP, at(0) + PAGE, PAGE, 0) == (u32)-ENOMEM, "a hole that would make one region more");
    check(can_read(at(0) + PAGE), "a refused munmap has taken the page");
    check(system_call(SYS_MPROTECT, at(0) + PAGE, PAGE, PROT_NONE) == (u32)-ENOMEM, "rights that would make two regions more");
    check(can_read(at(0) + PAGE), "a refused mprotect has taken the right");
    u32 end = system_call(SYS_BRK, 0, 0, 0);
    check(system_call(SYS_BRK, end + 2 * PAGE, 0, 0) == end, "brk made one region more");
    u32 status = in_child(touch_all, count);
    check(status == 0, "a child with as many regions ended with %x", status);
    system_call(SYS_MUNMAP, PLACE, 0x10000000, 0);
    check(fill_table() + OWN == MOST_REGIONS, "not as many regions the second time");
    system_call(SYS_MUNMAP, PLACE, 0x10000000, 0);
    check(free_frames() == before, "after all regions %d frames are free, not %d", free_frames(), before);

    /* All of the space, without a page in it. */
    u32 granted = 0;
    for (u32 chunk = 0; chunk < 256; chunk++) {
        u32 result = map(chunk * CHUNK, CHUNK, PROT_NONE, NO_REPLACE);
        check(result == chunk * CHUNK || result == (u32)-ENOMEM || result == (u32)-EEXIST || result == (u32)-EPERM, "16 MB at %x: %x", chunk * CHUNK, result);
        granted += result == chunk * CHUNK && chunk > 0;
    }

    check(granted > 180, "only %d pieces of 16 MB", granted);
    check(!can_read(0x80000000) && ended.vector == PAGE_FAULT, "a page without any right can be read");
    for (u32 chunk = 0x41; chunk < 0xbf; chunk++)
        check(system_call(SYS_MUNMAP, chunk * CHUNK, CHUNK, 0) == 0, "munmap of 16 MB at %x", chunk * CHUNK);
    check(free_frames() == before, "after all space %d frames are free, not %d", free_frames(), before);

    ends_alone("its code is unmapped", unmap_own_code);
    ends_alone("its stack is unmapped", unmap_own_stack);
    ends_alone("its code may not be touched", forbid_everything);
    ends_alone("its code is replaced by zeros", replace_own_code);
    ends_alone("all is unmapped", unmap_all);
    check(free_frames() == before, "at the end %d frames are free, not %d", free_frames(), before);
}
