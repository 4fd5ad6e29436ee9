using CosmosKernel.Cpu;
using CosmosKernel.Memory;
using CosmosKernel.Paging;

namespace CosmosKernel.Mappings;

/// <summary>
/// One answer to the question that this kernel is about: what of the kernel is in a task's paging structures. Everything in which
/// the answers differ is a member of this class, and nothing outside asks which one it has.
/// </summary>
public abstract unsafe class KernelMapping
{
    private readonly FrameAllocator frames;
    private readonly PageTables visited;

    /// <summary>Makes a mapping of the given kernel.</summary>
    /// <param name="kernel">The kernel's own tables, the master.</param>
    /// <param name="layout">Where the kernel is.</param>
    /// <param name="memory">Physical memory.</param>
    /// <param name="frames">Where directories come from.</param>
    protected KernelMapping(PageTables kernel, KernelLayout layout, PhysicalMemory memory, FrameAllocator frames)
    {
        Kernel = kernel;
        Layout = layout;
        Memory = memory;
        this.frames = frames;
        visited = new PageTables(kernel.Format, memory, frames, default);
        Directories = new DirectoryList(frames);
        Vmalloc = new VmallocArea(this, frames);
    }

    /// <summary>As on the command line and in the log.</summary>
    public abstract string Name { get; }

    /// <summary>Whether the kernel is mapped while a task runs: the question itself. The experiments' expectations differ by it.</summary>
    public abstract bool MapsKernel { get; }

    /// <summary>
    /// What every task's tree has in common with the kernel's own: the question itself, as addresses. What is mapped there before the first task
    /// may be global, and no other page, for a global translation stays when CR3 is loaded.
    /// </summary>
    public abstract LinearRange[] SharedRanges { get; }

    /// <summary>Where a task's own pages may be.</summary>
    public abstract LinearRange UserSpace { get; }

    /// <summary>What the entry code loads into CR3 when a trap finds something else there; 0: nothing, the kernel is in every directory.</summary>
    public abstract uint EntryCr3 { get; }

    /// <summary>The kernel's own tables.</summary>
    public PageTables Kernel { get; }

    /// <summary>Where the kernel is.</summary>
    public KernelLayout Layout { get; }

    /// <summary>The trees of all tasks that there are.</summary>
    public DirectoryList Directories { get; }

    /// <summary>What the kernel maps while tasks run.</summary>
    public VmallocArea Vmalloc { get; }

    /// <summary>
    /// Whether each task has copies of single entries of the kernel's, so that it lacks those that came later: the shared mapping with two-level
    /// paging. Under PAE the one entry that is copied leads to a directory that is everybody's.
    /// </summary>
    public bool CopiesSingleEntries => MapsKernel && Kernel.Format.Level(0).HasRights;

    /// <summary>Physical memory.</summary>
    protected PhysicalMemory Memory { get; }

    /// <summary>
    /// In the kernel's own flow, while there are no tasks: puts the mapping in force. What an earlier mapping left global must go from the
    /// TLB: a page of the kernel would be there for a task that does not have it in its tables.
    /// </summary>
    public void TakeForce()
    {
        if ((ControlRegisters.ReadCr4() & Cr4.PageGlobalEnable) != 0)
        {
            MarkGlobalPages();
        }

        ControlRegisters.InvalidateAll();
    }

    /// <summary>
    /// Makes those pages of the kernel global that every task will have from its start, and no others. Pages of the vmalloc area come later and never are:
    /// under two-level paging a directory lacks them until the kernel misses them there. Without tasks, and without a flush.
    /// </summary>
    public void MarkGlobalPages()
    {
        // The ranges begin and end where directory entries do: no large page is broken up, so no frame is needed.
        Kernel.TryChangeRights(new LinearRange(0, 0xFFFFFFFF), PageRights.None, PageRights.Global, out _);
        foreach (LinearRange range in SharedRanges)
        {
            Kernel.TryChangeRights(range, PageRights.Global, PageRights.None, out _);
        }
    }

    /// <summary>Makes the top structure of a new task: the kernel's part as the mapping has it, the user's part empty.</summary>
    /// <param name="tables">Gets the new tree.</param>
    /// <returns>False if memory ran out; nothing is kept then.</returns>
    public bool TryCreate(PageTables tables)
    {
        if (!tables.TryPlant())
        {
            return false;
        }

        if (ShareKernel(tables))
        {
            Directories.Add(tables.Root);
            return true;
        }

        UnshareKernel(tables);
        frames.Release(tables.Root);
        return false;
    }

    /// <summary>Gives everything back that a task's tree holds: pages, tables, the top structure. The tree must not be in force.</summary>
    /// <param name="tables">The tree; of no use afterwards.</param>
    public void Destroy(PageTables tables)
    {
        tables.Release(UserSpace);
        DestroyEmpty(tables);
    }

    /// <summary>The same, for a tree in which nothing of the task's own is left.</summary>
    /// <param name="tables">The tree; of no use afterwards.</param>
    public void DestroyEmpty(PageTables tables)
    {
        Directories.Remove(tables.Root);
        UnshareKernel(tables);
        frames.Release(tables.Root);
    }

    /// <summary>
    /// Changes the rights of pages of the kernel's that are mapped, in its own tables and at once in every task's that has copies of the
    /// entries. A large page is broken up if need be, and made whole again once all of it has the same rights.
    /// </summary>
    /// <param name="range">Whole pages in the kernel's window.</param>
    /// <param name="added">Rights that they get.</param>
    /// <param name="removed">Rights that they lose.</param>
    /// <param name="stale">What the caller owes to the TLB, also if this failed.</param>
    /// <returns>False if memory ran out; a part may have been done.</returns>
    public bool TryChangeKernelRights(LinearRange range, PageRights added, PageRights removed, out StaleTranslation stale)
    {
        bool isDone = Kernel.TryChangeRights(range, added, removed, out stale);
        uint span = Kernel.Format.Level(Kernel.Format.LevelCount - 2).Span;
        uint start = range.Start & ~(span - 1);
        for (uint distance = 0; distance <= range.Last - start; distance += span)
        {
            var address = new LinearAddress(start + distance);
            if (Kernel.TryJoin(address))
            {
                stale = StaleTranslation.Everything;
            }

            RenewEverywhere(address);
        }

        return isDone;
    }

    /// <summary>Makes every task's copy of a kernel entry the same as the kernel's own again. The caller owes the TLB what it owes.</summary>
    /// <param name="address">Any address that the entry spans.</param>
    public void RenewEverywhere(LinearAddress address)
    {
        for (PhysicalAddress root = Directories.First; root.Value != 0; root = Directories.Next(root))
        {
            visited.Rebind(root);
            TryRenew(visited, address);
        }
    }

    /// <summary>How many tasks' trees have a table for an address, be it by a copy of the entry or in a common directory.</summary>
    /// <param name="address">Any address.</param>
    /// <returns>At most <see cref="DirectoryList.Count"/>.</returns>
    public int CountHolders(LinearAddress address)
    {
        int count = 0;
        for (PhysicalAddress root = Directories.First; root.Value != 0; root = Directories.Next(root))
        {
            visited.Rebind(root);
            count += visited.HasTable(address) ? 1 : 0;
        }

        return count;
    }

    /// <summary>Makes one task's copy of a kernel entry the same as the kernel's own.</summary>
    /// <param name="tables">The task's tree.</param>
    /// <param name="address">Any address that the entry spans.</param>
    /// <returns>Whether there was a difference.</returns>
    public bool TryRenew(PageTables tables, LinearAddress address)
    {
        foreach (LinearRange range in SharedRanges)
        {
            if (range.Contains(address))
            {
                return tables.Renew(Kernel, range, address);
            }
        }

        return false;
    }

    /// <summary>Copies bytes out of the running task, in a trap.</summary>
    /// <param name="tables">The running task's tree.</param>
    /// <param name="source">First byte: the whole piece has been found readable for ring 3.</param>
    /// <param name="destination">Kernel memory.</param>
    /// <param name="bytes">How many.</param>
    public abstract void CopyFromUser(PageTables tables, LinearAddress source, byte* destination, uint bytes);

    /// <summary>Copies bytes into the running task, in a trap.</summary>
    /// <param name="tables">The running task's tree.</param>
    /// <param name="source">Kernel memory.</param>
    /// <param name="destination">First byte: the whole piece has been found writable for ring 3.</param>
    /// <param name="bytes">How many.</param>
    public abstract void CopyToUser(PageTables tables, byte* source, LinearAddress destination, uint bytes);

    /// <summary>In a trap of the running task: pays what a change of that task's tables owes to the TLB.</summary>
    /// <param name="stale">The debt.</param>
    public abstract void Settle(StaleTranslation stale);

    /// <summary>In a trap of the running task: pays what a change of many of its entries owes to the TLB, all at once.</summary>
    /// <param name="tables">The running task's tree.</param>
    public abstract void SettleAll(PageTables tables);

    /// <summary>In a trap of the running task: makes the processor see top entries that have come or gone, if there are any and it keeps copies of them.</summary>
    /// <param name="tables">The running task's tree.</param>
    public abstract void SettleTop(PageTables tables);

    private bool ShareKernel(PageTables tables)
    {
        foreach (LinearRange range in SharedRanges)
        {
            if (!tables.Share(Kernel, range))
            {
                return false;
            }
        }

        return true;
    }

    private void UnshareKernel(PageTables tables)
    {
        foreach (LinearRange range in SharedRanges)
        {
            tables.Unshare(range);
        }
    }
}
