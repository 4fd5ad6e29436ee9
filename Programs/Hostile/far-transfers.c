/* far-transfers: JMP, CALL, RET and IRET to other segments: to every selector of the table and round it, and to many more; and IRET with every bit of
   EFLAGS. Ring 3 may go to its own code segment and nowhere else: there is no call gate, no conforming segment, no TSS for it. An IRET changes what POPF
   of ring 3 could, and nothing else (SDM vol. 3, 6.12, and vol. 2, IRET). */
#include "hostile.h"

#ifdef SAMPLE
enum { ALL_SELECTORS = 0x80, MORE_SELECTORS = 50, LAST_SELECTORS = 0xffe0, RANDOM_FLAGS = 50 };
#else
enum { ALL_SELECTORS = 0x200, MORE_SELECTORS = 2000, LAST_SELECTORS = 0xff00, RANDOM_FLAGS = 400 };
#endif
enum { CHANGEABLE = CF | PF | AF | ZF | SF | TF | DF | OF | NT | AC | ID };

enum { JUMP, CALL, RETURN, INTERRUPT_RETURN, WAYS };

static const char *const names[] = {"jmp", "call", "retf", "iret"};

/* PUSH EAX (flags), PUSH EBX (CS), PUSH ECX (EIP), then RETF or IRET. */
static const u8 return_bytes[] = {0x53, 0x51, 0xcb};
static const u8 interrupt_return_bytes[] = {0x50, 0x53, 0x51, 0xcf};

static u32 go(u32 way, u32 selector, u32 target, u32 flags)
{
    struct registers start = plain_registers();
    start.eax = flags;
    start.ebx = selector;
    start.ecx = target;
    if (way == RETURN)
        return attempt_bytes(return_bytes, sizeof(return_bytes), start);
    if (way == INTERRUPT_RETURN)
        return attempt_bytes(interrupt_return_bytes, sizeof(interrupt_return_bytes), start);

    u8 bytes[7] = {way == JUMP ? 0xea : 0x9a};
    memcpy(bytes + 1, &target, 4);
    memcpy(bytes + 5, &selector, 2);
    return attempt_bytes(bytes, sizeof(bytes), start);
}

static void try_selector(u32 way, u32 selector)
{
    u32 index = selector & 0xfffc;
    /* To its own segment; a return must not name more privilege than it has. */
    u32 allowed = index == (USER_CODE & ~3) && (way < RETURN || (selector & 3) == 3);
    go(way, selector, (u32)came_back, EFLAGS_PLAIN);
    if (allowed)
        check(ended.signal == 0, "%s %h: signal %d, vector %d, error %x", names[way], selector, ended.signal, ended.vector, ended.error);
    else
        check(ended.signal == SIGSEGV && ended.vector == GP && ended.error == index && (ended.segments[0] & 0xffff) == USER_CODE
                  && ended.at.eip - (u32)code_page < 8,
              "%s %h: signal %d, vector %d, error %x, CS %x, EIP %x", names[way], selector, ended.signal, ended.vector, ended.error,
              ended.segments[0], ended.at.eip);
}

/* An IRET to its own segment that asks for these flags; VM has attacks of its own. */
static void try_flags(u32 flags)
{
    u32 due = (flags & CHANGEABLE) | EFLAGS_PLAIN;
    go(INTERRUPT_RETURN, USER_CODE, (u32)came_back, flags);
    if (flags & TF) {
        /* The trap comes after the first instruction there. */
        check(ended.signal == SIGTRAP && ended.vector == DB && (ended.at.eflags & ~(u32)RF) == due, "iret with flags %x: signal %d, vector %d, flags %x",
              flags, ended.signal, ended.vector, ended.at.eflags);
        return;
    }

    check(ended.signal == 0 && ended.at.eflags == due, "iret with flags %x: signal %d, vector %d, flags %x, not %x", flags, ended.signal, ended.vector,
          ended.at.eflags, due);
}

/* NT asks an IRET to go back to the task that the TSS names, which is none: #TS with a null selector (SDM vol. 3, 7.3). */
static void try_nested(void)
{
    static const u8 bytes[] = {0x50, 0x53, 0x51, 0x68, 0x02, 0x42, 0x00, 0x00, 0x9d, 0xcf}; /* the frame, PUSH 4202h, POPF, IRET */
    struct registers start = plain_registers();
    start.eax = EFLAGS_PLAIN;
    start.ebx = USER_CODE;
    start.ecx = (u32)came_back;
    attempt_bytes(bytes, sizeof(bytes), start);
    check(ended.signal == SIGSEGV && ended.vector == TS && ended.error == 0, "iret with NT: signal %d, vector %d, error %x", ended.signal, ended.vector,
          ended.error);
}

void attack(void)
{
    start_witness();
    catch_signals();
    for (u32 way = JUMP; way < WAYS; way++) {
        for (u32 selector = 0; selector < ALL_SELECTORS; selector++)
            try_selector(way, selector);
        for (u32 i = 0; i < MORE_SELECTORS; i++)
            try_selector(way, random_number() & 0xffff);
        for (u32 selector = LAST_SELECTORS; selector <= 0xffff; selector++)
            try_selector(way, selector);
    }

    for (u32 bit = 0; bit < 32; bit++)
        if (bit != 17)
            try_flags(1u << bit);
    for (u32 i = 0; i < RANDOM_FLAGS; i++)
        try_flags(random_number() & ~(u32)VM);
    try_nested();
}
