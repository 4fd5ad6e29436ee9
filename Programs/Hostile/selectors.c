/* selectors: every selector into every segment register, by MOV; LAR, LSL, VERR and VERW of every selector; and some by POP and by LDS and its like.
   The kernel's descriptors are flat, so what a load gives is not an address but a right: ring 3 may have its own code and data segments, and nothing
   else; into SS its data segment alone, with RPL 3. What is refused is #GP with the selector, less its RPL, as error code (SDM vol. 3, 6.13), and the
   register keeps what it had. */
#include "hostile.h"

enum { SELECTORS = 0x10000, USER_CODE_INDEX = USER_CODE & ~3, USER_DATA_INDEX = USER_DATA & ~3 };
enum { TO_ES, TO_SS = 2, TO_DS, TO_FS, TO_GS }; /* as MOV's ModRM byte numbers them; 1 is CS */

static const char *const names[] = {"es", "cs", "ss", "ds", "fs", "gs"};
static const u8 registers[] = {TO_ES, TO_SS, TO_DS, TO_FS, TO_GS};

/* Whether ring 3 may load a selector; if not, with what error code it is refused. */
static int is_loadable(u32 selector, u32 target, u32 *error)
{
    u32 index = selector & ~3u;
    *error = index;
    if (index == 0)
        return target != TO_SS; /* the null selector, of any RPL; no stack can have it: #GP(0) */
    if (target == TO_SS)
        return selector == USER_DATA;
    return index == USER_CODE_INDEX || index == USER_DATA_INDEX;
}

static void try_load(const char *way, const u8 *bytes, u32 count, u32 selector, u32 target, struct registers start)
{
    u32 error, loadable = is_loadable(selector, target, &error);
    attempt_bytes(bytes, count, start);
    if (loadable)
        check(ended.signal == 0, "%s %s, %h: signal %d, vector %d, error %x", way, names[target], selector, ended.signal, ended.vector, ended.error);
    else
        check(ended.signal == SIGSEGV && ended.vector == GP && ended.error == error && ended.at.eip >= (u32)code_page
                  && ended.at.eip < (u32)code_page + count && ended.segments[1] == USER_DATA && ended.segments[5] == USER_DATA,
              "%s %s, %h: signal %d, vector %d, error %x, DS %x, SS %x", way, names[target], selector, ended.signal, ended.vector, ended.error,
              ended.segments[1], ended.segments[5]);
}

static void try_all_ways(u32 selector, u32 i)
{
    static const u8 pops[][3] = {{0x07}, {0x17}, {0x1f}, {0x0f, 0xa1}, {0x0f, 0xa9}};
    static const u8 loads[][3] = {{0xc4, 0x03}, {0x0f, 0xb2, 0x03}, {0xc5, 0x03}, {0x0f, 0xb4, 0x03}, {0x0f, 0xb5, 0x03}}; /* LES EAX, [EBX] … */
    static u32 pointer[2];
    struct registers start = plain_registers();
    u8 both[7] = {0x68, (u8)selector, (u8)(selector >> 8), 0, 0}; /* PUSH imm32, and then the POP */
    u32 bytes = i < 3 ? 1 : 2;
    memcpy(both + 5, pops[i], bytes);
    try_load("pop", both, 5 + bytes, selector, registers[i], start);

    pointer[0] = (u32)pointer; /* what LSS makes ESP */
    pointer[1] = selector;
    start.ebx = (u32)pointer;
    try_load("load", loads[i], i == 0 || i == 2 ? 2 : 3, selector, registers[i], start);
}

static u32 is_worth_a_try(u32 selector)
{
#ifdef SAMPLE
    return selector < 0x100 || selector % 509 == SEED % 509;
#else
    (void)selector;
    return 1;
#endif
}

static u32 lar(u32 selector, u32 *rights)
{
    u8 found;
    u32 value = 0;
    __asm__("larl %2, %1\n\tsetz %0" : "=q"(found), "+r"(value) : "r"(selector) : "cc");
    *rights = value;
    return found;
}

static u32 lsl(u32 selector, u32 *limit)
{
    u8 found;
    u32 value = 0;
    __asm__("lsll %2, %1\n\tsetz %0" : "=q"(found), "+r"(value) : "r"(selector) : "cc");
    *limit = value;
    return found;
}

static void ask_about(u32 selector)
{
    u32 rights, limit, error;
    u8 readable, writable;
    u32 mine = (selector & ~3u) != 0 && is_loadable(selector, TO_DS, &error);
    u32 found = lar(selector, &rights);
    check(found == mine && (!mine || (rights & 0x6000) == 0x6000), "lar %h gives %x", selector, rights);
    found = lsl(selector, &limit);
    check(found == mine && (!mine || limit == 0xffffffff), "lsl %h gives %x", selector, limit);
    __asm__("verr %w2\n\tsetz %0\n\tverw %w2\n\tsetz %1" : "=q"(readable), "=q"(writable) : "r"(selector) : "cc");
    check(readable == mine, "verr %h says %d", selector, readable);
    check(writable == ((selector & ~3u) == USER_DATA_INDEX), "verw %h says %d", selector, writable);
}

/* What it may load it keeps while others run, and only it: the witness looks at its own. */
static void keep_over_switches(void)
{
    static const u16 values[] = {0, USER_CODE, USER_DATA, USER_DATA & ~3}; /* of a null selector with an RPL an IRET makes 0 */
    for (u32 i = 0; i < COUNT_OF(values); i++)
        for (u32 k = 0; k < COUNT_OF(values); k++) {
            u32 others = 0;
            __asm__ volatile("movw %0, %%fs\n\tmovw %1, %%gs" : : "r"(values[i]), "r"(values[k]));
            yield();
            yield();
            segment_registers(&others);
            check(others == (values[i] | (u32)values[k] << 16), "FS %h and GS %h are %x after a switch", values[i], values[k], others);
        }

    __asm__ volatile("movw %0, %%fs\n\tmovw %0, %%gs" : : "r"((u16)0));
}

void attack(void)
{
    start_witness();
    catch_signals();
    keep_over_switches();
    for (u32 selector = 0; selector < SELECTORS; selector++)
        if (is_worth_a_try(selector))
            ask_about(selector);

    for (u32 i = 0; i < COUNT_OF(registers); i++) {
        u8 load[2] = {0x8e, (u8)(0xc0 | registers[i] << 3)}; /* MOV Sreg, AX */
        for (u32 selector = 0; selector < SELECTORS; selector++) {
            if (!is_worth_a_try(selector))
                continue;
            struct registers start = plain_registers();
            start.eax = selector;
            try_load("mov", load, sizeof(load), selector, registers[i], start);
        }

        for (u32 selector = 0; selector < 0x100; selector++)
            try_all_ways(selector, i);
    }
}
