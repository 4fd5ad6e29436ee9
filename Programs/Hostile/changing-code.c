/* changing-code: code that the program writes itself, runs, and changes: before it runs, right before the processor gets there, over a page's edge, and on
   both sides of a fork. Then code where none may be: under PAE in each kind of data (#PF with the fetch bit, the page's XD); two-level paging has no
   such right, and runs it. */
#include "hostile.h"

enum { ROUNDS = 500 };

static u32 call(u32 address)
{
    u32 result;
    __asm__ volatile("call *%1" : "=a"(result) : "r"(address) : "ecx", "edx", "memory", "cc");
    return result;
}

static void write_return(u32 address, u32 value)
{
    u8 bytes[6] = {0xb8, 0, 0, 0, 0, 0xc3}; /* MOV EAX, value; RET */
    memcpy(bytes + 1, &value, 4);
    memcpy((void *)address, bytes, sizeof(bytes));
}

/* MOV BYTE [next + 1], CL; next: MOV AL, 0; RET. Each run finds its own change at once. */
static void change_what_comes_next(void)
{
    u8 bytes[9] = {0x88, 0x0d, 0, 0, 0, 0, 0xb0, 0, 0xc3};
    u32 at = (u32)code_page + 7;
    memcpy(bytes + 2, &at, 4);
    memcpy(code_page, bytes, sizeof(bytes));
    for (u32 i = 0; i < ROUNDS; i++) {
        u32 result;
        __asm__ volatile("call *%1" : "=a"(result) : "r"(code_page), "c"(i) : "edx", "memory", "cc");
        check((result & 0xff) == (i & 0xff), "what comes next was %h, not %h", result & 0xff, i & 0xff);
    }
}

static void change_behind_an_edge(void)
{
    u32 pages = map(0, 2 * PAGE, PROT_READ | PROT_WRITE | PROT_EXEC, 0);
    for (u32 offset = 1; offset < 6; offset++)
        for (u32 i = 0; i < 50; i++) {
            write_return(pages + PAGE - offset, i * 0x01010101);
            u32 result = call(pages + PAGE - offset);
            check(result == i * 0x01010101, "%d bytes before an edge: %x, not %x", offset, result, i * 0x01010101);
        }
}

static void child_changes(u32 address)
{
    check(call(address) == 1, "the child's code is not its parent's");
    write_return(address, 2);
    exit_program(call(address));
}

static void change_in_a_child(void)
{
    u32 page = map(0, PAGE, PROT_READ | PROT_WRITE | PROT_EXEC, 0);
    write_return(page, 1);
    u32 end = in_child(child_changes, page);
    check(end == 2 << 8, "the child's code gives %h", end >> 8);
    u32 result = call(page);
    check(result == 1, "the parent's code gives %h", result);
    write_return(page, 3);
    result = call(page);
    check(result == 3, "the parent's new code gives %h", result);
}

static u8 data[PAGE] __attribute__((aligned(16))) = {0xff};
static u8 zeroed[PAGE] __attribute__((aligned(16)));

static void run_data(const char *name, u32 address)
{
    struct registers start = plain_registers();
    write_return(address, 0); /* what is stopped is its first byte; where nothing is stopped it returns to came_back */
    *(u32 *)(address + 1) = (u32)came_back;
    *(u16 *)(address + 5) = 0xe0ff; /* MOV EAX, came_back; JMP EAX */
    start.eip = address;
    attempt(start);
    if (PAE)
        check(ended.signal == SIGSEGV && ended.vector == PAGE_FAULT && ended.error == 0x15 && ended.cr2 == address && ended.at.eip == address,
              "%s: signal %d, vector %d, error %h", name, ended.signal, ended.vector, ended.error);
    else
        check(ended.signal == 0, "%s: signal %d, vector %d, error %h", name, ended.signal, ended.vector, ended.error);
}

static void change_rights(void)
{
    u32 page = map(0, PAGE, PROT_READ | PROT_WRITE, 0);
    write_return(page, 5);
    run_data("a page without the right", page);
    write_return(page, 5);
    system_call(SYS_MPROTECT, page, PAGE, PROT_READ | PROT_EXEC);
    check(call(page) == 5, "a page with the right does not run");
    check(!can_write(page), "a page without the right can be written");
    system_call(SYS_MPROTECT, page, PAGE, PROT_READ | PROT_WRITE);
    run_data("a page that had the right", page);
    system_call(SYS_MPROTECT, page, PAGE, PROT_NONE);
    struct registers start = plain_registers();
    start.eip = page;
    attempt(start);
    check(ended.signal == SIGSEGV && ended.cr2 == page, "a page without any right: signal %d", ended.signal);
}

void attack(void)
{
    u8 on_stack[16];
    start_witness();
    catch_signals();
    for (u32 i = 0; i < ROUNDS; i++) {
        write_return((u32)code_page, i);
        u32 result = call((u32)code_page);
        check(result == i, "changed code gives %h, not %h", result, i);
    }

    change_what_comes_next();
    change_behind_an_edge();
    change_in_a_child();
    run_data("data", (u32)data);
    run_data("zeroed data", (u32)zeroed);
    run_data("the stack", (u32)on_stack);
    u32 heap = system_call(SYS_BRK, 0, 0, 0);
    system_call(SYS_BRK, heap + PAGE, 0, 0);
    run_data("the heap", heap);
    run_data("a mapping", map(0, PAGE, PROT_READ | PROT_WRITE, 0));
    change_rights();
}
