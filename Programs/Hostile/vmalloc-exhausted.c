/* vmalloc-exhausted: the kernel's vmalloc area filled up, sealed and given back, while another task has the kernel read there, on its own directory. Each page
   that comes is empty and writable, whatever was done to its frame before; and all memory comes back. */
#include "hostile.h"

enum { MOST = 128, ROUNDS = 2 };

static u32 pieces[MOST];

static u32 free_frames(void)
{
    u32 answer[16];
    system_call(SYS_SYSINFO, (u32)answer, 0, 0);
    return answer[5];
}

static u32 fill_area(u32 pages)
{
    u32 count = 0;
    for (; count < MOST; count++) {
        u32 piece = system_call(VMALLOC_MAP, pages, 0, 0);
        if (is_error(piece)) {
            check(piece == (u32)-ENOMEM, "vmalloc_map gives %x", piece);
            break;
        }

        pieces[count] = piece;
    }

    return count;
}

static void is_new(u32 piece)
{
    check(system_call(VMALLOC_READ, piece, 0, 0) == 0, "the new piece at %x holds %x", piece, system_call(VMALLOC_READ, piece, 0, 0));
    check(system_call(VMALLOC_WRITE_ALIAS, piece, 0x41, 0) == 0, "the new piece at %x is sealed", piece);
    check(system_call(VMALLOC_READ, piece, 0, 0) == 0x41, "the new piece at %x and its alias are two", piece);
    check(system_call(VMALLOC_WRITE, piece, 0x5ec2e7, 0) == 0, "the new piece at %x cannot be written", piece);
}

static void seal(u32 piece)
{
    check(system_call(VMALLOC_SEAL, piece, 0, 0) == 0, "the piece at %x cannot be sealed", piece);
    check(system_call(VMALLOC_WRITE_ALIAS, piece, 0x42, 0) == (u32)-EFAULT, "the sealed piece at %x was written by its alias", piece);
    check(system_call(VMALLOC_READ, piece, 0, 0) == 0x5ec2e7, "the sealed piece at %x holds %x", piece, system_call(VMALLOC_READ, piece, 0, 0));
    check(system_call(VMALLOC_WRITE, piece, 0x5ec2e8, 0) == 0, "the sealed piece at %x cannot be written where it is mapped", piece);
}

static void read_all(u32 count)
{
    for (u32 i = 0; i < count; i++)
        if (system_call(VMALLOC_READ, pieces[i], 0, 0) != 0x5ec2e8)
            exit_program(1);
}

static void one_round(u32 pages)
{
    u32 count = fill_area(pages);
    check(count == 20 || count == 40, "the area has %d pieces", count); /* a directory entry each: 4 MB, or 2 MB with PAE */
    for (u32 i = 0; i < count; i++)
        is_new(pieces[i]);
    for (u32 i = 0; i < count; i++)
        seal(pieces[i]);
    u32 status = in_child(read_all, count);
    check(status == 0, "a new task's kernel reads something else (%x)", status);

    /* Odd ones go and come: in their frames, which were sealed. */
    for (u32 i = 1; i < count; i += 2)
        check(system_call(VMALLOC_UNMAP, pieces[i], 0, 0) == 0, "the piece at %x cannot be unmapped", pieces[i]);
    for (u32 i = 1; i < count; i += 2) {
        check(system_call(VMALLOC_READ, pieces[i], 0, 0) == (u32)-EINVAL, "the piece at %x is still there", pieces[i]);
        u32 piece = system_call(VMALLOC_MAP, pages, 0, 0);
        check(piece == pieces[i], "the piece comes at %x, not at %x", piece, pieces[i]);
        is_new(piece);
    }

    for (u32 i = 0; i < count; i++)
        check(system_call(VMALLOC_UNMAP, pieces[i], 0, 0) == 0, "the piece at %x cannot be unmapped at the end", pieces[i]);
    check(system_call(VMALLOC_UNMAP, pieces[0], 0, 0) == (u32)-EINVAL, "a piece can be unmapped twice");
}

void attack(void)
{
    static const u32 odd[] = {0, 17, 0x1000, 0x7fffffff, 0x80000000, 0xffffffff};
    start_witness();
    for (u32 i = 0; i < 8; i++)
        yield();
    for (u32 i = 0; i < COUNT_OF(odd); i++)
        check(system_call(VMALLOC_MAP, odd[i], 0, 0) == (u32)-EINVAL, "vmalloc_map of %x pages", odd[i]);
    one_round(1);
    u32 before = free_frames(); /* the window's large pages have been split by now */
    for (u32 round = 0; round < ROUNDS; round++)
        one_round(round + 1);
    check(free_frames() == before, "%d frames are free, not %d", free_frames(), before);

    /* What the kernel mapped is nobody's to touch, whoever asked for it. */
    catch_signals();
    u32 piece = system_call(VMALLOC_MAP, 1, 0, 0);
    system_call(VMALLOC_READ, piece, 0, 0);
    check(!can_read(piece) && ended.vector == PAGE_FAULT, "the kernel's page at %x can be read", piece);
    check(!can_write(piece) && ended.vector == PAGE_FAULT, "the kernel's page at %x can be written", piece);
    system_call(VMALLOC_UNMAP, piece, 0, 0);
}
