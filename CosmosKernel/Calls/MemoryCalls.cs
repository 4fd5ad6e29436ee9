using CosmosKernel.Cpu;
using CosmosKernel.Memory;
using CosmosKernel.Paging;
using CosmosKernel.TaskMemory;
using CosmosKernel.Tasks;

namespace CosmosKernel.Calls;

/// <summary>
/// <c>brk</c>, <c>mmap2</c>, <c>munmap</c> and <c>mprotect</c>, of anonymous private memory. They change regions; pages come at their first
/// touch. The order in which arguments are looked at, and so the error that a call with two mistakes gets, is Linux's.
/// </summary>
internal sealed unsafe class MemoryCalls
{
    private const uint ProtectRead = 1;
    private const uint ProtectWrite = 2;
    private const uint ProtectExecute = 4;
    private const uint ProtectSemaphore = 8; // on i386 it means nothing, and is taken
    private const uint ProtectDownwards = 0x01000000; // from the beginning of a region that grows downwards
    private const uint ProtectUpwards = 0x02000000; // no region grows upwards

    private const uint MapType = 15;
    private const uint MapPrivate = 2;
    private const uint MapFixed = 0x10;
    private const uint MapAnonymous = 0x20;
    private const uint MapFixedNoReplace = 0x100000;

    /// <summary>
    /// Below this nobody maps anything, so that a null pointer with an offset faults too: Linux's <c>vm.mmap_min_addr</c>.
    /// </summary>
    private const uint LeastAddress = 0x10000;

    /// <summary>What is left free below the stack, so that running out of it is a fault.</summary>
    private const uint StackGap = 16 * Frame.Size;

    private readonly AddressSpace space;

    /// <summary>Makes the calls.</summary>
    /// <param name="space">The running task's address space.</param>
    public MemoryCalls(AddressSpace space) => this.space = space;

    /// <summary>Moves the end of the heap.</summary>
    /// <param name="task">The caller.</param>
    /// <param name="end">Where it wants it.</param>
    /// <returns>Where it is now.</returns>
    public uint Brk(UserTask* task, uint end)
    {
        if (end < task->HeapStart || end > task->Stack.Start)
        {
            return task->HeapEnd;
        }

        uint had = Frame.RoundUp(task->HeapEnd);
        uint wanted = Frame.RoundUp(end);
        if (wanted > had)
        {
            var added = new LinearRange(had, wanted - 1);
            if (!HasMemoryFor(wanted - had)
                || !UserTask.Regions(task).IsFree(new LinearRange(had, added.Last + Frame.Size))
                || !space.TryAdd(added, RegionKind.Heap, PageRights.User | PageRights.Write))
            {
                return task->HeapEnd;
            }
        }
        else if (wanted < had)
        {
            if (!space.TryRemove(new LinearRange(wanted, had - 1)))
            {
                return task->HeapEnd;
            }
        }

        task->HeapEnd = end;
        return end;
    }

    /// <summary>Makes a region.</summary>
    /// <param name="task">The caller.</param>
    /// <param name="frame">Its registers: address, bytes, protection, flags, fd, page offset.</param>
    /// <returns>Where it is, or minus an <see cref="Errno"/>.</returns>
    public uint Map(UserTask* task, TrapFrame* frame)
    {
        uint address = frame->Ebx;
        uint bytes = frame->Ecx;
        uint flags = frame->Esi;
        if ((flags & MapAnonymous) == 0)
        {
            return Error(Errno.BadFile); // there are no files
        }

        if (bytes == 0)
        {
            return Error(Errno.Invalid);
        }

        bytes = Frame.RoundUp(bytes);
        if (bytes == 0)
        {
            return Error(Errno.NoMemory);
        }

        if (frame->Ebp + (bytes / Frame.Size) < frame->Ebp)
        {
            return Error(Errno.Overflow);
        }

        bool isFixed = (flags & (MapFixed | MapFixedNoReplace)) != 0;
        int problem = Place(task, address, bytes, isFixed, out LinearRange range);
        if (problem == 0 && (flags & MapFixedNoReplace) != 0 && !UserTask.Regions(task).IsFree(range))
        {
            problem = Errno.Exists;
        }

        if (problem == 0 && (flags & MapType) != MapPrivate)
        {
            problem = Errno.Invalid;
        }

        if (problem != 0)
        {
            return Error(problem);
        }

        PageRights rights = RightsOf(frame->Edx);
        if ((rights != PageRights.None && !HasMemoryFor(bytes)) || !space.TryReplace(range, RegionKind.Mapping, rights))
        {
            return Error(Errno.NoMemory);
        }

        return range.Start;
    }

    /// <summary>Takes the caller's pages away, whatever they were for.</summary>
    /// <param name="address">The first.</param>
    /// <param name="bytes">How many bytes; rounded up to whole pages.</param>
    /// <returns>0, or minus an <see cref="Errno"/>.</returns>
    public int Unmap(uint address, uint bytes)
    {
        uint whole = Frame.RoundUp(bytes);
        var start = new LinearAddress(address);
        if (start.PageOffset != 0 || whole == 0 || !space.Mapping.UserSpace.Contains(start, whole))
        {
            return -Errno.Invalid;
        }

        return space.TryRemove(new LinearRange(address, address + (whole - 1))) ? 0 : -Errno.NoMemory;
    }

    /// <summary>Changes what may be done with pages. Of a range with a hole in it, what lies before the hole is changed.</summary>
    /// <param name="task">The caller.</param>
    /// <param name="address">The first page.</param>
    /// <param name="bytes">How many bytes; rounded up to whole pages.</param>
    /// <param name="protection">PROT_… bits.</param>
    /// <returns>0, or minus an <see cref="Errno"/>.</returns>
    public int Protect(UserTask* task, uint address, uint bytes, uint protection)
    {
        uint grows = protection & (ProtectDownwards | ProtectUpwards);
        protection &= ~grows;
        if (grows == (ProtectDownwards | ProtectUpwards) || new LinearAddress(address).PageOffset != 0)
        {
            return -Errno.Invalid;
        }

        if (bytes == 0)
        {
            return 0;
        }

        uint last = address + (Frame.RoundUp(bytes) - 1);
        if (Frame.RoundUp(bytes) == 0 || last < address)
        {
            return -Errno.NoMemory;
        }

        if ((protection & ~(ProtectRead | ProtectWrite | ProtectExecute | ProtectSemaphore)) != 0)
        {
            return -Errno.Invalid;
        }

        if (grows != 0)
        {
            RegionTable regions = UserTask.Regions(task);
            int index = regions.IndexFrom(address);
            if (index == regions.Count || regions[index]->Start > (grows == ProtectDownwards ? last : address))
            {
                return -Errno.NoMemory;
            }

            if (grows == ProtectUpwards || regions[index]->Kind != RegionKind.Stack)
            {
                return -Errno.Invalid;
            }

            address = regions[index]->Start;
        }

        uint covered = CoveredFrom(task, address, last);
        if (covered == address)
        {
            return -Errno.NoMemory;
        }

        bool isDone = space.TryProtect(new LinearRange(address, covered - 1), RightsOf(protection));
        return isDone && covered - 1 == last ? 0 : -Errno.NoMemory;
    }

    private static uint Error(int number) => unchecked((uint)-number);

    /// <summary>On i386, what can be written or executed can be read.</summary>
    private static PageRights RightsOf(uint protection)
    {
        PageRights rights = (protection & (ProtectRead | ProtectWrite | ProtectExecute)) != 0 ? PageRights.User : PageRights.None;
        rights |= (protection & ProtectWrite) != 0 ? PageRights.Write : PageRights.None;
        return rights | ((protection & ProtectExecute) != 0 ? PageRights.Execute : PageRights.None);
    }

    /// <summary>
    /// Where the regions that follow each other from an address on end: the first address that is in none, at most one past the last.
    /// </summary>
    private static uint CoveredFrom(UserTask* task, uint address, uint last)
    {
        RegionTable regions = UserTask.Regions(task);
        uint covered = address;
        for (int i = regions.IndexFrom(address); i < regions.Count && regions[i]->Start <= covered; i++)
        {
            if (regions[i]->Last >= last)
            {
                return last + 1;
            }

            covered = regions[i]->Last + 1;
        }

        return covered;
    }

    /// <summary>Finds the place for a region: the one asked for, or, if that was no more than a hint, another.</summary>
    private int Place(UserTask* task, uint address, uint bytes, bool isFixed, out LinearRange range)
    {
        LinearRange user = space.Mapping.UserSpace;
        RegionTable regions = UserTask.Regions(task);
        range = default;
        if (isFixed)
        {
            var start = new LinearAddress(address);
            if (address > user.Last || user.Last - address < bytes - 1)
            {
                return Errno.NoMemory;
            }

            if (start.PageOffset != 0)
            {
                return Errno.Invalid;
            }

            range = new LinearRange(address, address + (bytes - 1));
            return address < LeastAddress ? Errno.NotPermitted
                : user.Contains(start, bytes) ? 0
                : Errno.NoMemory;
        }

        uint hint = Frame.RoundDown(address);
        hint = hint == 0 ? 0 : System.Math.Max(hint, LeastAddress);
        if (hint != 0 && user.Contains(new LinearAddress(hint), bytes) && regions.IsFree(new LinearRange(hint, hint + (bytes - 1))))
        {
            range = new LinearRange(hint, hint + (bytes - 1));
            return 0;
        }

        var below = new LinearRange(System.Math.Max(user.Start, LeastAddress), task->Stack.Start - StackGap - 1);
        return regions.TryFindFree(below, bytes, out range) ? 0 : Errno.NoMemory;
    }

    /// <summary>Whether there could be a frame for each page. More is refused at once, before a program dies of it later.</summary>
    private bool HasMemoryFor(uint bytes) => bytes / Frame.Size < space.FreeFrames;
}
