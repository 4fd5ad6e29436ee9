/* stack-pointer: ESP anywhere, on a system call, on a fault with and without a handler, and while the clock ticks. The processor takes its stack for the
   kernel from the TSS, so ESP of ring 3 is a number like any other: the system call works, and a handler is called if its frame has a place; else the
   program ends by SIGSEGV, and nobody else notices. */
#include "hostile.h"

static u32 own_number;
static u8 own_stack[2 * PAGE] __attribute__((aligned(PAGE)));
static const u8 constants[PAGE] __attribute__((aligned(PAGE))) = {1};

static struct {
    u32 value;
    u32 is_good;  /* a frame has a place below it */
    u32 can_push; /* a doubleword has */
} pointers[80];
static u32 pointer_count;

static void add(u32 value, u32 is_good, u32 can_push)
{
    pointers[pointer_count].value = value;
    pointers[pointer_count].is_good = is_good;
    pointers[pointer_count++].can_push = can_push;
}

static void choose_pointers(void)
{
    static const u32 bad[] = {0,          1,          2,          3,          4,          8,          0xffc,      0x1000,     0x10000,    0x3fffffff,
                              0x40000000, 0x40001000, 0x7fffffff, 0x80000000, 0xa0000000, 0xffc00100, 0xffc00234, 0xffc01000,
                              0xffc02000, 0xffc02400, 0xffc03000, 0xffc04000, 0xffc04004, 0xffc04800, 0xffc04fb0, 0xffc04fb4, 0xffc04fc0, 0xffc04ffc,
                              0xffc05000, 0xffc06000, 0xfffff000, 0xfffffff0, 0xfffffffc, 0xfffffffd, 0xffffffff, 0xc0100000, 0xc0140000, 0x00100000,
                              0x00140000, 0xfa000000, 0x3a000000};
    for (u32 i = 0; i < COUNT_OF(bad); i++)
        add(bad[i], 0, 0);
    if (!can_read(TRAMPOLINE - 4)) /* else that is where the program's own stack begins */
        add(TRAMPOLINE, 0, 0);
    add((u32)own_stack + sizeof(own_stack), 1, 1);
    add((u32)own_stack + sizeof(own_stack) - 1, 1, 1); /* odd: the frame is aligned all the same */
    add((u32)own_stack + PAGE + 0x100, 1, 1);          /* the frame lies in two pages */
    add((u32)constants + PAGE, 0, 0);
    add((u32)attack, 0, 0);
    u32 alone = map(0, 4 * PAGE, PROT_READ | PROT_WRITE, 0);
    system_call(SYS_MUNMAP, alone, PAGE, 0);
    system_call(SYS_MPROTECT, alone + 2 * PAGE, PAGE, PROT_READ);
    add(alone + 2 * PAGE, 1, 1);         /* at the page's end */
    add(alone + PAGE + 0x200, 0, 1);     /* its beginning is too near */
    add(alone + 3 * PAGE, 0, 0);         /* read-only */
    add(alone + 3 * PAGE + 0x180, 0, 1); /* reaches into what is read-only */
}

static void call_with(u32 pointer)
{
    static const u8 bytes[] = {0x89, 0xcc, 0xcd, 0x80}; /* MOV ESP, ECX; INT 80h */
    struct registers start = plain_registers();
    start.eax = SYS_GETPID;
    start.ecx = pointer;
    attempt_bytes(bytes, sizeof(bytes), start);
    check(ended.signal == 0 && ended.at.eax == own_number && ended.at.esp == pointer, "call with ESP %x: signal %d, EAX %x, ESP %x", pointer, ended.signal,
          ended.at.eax, ended.at.esp);
}

enum { SURVIVED = 7 };

static void fault_with(u32 pointer)
{
    static const u8 bytes[] = {0x89, 0xcc, 0x0f, 0x0b}; /* MOV ESP, ECX; UD2 */
    struct registers start = plain_registers();
    start.ecx = pointer;
    attempt_bytes(bytes, sizeof(bytes), start);
    exit_program(ended.signal == SIGILL && ended.at.esp == pointer ? SURVIVED : 99);
}

static void fault_without_handler(u32 pointer)
{
    release_signals();
    fault_with(pointer);
}

static void push_with(u32 pointer)
{
    static const u8 bytes[] = {0x89, 0xcc, 0x50}; /* MOV ESP, ECX; PUSH EAX */
    struct registers start = plain_registers();
    start.ecx = pointer;
    release_signals();
    attempt_bytes(bytes, sizeof(bytes), start);
    exit_program(SURVIVED);
}

static void tick_with(u32 pointer)
{
    struct registers start = plain_registers();
    start.eip = (u32)spin_on_stack;
    start.ecx = pointer;
    start.ebx = 3;
    start.edi = 3000000;
    attempt(start);
    check(ended.signal == 0 && ended.at.esp == pointer, "ticks with ESP %x: signal %d, ESP %x", pointer, ended.signal, ended.at.esp);
}

void attack(void)
{
    own_number = system_call(SYS_GETPID, 0, 0, 0);
    start_witness();
    catch_signals();
    choose_pointers();
    for (u32 i = 0; i < pointer_count; i++) {
        u32 pointer = pointers[i].value;
        call_with(pointer);
        u32 end = in_child(fault_with, pointer);
        check(end == (pointers[i].is_good ? SURVIVED << 8 : SIGSEGV), "a fault with ESP %x and a handler ends with %x", pointer, end);
        end = in_child(fault_without_handler, pointer);
        check(end == SIGILL, "a fault with ESP %x ends with %x", pointer, end);
        end = in_child(push_with, pointer);
        check(end == (pointers[i].can_push ? SURVIVED << 8 : SIGSEGV),
              "a push with ESP %x ends with %x", pointer, end);
#ifdef SAMPLE
        if (i % 8 == 0)
#else
        if (i % 2 == 0)
#endif
            tick_with(pointer);
    }
}
