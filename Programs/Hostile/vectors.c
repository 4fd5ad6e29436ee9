/* vectors: INT n for all 256 vectors, each with no flag and with TF, NT, AC, DF, and all of them. Ring 3 may call three gates: 3 and 4, which are what INT3 and
   INTO raise, and 80h, the system call. All others, and those beyond the table, are #GP with vector * 8 + 2 as error code (SDM vol. 3, 6.12.1.2). */
#include "hostile.h"

enum { SYSTEM_CALL = 0x80 };

static const struct {
    const char *name;
    u32 flags;
} worlds[] = {{"plain", 0}, {"TF", TF}, {"NT", NT}, {"AC", AC}, {"DF", DF}, {"all", TF | NT | AC | DF}};

static u32 own_number;

static void try_vector(u32 vector, u32 world)
{
    u8 bytes[2] = {0xcd, (u8)vector};
    u32 flags = worlds[world].flags;
    struct registers start = plain_registers();
    start.eax = SYS_GETPID;
    start.eflags |= flags;
    start.ebx = 0x11223344;
    attempt_bytes(bytes, sizeof(bytes), start);
    u32 signal = SIGSEGV, trap = GP, error = vector * 8 + 2, offset = 0;
    if (vector == SYSTEM_CALL) {
        /* With TF the trap comes after the instruction behind the INT: the jump to came_back. */
        signal = flags & TF ? SIGTRAP : 0;
        trap = flags & TF ? DB : 0;
        error = 0;
        check(ended.at.eax == own_number, "int 80 (%s) gives %x", worlds[world].name, ended.at.eax);
    } else if (vector == BP || vector == OVERFLOW) {
        signal = vector == BP ? SIGTRAP : SIGSEGV;
        trap = vector;
        error = 0;
        offset = 2; /* traps: they are over */
    }

    check(ended.signal == signal && ended.vector == trap && ended.error == error, "int %h (%s): signal %d, vector %d, error %x", vector,
          worlds[world].name, ended.signal, ended.vector, ended.error);
    if (vector != SYSTEM_CALL)
        check(ended.at.eip == (u32)code_page + offset && ended.at.eax == SYS_GETPID, "int %h (%s): EIP %x, EAX %x", vector, worlds[world].name,
              ended.at.eip, ended.at.eax);
    check((ended.at.eflags & ~(u32)RF) == start.eflags && ended.at.ebx == start.ebx, "int %h (%s): flags %x, EBX %x", vector, worlds[world].name,
          ended.at.eflags, ended.at.ebx);
}

void attack(void)
{
    own_number = system_call(SYS_GETPID, 0, 0, 0);
    start_witness();
    catch_signals();
    for (u32 world = 0; world < COUNT_OF(worlds); world++)
        for (u32 vector = 0; vector < 256; vector++) {
#ifdef SAMPLE
            if (vector > 0x30 && vector != SYSTEM_CALL && vector % 16 != 1)
                continue;
#endif
            try_vector(vector, world);
        }
}
