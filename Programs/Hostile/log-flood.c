/* log-flood: writes and writes. What comes into the log is paid for with processor time, so the program is ended long before it could write this much. */
#include "hostile.h"

enum { BYTES = 110 << 10 }; /* half as much again as a second pays for, each line with its name */

void attack(void)
{
    static char lines[64];
    memset(lines, 'x', sizeof(lines) - 1);
    lines[sizeof(lines) - 1] = '\n';
    start_witness();
    for (u32 written = 0; written < BYTES; written += sizeof(lines))
        write_all(lines, sizeof(lines));
    check(0, "a second of processor time has paid for %d bytes of the log", BYTES);
}
