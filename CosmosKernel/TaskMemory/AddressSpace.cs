using CosmosKernel.Mappings;
using CosmosKernel.Memory;
using CosmosKernel.Paging;
using CosmosKernel.Tasks;

namespace CosmosKernel.TaskMemory;

/// <summary>
/// The running task's own part of linear space: its regions say what the program may do, and its tables follow. A page comes at its first
/// touch; a page that a fork shares is copied at the first write. Everything that changes an entry flushes the TLB before it returns;
/// and what goes through many, with interrupts off, charges the task for those that it found.
/// </summary>
internal sealed unsafe partial class AddressSpace
{
    private readonly PhysicalMemory memory;
    private readonly FrameAllocator frames;
    private readonly Fork fork;
    private KernelMapping mapping = null!;
    private KernelView view = null!;
    private UserTask* task;
    private bool isInForce;

    /// <summary>Makes an address space that is no task's yet.</summary>
    /// <param name="format">The format of all tables.</param>
    /// <param name="machine">The machine.</param>
    public AddressSpace(PagingFormat format, Machine machine)
    {
        memory = machine.Memory;
        frames = machine.Frames;
        Tables = new PageTables(format, memory, frames, default);
        fork = new Fork(format, machine);
    }

    /// <summary>The tables of the task.</summary>
    public PageTables Tables { get; }

    /// <summary>The mapping under which tasks run, of any format; to be changed only while there are none.</summary>
    public KernelMapping Mapping
    {
        get => mapping;
        set
        {
            mapping = value;
            view = value.View;
            Tables.ChangeFormat(value.Kernel.Format);
            fork.ChangeFormat(value.Kernel.Format);
        }
    }

    /// <summary>Frames that a page could still come from.</summary>
    public uint FreeFrames => frames.Free;

    /// <summary>Frames that there are for pages and tables.</summary>
    public uint TotalFrames => frames.Total;

    private RegionTable Regions => new(task);

    /// <summary>Turns to the space of the task that runs.</summary>
    /// <param name="other">The task.</param>
    public void SwitchTo(UserTask* other)
    {
        task = other;
        isInForce = true;
        Tables.SwitchTo(other->Trees);
    }

    /// <summary>Makes the tables of a new task that does not run yet, with nothing of its own in them, and turns to it.</summary>
    /// <param name="other">The task.</param>
    /// <returns>False if memory ran out.</returns>
    public bool TryCreate(UserTask* other)
    {
        task = other;
        isInForce = false;
        if (!Mapping.TryCreate(Tables))
        {
            return false;
        }

        SetTrees(other, Tables);
        return true;
    }

    /// <summary>Gives back all pages and tables of the task. They must not be in force.</summary>
    public void Destroy()
    {
        RegionTable regions = Regions;
        for (int i = 0; i < regions.Count; i++)
        {
            // What lies below has been given back, so a table that holds pages of several regions goes with the last of them.
            Tables.Release(
                regions[i]->Range,
                new LinearRange(Mapping.UserSpace.Start, i + 1 < regions.Count ? regions[i + 1]->Start - 1 : Mapping.UserSpace.Last));
        }

        Mapping.DestroyEmpty(Tables);
    }

    /// <summary>Sees to it that a page is there as an access needs it.</summary>
    /// <param name="address">Any address in the page.</param>
    /// <param name="wanted">
    /// <see cref="PageRights.User"/>, and <see cref="PageRights.Write"/> or <see cref="PageRights.Execute"/> if need be.
    /// </param>
    /// <returns>What came of it.</returns>
    public PageOutcome FaultIn(LinearAddress address, PageRights wanted)
    {
        Region* region = Regions.Find(address);
        return region == null ? PageOutcome.NoRegion : FaultIn(region, address, wanted);
    }

    /// <summary>The same where the region has been found.</summary>
    /// <param name="region">The task's region that holds the address.</param>
    /// <param name="address">Any address in the page.</param>
    /// <param name="wanted">As of <see cref="FaultIn(LinearAddress, PageRights)"/>.</param>
    /// <returns>What came of it.</returns>
    public PageOutcome FaultIn(Region* region, LinearAddress address, PageRights wanted) => FaultIn(region, address, wanted, out _);

    /// <summary>Sees to it that every byte of a range can be read, or written, by the kernel for the task.</summary>
    /// <param name="start">First byte.</param>
    /// <param name="bytes">How many.</param>
    /// <param name="wanted">As of <see cref="FaultIn(LinearAddress, PageRights)"/>.</param>
    /// <returns>False if the task itself could not touch one byte of it. Of an empty range: true.</returns>
    public bool TryFaultIn(LinearAddress start, uint bytes, PageRights wanted)
    {
        if (bytes == 0)
        {
            return true;
        }

        if (!Mapping.UserSpace.Contains(start, bytes))
        {
            return false;
        }

        LinearAddress last = start + (bytes - 1);
        for (LinearAddress page = start.Page; ; page += Frame.Size)
        {
            if (IsRefused(FaultIn(page, wanted)))
            {
                return false;
            }

            if (page == last.Page)
            {
                return true;
            }
        }
    }

    /// <summary>
    /// Where the kernel itself finds a range of the task's memory that lies in one page. Memory is all mapped in the kernel's window, so
    /// this is alike under each mapping, and spares a copy.
    /// </summary>
    /// <param name="start">First byte.</param>
    /// <param name="bytes">How many, at least 1.</param>
    /// <param name="wanted">As of <see cref="FaultIn(LinearAddress, PageRights)"/>; not <see cref="PageRights.Execute"/>.</param>
    /// <returns>Null if it lies in two pages, or the task itself could not touch it.</returns>
    public byte* Find(LinearAddress start, uint bytes, PageRights wanted)
    {
        if (start.PageOffset + (bytes - 1) >= Frame.Size)
        {
            return null;
        }

        // The tables never allow more than the region does: what they allow need not be looked for there.
        uint low = Tables.Read(start);
        uint needed = (uint)PageEntry.PresentBit | (uint)wanted;
        return (low & needed) == needed ? memory.Pointer(PageEntry.AddressIn(low) + start.PageOffset) : FaultInAndFind(start, wanted);
    }

    /// <summary>Copies bytes out of the task, if it may read them all.</summary>
    /// <param name="source">First byte.</param>
    /// <param name="destination">Kernel memory.</param>
    /// <param name="bytes">How many.</param>
    /// <returns>False if not; nothing is copied then.</returns>
    public bool TryRead(LinearAddress source, byte* destination, uint bytes)
    {
        if (!TryFaultIn(source, bytes, PageRights.User))
        {
            return false;
        }

        view.CopyFromUser(Tables, source, destination, bytes);
        return true;
    }

    /// <summary>Copies bytes into the task, if it may write them all.</summary>
    /// <param name="source">Kernel memory.</param>
    /// <param name="destination">First byte.</param>
    /// <param name="bytes">How many.</param>
    /// <returns>False if not; nothing is copied then.</returns>
    public bool TryWrite(byte* source, LinearAddress destination, uint bytes)
    {
        if (!TryFaultIn(destination, bytes, PageRights.User | PageRights.Write))
        {
            return false;
        }

        view.CopyToUser(Tables, source, destination, bytes);
        return true;
    }

    /// <summary>
    /// Adds a region; its pages come when they are touched. It may overlap others with the same rights: pages in common keep what is in
    /// them.
    /// </summary>
    /// <param name="range">Whole pages of user space.</param>
    /// <param name="kind">Its purpose.</param>
    /// <param name="rights">What the program may do there.</param>
    /// <returns>False if there would be too many regions; nothing is changed then.</returns>
    public bool TryAdd(LinearRange range, RegionKind kind, PageRights rights)
    {
        if (!Regions.CanReplace(range, kind, rights))
        {
            return false;
        }

        Regions.Remove(range);
        Regions.Add(range, kind, rights);
        return true;
    }

    /// <summary>Makes a range a region, and takes away what was there.</summary>
    /// <param name="range">Whole pages of user space.</param>
    /// <param name="kind">Its purpose.</param>
    /// <param name="rights">What the program may do there.</param>
    /// <returns>False if there would be too many regions; nothing is changed then.</returns>
    public bool TryReplace(LinearRange range, RegionKind kind, PageRights rights)
    {
        if (!Regions.CanReplace(range, kind, rights))
        {
            return false;
        }

        if (!Regions.IsFree(range))
        {
            RemovePages(range, range);
        }

        return TryAdd(range, kind, rights);
    }

    /// <summary>Takes pages away, and their regions.</summary>
    /// <param name="range">Whole pages of user space.</param>
    /// <returns>False if there would be too many regions; nothing is changed then.</returns>
    public bool TryRemove(LinearRange range)
    {
        if (!Regions.CanRemove(range))
        {
            return false;
        }

        if (!Regions.IsFree(range))
        {
            Regions.Remove(range);
            RemovePages(range, Regions.HoleAround(range, Mapping.UserSpace));
        }

        return true;
    }

    /// <summary>Changes what the program may do with pages that it has.</summary>
    /// <param name="range">Whole pages, all of them in regions.</param>
    /// <param name="rights">What it may do from now on.</param>
    /// <returns>False if there would be too many regions; nothing is changed then.</returns>
    public bool TryProtect(LinearRange range, PageRights rights)
    {
        if (!Regions.CanProtect(range, rights))
        {
            return false;
        }

        Regions.Protect(range, rights);
        uint pages = 0;
        var entries = new LastLevel(Tables, range);
        while (entries.Next())
        {
            pages++;
            PageEntry old = entries.Entry;
            entries.Write(EntryOf(old.Address, rights));
            if (old.IsPresent)
            {
                Flush(entries.Page);
            }
        }

        UserTask.ChargePages(task, pages);
        return true;
    }

    /// <summary>
    /// Gives a new task all that this one has: the same regions, and the same frames, which from now on both hold. What could be written is
    /// read-only on both sides, until one of them writes.
    /// </summary>
    /// <param name="child">A copy of this task, with no tables yet; gets its tables.</param>
    /// <returns>
    /// False if memory ran out; the child has no tables then, and this task may find pages read-only that are its own alone: the next write
    /// mends that.
    /// </returns>
    public bool TryFork(UserTask* child)
    {
        bool isWhole = fork.TryCopy(Mapping, Tables, Regions, out uint pages);
        UserTask.ChargePages(task, pages);
        SetTrees(child, fork.Copy);
        if (isInForce)
        {
            view.FlushAll(Tables);
        }

        return isWhole;
    }

    /// <summary>Makes the tables of one more task, with nothing of its own in them, and destroys them again.</summary>
    /// <returns>False if memory ran out.</returns>
    public bool TryCreateAndDestroy() => fork.TryCreateAndDestroy(Mapping);

    /// <summary>Makes trees a task's.</summary>
    private void SetTrees(UserTask* owner, PageTables tables)
    {
        owner->Trees = tables.Roots;
        owner->Entry.Cr3 = view.EntryRoot(mapping.Kernel.Root, tables.Root).Value;
    }

    /// <summary>The same as <see cref="Find"/> of a page that is still to come.</summary>
    private byte* FaultInAndFind(LinearAddress start, PageRights wanted)
    {
        Region* region = Regions.Find(start);
        return region == null || IsRefused(FaultIn(region, start, wanted, out uint* entry))
            ? null
            : memory.Pointer(PageEntry.AddressIn(*entry) + start.PageOffset);
    }

    private static bool IsRefused(PageOutcome outcome) => outcome <= PageOutcome.OutOfMemory;
}
