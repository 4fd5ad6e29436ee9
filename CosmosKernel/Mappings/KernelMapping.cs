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
    }

    /// <summary>As on the command line and in the log.</summary>
    public abstract string Name { get; }

    /// <summary>Whether the kernel is mapped while a task runs: the question itself. The experiments' expectations differ by it.</summary>
    public abstract bool MapsKernel { get; }

    /// <summary>Where a task's own pages may be.</summary>
    public abstract LinearRange UserSpace { get; }

    /// <summary>What the entry code loads into CR3 when a trap finds something else there; 0: nothing, the kernel is in every directory.</summary>
    public abstract uint EntryCr3 { get; }

    /// <summary>The kernel's own tables.</summary>
    public PageTables Kernel { get; }

    /// <summary>Where the kernel is.</summary>
    public KernelLayout Layout { get; }

    /// <summary>Physical memory.</summary>
    protected PhysicalMemory Memory { get; }

    /// <summary>Makes the top structure of a new task: the kernel's part as the mapping has it, the user's part empty.</summary>
    /// <param name="tables">Gets the new tree.</param>
    /// <returns>False if memory ran out; nothing is kept then.</returns>
    public bool TryCreate(PageTables tables)
    {
        if (!frames.TryAllocate(out PhysicalAddress root))
        {
            return false;
        }

        tables.Rebind(root);
        if (ShareKernel(tables))
        {
            return true;
        }

        UnshareKernel(tables);
        frames.Release(root);
        return false;
    }

    /// <summary>Gives everything back that a task's tree holds: pages, tables, the top structure. The tree must not be in force.</summary>
    /// <param name="tables">The tree; of no use afterwards.</param>
    public void Destroy(PageTables tables)
    {
        tables.Release(UserSpace);
        UnshareKernel(tables);
        frames.Release(tables.Root);
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

    /// <summary>In a trap of the running task: makes the processor see a page that was added to that task's tables.</summary>
    /// <param name="tables">The running task's tree.</param>
    public abstract void PageAdded(PageTables tables);

    /// <summary>Puts the kernel's part into a new tree.</summary>
    /// <param name="tables">A tree with an empty top structure.</param>
    /// <returns>False if memory ran out.</returns>
    protected abstract bool ShareKernel(PageTables tables);

    /// <summary>Takes the kernel's part out of a tree whose user part is empty.</summary>
    /// <param name="tables">The tree.</param>
    protected abstract void UnshareKernel(PageTables tables);
}
