/* processor-time: a thief works for seven eighths of each tick and gives the processor away just before the tick comes, so that whoever runs then is seen at
   it; a victim works all the time. Each must pay for what it used, and for no more: the victim gets its work done, which takes less time than it may have; the
   thief, which wants more than it may have, is ended. Time is told by the time-stamp counter, which counts instructions where this is run. */
#include "hostile.h"

#ifndef SECONDS
#define SECONDS 2 /* what the kernel gives each program here */
#endif

enum { TICKS = 100 * SECONDS, VICTIMS = TICKS * 3 / 4, THIEFS = TICKS * 3 / 2 };

static u64 tick; /* in the counter's units */

static inline u64 counter(void)
{
    u64 now;
    __asm__ volatile("rdtsc" : "=A"(now));
    return now;
}

/* The counter goes on by little from one look to the next, unless a tick came in between. */
static void measure_tick(void)
{
    u64 last = counter(), usual = ~0ull, before = 0;
    for (u32 i = 0; i < 1000; i++) {
        u64 now = counter();
        usual = now - last < usual ? now - last : usual;
        last = now;
    }

    tick = ~0ull;
    for (u32 seen = 0; seen < 5;) {
        u64 now = counter();
        if (now - last > 8 * usual) {
            if (seen > 0 && now - before < tick)
                tick = now - before;
            before = now;
            seen++;
        }

        last = now;
    }
}

/* Works without a break; a turn of somebody else's shows as a gap, and is not its own work. */
static void victim(void)
{
    u64 worked = 0, last = counter();
    while (worked < VICTIMS * tick) {
        u64 now = counter();
        if (now - last < tick / 16)
            worked += now - last;
        last = now;
    }
}

/* After a yield it has the processor right behind a tick, since the victim never gives it away. */
static void thief(void)
{
    u64 worked = 0;
    while (worked < THIEFS * tick) {
        u64 start = counter(), now;
        do
            now = counter();
        while (now - start < tick - (tick >> 3));
        worked += now - start;
        yield();
    }
}

void attack(void)
{
    u32 status, ends[2] = {0xffffffffu, 0xffffffffu}, pids[2];
    measure_tick();
    check(tick > 1000, "a tick of the timer is %d units of the counter", (u32)tick);
    for (u32 i = 0; i < 2; i++) {
        pids[i] = fork();
        if (pids[i] == 0) {
            i == 0 ? thief() : victim();
            exit_program(0);
        }
    }

    for (u32 i = 0; i < 2; i++) {
        u32 pid = wait_for(0xffffffffu, &status);
        if (pid == pids[0] || pid == pids[1])
            ends[pid == pids[1]] = status;
    }

    check(ends[1] == 0, "the victim, which wanted %d ticks of %d, ended with %x", VICTIMS, TICKS, ends[1]);
    check(ends[0] == SIGXCPU, "the thief, which wanted %d ticks of %d, ended with %x", THIEFS, TICKS, ends[0]);
}
