using CosmosKernel.Cpu;
using CosmosKernel.Memory;
using CosmosKernel.Paging;

namespace CosmosKernel.Mappings;

/// <summary>
/// A row of the <see cref="MappingTable"/> at work, in one layout and one format: what follows from its two views. A task has one tree,
/// or two if the view of the kernel is a second one:
/// <code>
///                       what of the kernel is in it       the task's pages
///   ring 3's tree       what is mapped while ring 3 runs  yes
///   the second tree     all                               the same: the top entries are mirrored, and lead to the same tables
/// </code>
/// The <i>task's tree</i> is the one that the kernel edits: the second, if there is one. Nothing outside asks which row this is.
/// </summary>
public sealed class KernelMapping
{
    private readonly FrameAllocator frames;
    private readonly PageTables visited;
    private readonly bool hasTwoTrees;

    /// <summary>Makes a mapping of the given kernel.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="kernel">The kernel's own tables.</param>
    /// <param name="machine">The machine.</param>
    public KernelMapping(MappingKind kind, PageTables kernel, Machine machine)
    {
        Kind = kind;
        View = kind.WhileKernelRuns;
        hasTwoTrees = View.IsSecondTree;
        Kernel = kernel;
        Layout = machine.Layout;
        frames = machine.Frames;
        RangesInRing3 = Layout.RangesOf(kind.WhileRing3Runs);
        RangesInTask = Layout.RangesOf(kind.InTask);
        UserSpace = Beside(RangesInTask);
        visited = new PageTables(kernel.Format, machine.Memory, frames, default);
        Directories = new DirectoryList(frames);
        Ring3Directories = new DirectoryList(frames);
        Vmalloc = new VmallocArea(this, frames);
    }

    /// <summary>The row: its names, and its two views.</summary>
    public MappingKind Kind { get; }

    /// <summary>As on the command line and in the log.</summary>
    public string Name => Kind.Name;

    /// <summary>On which tables the kernel runs for a task.</summary>
    public KernelView View { get; }

    /// <summary>Whether all of the kernel is mapped while ring 3 runs: the question itself.</summary>
    public bool IsMappedInRing3 => Kind.WhileRing3Runs == KernelPart.All;

    /// <summary>
    /// What of the kernel ring 3's tree has, as addresses. Only that is in <i>every</i> tree, so only what is mapped there before the
    /// first task may be global: a global translation stays when CR3 is loaded.
    /// </summary>
    public LinearRange[] RangesInRing3 { get; }

    /// <summary>What of the kernel the task's tree has, as addresses.</summary>
    public LinearRange[] RangesInTask { get; }

    /// <summary>Where a task's own pages may be: beside all that any tree with the task's pages has of the kernel.</summary>
    public LinearRange UserSpace { get; }

    /// <summary>The kernel's own tables.</summary>
    public PageTables Kernel { get; }

    /// <summary>Where the kernel is.</summary>
    public KernelLayout Layout { get; }

    /// <summary>The trees of all tasks that there are: of two, the second.</summary>
    public DirectoryList Directories { get; }

    /// <summary>Where tasks have two trees: ring 3's, in the order of <see cref="Directories"/>. Else empty.</summary>
    public DirectoryList Ring3Directories { get; }

    /// <summary>What the kernel maps while tasks run.</summary>
    public VmallocArea Vmalloc { get; }

    /// <summary>
    /// Whether each task's tree has copies of single entries of the kernel's, so that it lacks those that came later: where it has all of
    /// the kernel, under two-level paging. Under PAE the one entry that is copied leads to a directory that is everybody's.
    /// </summary>
    public bool CopiesSingleEntries => Kind.InTask == KernelPart.All && Kernel.Format.Level(0).HasRights;

    /// <summary>
    /// In the kernel's own flow, while there are no tasks: puts the mapping in force. What an earlier mapping left global must go from the
    /// TLB: a page of the kernel would be there for a task that does not have it in its tables.
    /// </summary>
    public void Activate()
    {
        StaleTranslation stale = StaleTranslation.Everything;
        if ((ControlRegisters.ReadCr4() & Cr4.PageGlobalEnable) != 0)
        {
            stale = MarkGlobalPages();
        }

        stale.Flush();
    }

    /// <summary>
    /// Makes those pages of the kernel global that every task will have from its start, and no others. Pages of the vmalloc area come later
    /// and never are: under two-level paging a directory lacks them until the kernel misses them there. Without tasks.
    /// </summary>
    /// <returns>What the caller owes to the TLB: everything.</returns>
    public StaleTranslation MarkGlobalPages()
    {
        // The ranges begin and end where directory entries do: no large page is broken up, so no frame is needed.
        Kernel.TryChangeRights(new LinearRange(0, 0xFFFFFFFF), PageRights.None, PageRights.Global, out StaleTranslation stale);
        stale.IgnoreBecauseAllIsFlushed();
        foreach (LinearRange range in RangesInRing3)
        {
            Kernel.TryChangeRights(range, PageRights.Global, PageRights.None, out stale);
            stale.IgnoreBecauseAllIsFlushed();
        }

        return StaleTranslation.Everything;
    }

    /// <summary>
    /// Makes the top structure of a new task, or its two: the kernel's part as the mapping has it, the user's part empty.
    /// </summary>
    /// <param name="tables">Gets the new tree.</param>
    /// <returns>False if memory ran out; nothing is kept then.</returns>
    public bool TryCreate(PageTables tables)
    {
        if (!tables.TryAllocateRoot(hasTwoTrees))
        {
            return false;
        }

        bool isWhole = TryShare(tables, RangesInTask);
        if (isWhole && hasTwoTrees)
        {
            visited.SwitchTo(tables.Mirror);
            isWhole = TryShare(visited, RangesInRing3);
        }

        if (!isWhole)
        {
            ReleaseTree(tables);
            return false;
        }

        Directories.Add(tables.Root);
        if (hasTwoTrees)
        {
            Ring3Directories.Add(tables.Mirror);
        }

        return true;
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
        if (hasTwoTrees)
        {
            Ring3Directories.Remove(tables.Mirror);
        }

        ReleaseTree(tables);
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
            if (Kernel.TryMergeIntoLargePage(address))
            {
                stale = StaleTranslation.Everything;
            }

            CopyEntryToAll(address);
        }

        return isDone;
    }

    /// <summary>
    /// Makes every task's copy of a kernel entry the same as the kernel's own again. The caller owes the TLB what it owes.
    /// </summary>
    /// <param name="address">Any address that the entry spans.</param>
    public void CopyEntryToAll(LinearAddress address)
    {
        for (PhysicalAddress root = Directories.First; root.Value != 0; root = Directories.Next(root))
        {
            visited.SwitchTo(root);
            TryCopyEntry(visited, address);
        }
    }

    /// <summary>How many tasks' trees have a table for an address: by a copy of the entry, or in a common directory.</summary>
    /// <param name="address">Any address.</param>
    /// <returns>At most <see cref="DirectoryList.Count"/>.</returns>
    public int CountDirectoriesWithEntry(LinearAddress address)
    {
        int count = 0;
        for (PhysicalAddress root = Directories.First; root.Value != 0; root = Directories.Next(root))
        {
            visited.SwitchTo(root);
            count += visited.HasTable(address) ? 1 : 0;
        }

        return count;
    }

    /// <summary>Makes one task's copy of a kernel entry the same as the kernel's own.</summary>
    /// <param name="tables">The task's tree.</param>
    /// <param name="address">Any address that the entry spans.</param>
    /// <returns>Whether there was a difference.</returns>
    public bool TryCopyEntry(PageTables tables, LinearAddress address)
    {
        foreach (LinearRange range in RangesInTask)
        {
            if (range.Contains(address))
            {
                return tables.CopyEntry(Kernel, range, address);
            }
        }

        return false;
    }

    /// <summary>What the kernel's ranges leave: there is one gap, for they lie at the ends of linear space.</summary>
    private static LinearRange Beside(LinearRange[] ranges)
    {
        LinearRange highest = ranges[ranges.Length - 1];
        return new LinearRange(ranges[0].Start == 0 ? ranges[0].Last + 1 : 0, highest.Start - 1);
    }

    private bool TryShare(PageTables tables, LinearRange[] ranges)
    {
        foreach (LinearRange range in ranges)
        {
            if (!tables.ShareRange(Kernel, range))
            {
                return false;
            }
        }

        return true;
    }

    private static void ReleaseShared(PageTables tables, LinearRange[] ranges)
    {
        foreach (LinearRange range in ranges)
        {
            tables.ReleaseShared(range);
        }
    }

    /// <summary>Gives back the top structures, and the tables that sharing needed.</summary>
    private void ReleaseTree(PageTables tables)
    {
        ReleaseShared(tables, RangesInTask);
        if (hasTwoTrees)
        {
            visited.SwitchTo(tables.Mirror);
            ReleaseShared(visited, RangesInRing3);
            frames.Release(tables.Mirror);
        }

        frames.Release(tables.Root);
    }
}
