/* privileged: what needs CPL 0, one instruction after the other. Each must be refused by #GP(0) at its own address, with every register as it was. */
#include "hostile.h"

static const struct {
    const char *name;
    u8 bytes[8];
    u8 count;
} instructions[] = {
    {"hlt", {0xf4}, 1},
    {"clts", {0x0f, 0x06}, 2},
    {"invd", {0x0f, 0x08}, 2},
    {"wbinvd", {0x0f, 0x09}, 2},
    {"mov eax, cr0", {0x0f, 0x20, 0xc0}, 3},
    {"mov cr3, eax", {0x0f, 0x22, 0xd8}, 3},
};

void attack(void)
{
    start_witness();
    catch_signals();
    for (u32 i = 0; i < COUNT_OF(instructions); i++) {
        struct registers start = plain_registers();
        start.eax = 0x11;
        attempt_bytes(instructions[i].bytes, instructions[i].count, start);
        check(ended.signal == SIGSEGV && ended.vector == GP && ended.error == 0 && ended.at.eip == (u32)code_page, "%s: signal %d, vector %d, error %x",
              instructions[i].name, ended.signal, ended.vector, ended.error);
        check(ended.at.eax == start.eax, "%s: EAX is %x", instructions[i].name, ended.at.eax);
    }
}
