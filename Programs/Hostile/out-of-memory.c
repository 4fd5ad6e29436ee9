/* out-of-memory: a child takes all memory but a few frames; then every call that could want one is made, with a frame or two less each time: it succeeds, or
   gives -ENOMEM and has kept nothing. A task that is due a page that is not there ends by SIGKILL, and nobody else does. Then a fork bomb, when there is
   nothing to fork with. */
#include "hostile.h"

#define PLACE 0x60000000u
#define PROMISED 0x68000000u /* 64 pages that nobody has touched */
#define EATEN 0x50000000u
#define READ_WRITE (PROT_READ | PROT_WRITE)

enum { MOST_LEFT = 24, SETTLE = 16, BOMB = 30, TURNS = 100000, EATEN_ALL = 1, GIVE_BACK = 2 };

static u32 letter_box; /* a doubleword in the kernel's vmalloc area: the only thing that two tasks share */

static u32 answer[16];

static u32 free_frames(void)
{
    system_call(SYS_SYSINFO, (u32)answer, 0, 0);
    return answer[5];
}

static void touch(u32 address) { *(volatile u32 *)address = 1; }

/* Wants more pages than there are. */
static void want_more(void)
{
    for (u32 page = PROMISED; page < PROMISED + 64 * PAGE; page += PAGE)
        touch(page);
}

static void refused_or_done(const char *call, u32 left, u32 result)
{
    check(result == (u32)-ENOMEM || !is_error(result), "%s with %d frames left: %x", call, left, result);
    u32 now = free_frames();
    check(now == left, "%s with %d frames left: %d afterwards", call, left, now);
}

/* Does a thing in a child, waits for it, and yields until its descendants have ended, too. Nothing is written here meanwhile, since a page that is still
   shared could not be copied; the status only if there is nobody left who shares it. EAX is what fork gave. */
u32 fork_apart(void (*thing)(void), u32 *status);
u32 waited_for;
__asm__("fork_apart:\n    pushl %ebx\n    pushl %esi\n    pushl %edi\n    pushl %ebp\n    movl 20(%esp), %ebp\n    movl 24(%esp), %ecx\n"
        "    movl $2, %eax\n    int $0x80\n    testl %eax, %eax\n    jz 3f\n    movl %eax, %edi\n    js 2f\n"
        "    movl %eax, %ebx\n    xorl %edx, %edx\n    movl $7, %eax\n    int $0x80\n    movl %eax, %edx\n"
        "    testl %ecx, %ecx\n    jnz 2f\n"
        "    movl $400, %esi\n1:  movl $158, %eax\n    int $0x80\n    decl %esi\n    jnz 1b\n"
        "2:  movl %edx, waited_for\n    movl %edi, %eax\n    popl %ebp\n    popl %edi\n    popl %esi\n    popl %ebx\n    ret\n"
        "3:  call *%ebp\n");

static void end_at_once(void) { exit_program(0); }

/* A child may not get so far as to end by itself: its stack is to be copied. */
static void fork_once(u32 left)
{
    static u32 status;
    status = 0;
    u32 pid = fork_apart(end_at_once, &status);
    check(is_error(pid) || waited_for == pid, "the child with %d frames left cannot be waited for", left);
    check(status == 0 || status == SIGKILL, "the child with %d frames left ended with %x", left, status);
    refused_or_done("fork", left, pid);
}

static void explode(void)
{
    for (u32 i = 0; i < BOMB; i++)
        if (fork() == 0) {
            fork(); /* its child ends, too */
            exit_program(0);
        }

    while (!is_error(system_call(SYS_WAITPID, 0xffffffffu, 0, 0)))
        ;
    exit_program(0);
}

static void bomb(u32 left)
{
    u32 pid = fork_apart(explode, 0);
    check(is_error(pid) || waited_for == pid, "with %d frames left the bomb cannot be waited for: %x", left, waited_for);
    refused_or_done("a fork bomb", left, pid);
}

static void every_call(u32 left)
{
    fork_once(left);
    refused_or_done("address_space", left, system_call(ADDRESS_SPACE, 0, 0, 0));
    u32 pieces[2] = {1, 16};
    for (u32 i = 0; i < 2; i++) {
        u32 piece = system_call(VMALLOC_MAP, pieces[i], 0, 0);
        if (!is_error(piece))
            system_call(VMALLOC_UNMAP, piece, 0, 0);
        refused_or_done("vmalloc_map", left, piece);
    }

    u32 place = map(0, PAGE, READ_WRITE, 0);
    if (!is_error(place))
        system_call(SYS_MUNMAP, place, PAGE, 0);
    refused_or_done("mmap2", left, place);
    u32 end = system_call(SYS_BRK, 0, 0, 0), grown = system_call(SYS_BRK, end + PAGE, 0, 0);
    check(grown == end || grown == end + PAGE, "brk with %d frames left: %x", left, grown);
    system_call(SYS_BRK, end, 0, 0);
    refused_or_done("mprotect", left, system_call(SYS_MPROTECT, PLACE + PAGE, PAGE, PROT_READ));
    refused_or_done("mprotect", left, system_call(SYS_MPROTECT, PLACE + PAGE, PAGE, READ_WRITE));
    struct signal_action action = {0, 0, 0, 0, 0};
    refused_or_done("rt_sigaction", left, system_call_6(SYS_SIGACTION, SIGBUS, (u32)&action, (u32)&action, 8, 0, 0));
}

/* Takes all but a few frames, and has them until it is told to give them back. */
static void eat(void)
{
    u32 pages = free_frames() - 8, next = EATEN, sure = pages * 500 / 512 - MOST_LEFT - 8;
    if (map_at(EATEN, pages * PAGE, READ_WRITE) != EATEN)
        exit_program(1);
    for (u32 i = 0; i < sure; i++, next += PAGE)
        touch(next);
    for (; free_frames() > MOST_LEFT; next += PAGE)
        touch(next);
    system_call(VMALLOC_WRITE, letter_box, EATEN_ALL, 0);
    while (system_call(VMALLOC_READ, letter_box, 0, 0) != GIVE_BACK)
        yield();
    exit_program(0);
}

void attack(void)
{
    start_witness();
    letter_box = system_call(VMALLOC_MAP, 1, 0, 0);
    map_at(PLACE, 32 * PAGE, READ_WRITE);
    map_at(PROMISED, 64 * PAGE, READ_WRITE);
    touch(PLACE);
    for (u32 i = 0; i < SETTLE; i++)
        yield(); /* until the witness has all its pages */
    every_call(free_frames());
    check(map_at(EATEN, (free_frames() + 1) * PAGE, READ_WRITE) == (u32)-ENOMEM, "a region larger than memory");

    u32 before = free_frames(), status, pid = fork();
    if (pid == 0)
        eat();
    for (u32 i = 0; i < TURNS && system_call(VMALLOC_READ, letter_box, 0, 0) != EATEN_ALL; i++)
        yield();
    check(system_call(VMALLOC_READ, letter_box, 0, 0) == EATEN_ALL, "the child could not take all memory");

    /* The child has shared every page until now: each is copied once. */
    catch_signals();
    for (u32 page = 0x40000000, end = system_call(SYS_BRK, 0, 0, 0); page < end; page += PAGE)
        can_write(page);

    u32 next = PLACE + PAGE;
    for (u32 left = free_frames(); left > 2 && next < PLACE + 31 * PAGE; left = free_frames()) {
        every_call(left);
        if (left % 6 == 0)
            bomb(left);
        touch(next);
        next += PAGE;
    }

    /* Some frames come back, and a child wants more of them. */
    system_call(SYS_MUNMAP, PLACE, 16 * PAGE, 0);
    static u32 killed;
    u32 left = free_frames();
    fork_apart(want_more, &killed);
    check(killed == SIGKILL, "who wanted more than there is ended with %x", killed);
    check(free_frames() == left, "after that %d frames are left, not %d", free_frames(), left);
    system_call(VMALLOC_WRITE, letter_box, GIVE_BACK, 0);
    check(wait_for(pid, &status) == pid && status == 0, "the child that had all memory ended with %x", status);
    system_call(SYS_MUNMAP, PLACE + 16 * PAGE, 16 * PAGE, 0);
    check(free_frames() >= before, "at the end %d frames are free, at the beginning %d", free_frames(), before);
}
