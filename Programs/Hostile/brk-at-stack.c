/* brk-at-stack: linked so close below the stack that its heap can get there. One page stays free between the two, whatever brk is asked for. */
#include "hostile.h"

void attack(void)
{
    u32 lowest = (u32)__builtin_frame_address(0) & ~0xfffffu;
    u32 start = system_call(SYS_BRK, 0, 0, 0);
    start_witness();
    catch_signals();
    check(start < lowest && lowest - start < 0x200000, "the heap begins at %x, the stack at %x", start, lowest);

    u32 beyond[] = {lowest, lowest - PAGE + 1, lowest - 1, lowest + 1, lowest + PAGE, lowest + 0xff000, lowest + 0x100000, 0xffffffff, 0xfffff001};
    for (u32 i = 0; i < COUNT_OF(beyond); i++) {
        u32 end = system_call(SYS_BRK, beyond[i], 0, 0);
        check(end == start, "brk(%x) gives %x", beyond[i], end);
    }

    check(system_call(SYS_BRK, lowest - PAGE, 0, 0) == lowest - PAGE, "brk does not give what there is");
    check(can_write(lowest - PAGE - 1), "the heap's last byte cannot be written");
    check(!can_read(lowest - PAGE) && ended.vector == PAGE_FAULT && (ended.error & 1) == 0, "there is something between heap and stack");
    check(!can_read(lowest - 1), "there is something right below the stack");
    check(can_write(lowest), "the stack's lowest byte cannot be written");
    u32 end = system_call(SYS_BRK, lowest, 0, 0);
    check(end == lowest - PAGE, "brk(%x) then gives %x", lowest, end);
    *(volatile u32 *)(lowest - PAGE - 4) = 0x1234567;
    for (volatile u32 *down = (volatile u32 *)lowest; down < (volatile u32 *)(lowest + PAGE); down++)
        *down = 0x89abcdef;
    check(*(volatile u32 *)(lowest - PAGE - 4) == 0x1234567, "the heap has what was written to the stack");
}
