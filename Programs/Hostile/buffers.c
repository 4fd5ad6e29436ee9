/* buffers: every call that takes a pointer, with buffers at every boundary that there is: of a page without the right, of nothing, of user space, of the
   whole 4 GB; some bytes before it, right at it, some bytes beyond, and at every alignment. A call succeeds if the program could touch each of the bytes
   itself, and then touches those alone; else it gives -EFAULT and touches none. */
#include "hostile.h"

#define PLACE 0x60010000u /* two good pages, with nothing on either side */
#define NONE 0x60020000u  /* good, PROT_NONE, good */
#define CONST 0x60030000u /* good, PROT_READ, good */
#define READ_WRITE (PROT_READ | PROT_WRITE)

enum { AROUND = 3, FILL = 0xa5 };

static const struct {
    const char *name;
    u32 bytes;
    int writes;
} calls[] = {
    {"sysinfo", 64, 1}, {"rt_sigaction, old", 20, 1}, {"rt_sigprocmask, old", 8, 1},
    {"rt_sigaction, new", 20, 0}, {"rt_sigprocmask, new", 8, 0}, {"write", 2, 0},
};

static const u8 default_action[20], empty_set[8];

static u32 make(u32 call, u32 pointer)
{
    switch (call) {
    case 0: return system_call(SYS_SYSINFO, pointer, 0, 0);
    case 1: return system_call_6(SYS_SIGACTION, SIGBUS, 0, pointer, 8, 0, 0);
    case 2: return system_call_6(SYS_SIGPROCMASK, 0, 0, pointer, 8, 0, 0);
    case 3: return system_call_6(SYS_SIGACTION, SIGBUS, pointer, 0, 8, 0, 0);
    case 4: return system_call_6(SYS_SIGPROCMASK, 2, pointer, 0, 8, 0, 0);
    default: return system_call(SYS_WRITE, 3, pointer, 2) == (u32)-EBADF ? system_call(SYS_WRITE, 1, pointer, 2) : 0xbad;
    }
}

/* What a good buffer must hold for the call to succeed. */
static void prepare(u32 call, u8 *at)
{
    if (calls[call].writes)
        return;
    if (call == 5)
        memcpy(at, ".\n", 2);
    else
        memcpy(at, call == 3 ? default_action : empty_set, calls[call].bytes);
}

/* One call. `good` says which bytes the program can touch as the call does; outside of good memory nothing is looked at. */
static void try_at(const char *where, u32 call, u32 pointer, u32 good_start, u32 good_end)
{
    u32 bytes = calls[call].bytes, last = pointer + bytes - 1;
    int expected = last >= pointer && pointer >= good_start && last < good_end;
    static u8 before[2 * 64 + 2 * AROUND + 64];

    /* What of the surroundings is good memory, to be compared afterwards. */
    u32 low = pointer - 64 < good_start || pointer - 64 > pointer ? good_start : pointer - 64;
    u32 high = last + 64 >= good_end || last + 64 < last ? good_end : last + 64;
    if (low > high || high - low > sizeof(before))
        low = high = good_start;
    int may_fill = calls[call].writes && high > low;
    if (may_fill)
        memset((void *)low, FILL, high - low);
    else if (expected)
        prepare(call, (u8 *)pointer);
    memcpy(before, (void *)low, high - low);

    u32 result = make(call, pointer);
    u32 wanted = !expected ? (u32)-EFAULT : call == 5 ? 2 : 0;
    check(result == wanted, "%s at %x, %s: %x instead of %x", calls[call].name, pointer, where, result, wanted);
    for (u32 at = low; at < high; at++) {
        int is_in = expected && calls[call].writes && at - pointer < bytes;
        if (!is_in && *(u8 *)at != before[at - low]) {
            check(0, "%s at %x, %s: the byte at %x was changed", calls[call].name, pointer, where, at);
            break;
        }
    }

    if (expected && call == 0)
        check(((u32 *)pointer)[13] == PAGE && ((u32 *)pointer)[0] == 0, "sysinfo at %x, %s: wrong content", pointer, where);
    else if (expected && call == 1)
        check(((u32 *)pointer)[0] == 0 && ((u32 *)pointer)[4] == 0, "rt_sigaction at %x, %s: wrong content", pointer, where);
}

/* A boundary, with good memory below it or above. */
static void boundary(const char *where, u32 address, int good_below)
{
    for (u32 call = 0; call < COUNT_OF(calls); call++) {
        u32 bytes = calls[call].bytes, around = call == 5 ? 1 : AROUND;
        for (u32 i = 0; i <= 2 * around; i++) {
            if (good_below)
                try_at(where, call, address - bytes - around + i, address - PAGE, address);
            else
                try_at(where, call, address - around + i, address, address + PAGE);
        }
    }
}

/* waitpid writes four bytes, and the child is gone whether they can be written or not. */
static void wait_at(u32 address, int good)
{
    u32 pid = fork();
    if (pid == 0)
        exit_program(7);
    u32 result = system_call(SYS_WAITPID, pid, address, 0);
    check(result == (good ? pid : (u32)-EFAULT), "waitpid at %x: %x", address, result);
    if (good)
        check(*(u32 *)address == 7 << 8, "waitpid at %x: wrong content", address);
    check(system_call(SYS_WAITPID, pid, 0, 0) == (u32)-ECHILD, "waitpid at %x: the child is still there", address);
}

/* There lie the program's arguments and its first frames: they are put aside, and the present frame is further down. */
static __attribute__((noinline)) void at_the_end_of_user_space(u32 end)
{
    static u8 aside[512];
    u8 room[PAGE];
    __asm__ volatile("" : : "r"(room) : "memory");
    memcpy(aside, (void *)(end - sizeof(aside)), sizeof(aside));
    boundary("before the end of user space", end, 1);
    memcpy((void *)(end - sizeof(aside)), aside, sizeof(aside));
}

void attack(void)
{
    u32 stack_end = ((u32)__builtin_frame_address(0) | 0xfffff) + 1;
    start_witness();
    map_at(PLACE, 2 * PAGE, READ_WRITE);
    map_at(NONE, 3 * PAGE, READ_WRITE);
    system_call(SYS_MPROTECT, NONE + PAGE, PAGE, PROT_NONE);
    map_at(CONST, 3 * PAGE, READ_WRITE);
    *(volatile u8 *)(CONST + PAGE) = 1;
    system_call(SYS_MPROTECT, CONST + PAGE, PAGE, PROT_READ);

    boundary("before nothing", PLACE + 2 * PAGE, 1);
    boundary("behind nothing", PLACE, 0);
    boundary("before PROT_NONE", NONE + PAGE, 1);
    boundary("behind PROT_NONE", NONE + 2 * PAGE, 0);
    at_the_end_of_user_space(stack_end);

    /* Read-only memory is good for what reads. */
    for (u32 call = 0; call < 3; call++)
        for (u32 i = 0; i <= 2 * AROUND; i++) {
            try_at("before PROT_READ", call, CONST + PAGE - calls[call].bytes - AROUND + i, CONST, CONST + PAGE);
            try_at("behind PROT_READ", call, CONST + 2 * PAGE - AROUND + i, CONST + 2 * PAGE, CONST + 3 * PAGE);
            try_at("in PROT_READ", call, CONST + PAGE + 100 + i, 0x100, 0x101);
        }
    check(*(volatile u8 *)(CONST + PAGE) == 1, "PROT_READ: the page was written");

    /* Over the edge between two good pages, at every alignment: one of them has not been touched yet. */
    for (u32 call = 0; call < 5; call++)
        for (u32 i = 0; i <= calls[call].bytes; i++) {
            if (i % 16 == 0)
                map_at(PLACE + PAGE, PAGE, READ_WRITE);
            try_at("over an edge", call, PLACE + PAGE - i, PLACE, PLACE + 2 * PAGE);
        }

    /* Round the top of the 4 GB, at the null pointer, and where the kernel is or may be. */
    static const u32 wild[] = {0, 1, 0xffc, 0x1000, 0xffff, 0x00100000, 0x3ffffffe, 0xc0000000, 0xc0100001, 0xc3fffffd, 0xfa000000, 0xfeffffff,
                               0xffc00000, 0xffc00400, 0xffc01ffe, 0xffc03fff, 0xfffff000, 0xffffffc1, 0xfffffffd, 0xffffffff};
    for (u32 call = 0; call < COUNT_OF(calls); call++)
        for (u32 i = 0; i < COUNT_OF(wild); i++)
            if (!(wild[i] == 0 && call >= 1 && call <= 4)) /* there a null pointer means that nothing is asked for */
                try_at("nowhere", call, wild[i], 0x100, 0x101);

    wait_at(PLACE + 2 * PAGE - 4, 1);
    wait_at(PLACE + 2 * PAGE - 3, 0);
    wait_at(PLACE + 2 * PAGE - 1, 0);
    wait_at(PLACE + PAGE - 2, 1);
    wait_at(PLACE - 1, 0);
    wait_at(CONST + PAGE - 1, 0);
    wait_at(CONST + PAGE, 0);
    wait_at(0xfffffffe, 0);
    wait_at(0xc0100000, 0);
    wait_at(stack_end - 2, 0);
}
