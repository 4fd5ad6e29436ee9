/* ports: every port by every instruction that reads or writes one. The TSS has no I/O permission bitmap, and IOPL is 0: each is #GP(0), before anything is
   read or written (SDM vol. 1, 19.5). */
#include "hostile.h"

enum { PORTS = 0x10000 };

static const struct {
    const char *name;
    u8 bytes[3];
    u8 count;
    u8 has_number; /* the last byte is the port */
} instructions[] = {
    {"in al, dx", {0xec}, 1, 0},      {"in ax, dx", {0x66, 0xed}, 2, 0}, {"in eax, dx", {0xed}, 1, 0},
    {"out dx, al", {0xee}, 1, 0},     {"out dx, ax", {0x66, 0xef}, 2, 0}, {"out dx, eax", {0xef}, 1, 0},
    {"in al, n", {0xe4, 0}, 2, 1},    {"in eax, n", {0xe5, 0}, 2, 1},    {"out n, al", {0xe6, 0}, 2, 1},
    {"out n, eax", {0xe7, 0}, 2, 1},  {"insb", {0x6c}, 1, 0},            {"insw", {0x66, 0x6d}, 2, 0},
    {"insd", {0x6d}, 1, 0},           {"outsb", {0x6e}, 1, 0},           {"outsw", {0x66, 0x6f}, 2, 0},
    {"outsd", {0x6f}, 1, 0},          {"rep insb", {0xf3, 0x6c}, 2, 0},  {"rep outsd", {0xf3, 0x6f}, 2, 0},
};

static u32 memory;

/* Those that ring 3 must never reach, and a sample of the others, or all of them. */
static u16 ports[PORTS];
static u32 port_count;

static void choose_ports(void)
{
    static const u16 devices[] = {0x20, 0x21, 0x40, 0x43, 0x60, 0x64, 0x70, 0x80, 0xa0, 0xcf8, 0xcfc, 0xcf9, 0xf4, 0xe9, 0x3f8, 0x3fd, 0x1f0, 0x8900,
                                   0xb2, 0xfffc, 0xfffd, 0xfffe, 0xffff};
    for (u32 i = 0; i < COUNT_OF(devices); i++)
        ports[port_count++] = devices[i];
#ifdef SAMPLE
    for (u32 i = 0; i < 100; i++)
        ports[port_count++] = (u16)random_number();
#else
    for (u32 port = 0; port < PORTS - COUNT_OF(devices); port++)
        ports[port_count++] = (u16)port;
#endif
}

static void try_port(u32 i, u32 port)
{
    u8 bytes[3];
    memcpy(bytes, instructions[i].bytes, sizeof(bytes));
    if (instructions[i].has_number)
        bytes[1] = (u8)port;
    struct registers start = plain_registers();
    start.eax = 0x5a5a5a5a;
    start.edx = port;
    start.ecx = 1;
    start.esi = start.edi = (u32)&memory;
    memory = 0xa5a5a5a5;
    attempt_bytes(bytes, instructions[i].count, start);
    check(ended.signal == SIGSEGV && ended.vector == GP && ended.error == 0 && ended.at.eip == (u32)code_page && ended.at.eax == start.eax
              && memory == 0xa5a5a5a5 && ended.at.edi == start.edi && ended.at.ecx == 1,
          "%s, port %h: signal %d, vector %d, EAX %x, memory %x", instructions[i].name, port, ended.signal, ended.vector, ended.at.eax, memory);
}

void attack(void)
{
    start_witness();
    catch_signals();
    choose_ports();
    for (u32 i = 0; i < COUNT_OF(instructions); i++) {
        /* A byte, a word and a doubleword in and out of every port; the other forms by a tenth of them. */
        u32 step = i < 6 || instructions[i].has_number || port_count < 0x100 ? 1 : 10;
        for (u32 k = 0; k < port_count; k += step)
            if (!instructions[i].has_number || ports[k] < 0x100)
                try_port(i, ports[k]);
    }
}
