using CosmosKernel.Memory;
using CosmosKernel.Paging;

namespace CosmosKernel.Mappings;

/// <summary>
/// On which tables the kernel runs for a task: the second of the two views that make a mapping. There is one class for each kind, and it
/// has all that depends on it alone: what CR3 the entry code loads, how bytes come from a task and get there, and what the TLB must be
/// told.
/// </summary>
/// <remarks>A view has no state: one object serves all mappings, formats and tasks.</remarks>
public abstract unsafe class KernelView
{
    /// <summary>Whether the tables on which the kernel runs have the task's pages, too.</summary>
    public abstract bool HasTaskPages { get; }

    /// <summary>Whether a task has a second tree for this, which has all of the kernel.</summary>
    public abstract bool IsSecondTree { get; }

    /// <summary>What the entry code loads into CR3 when a trap finds something else there, while a task is the running one.</summary>
    /// <param name="kernel">Root of the kernel's own tables.</param>
    /// <param name="task">
    /// Root of the tree that has the task's pages: of two, the kernel's. While no task runs, the same as <paramref name="kernel"/>.
    /// </param>
    /// <returns>A root; 0: load nothing.</returns>
    public abstract PhysicalAddress EntryRoot(PhysicalAddress kernel, PhysicalAddress task);

    /// <summary>Copies bytes out of the running task, in a trap.</summary>
    /// <param name="tables">The running task's tree.</param>
    /// <param name="source">First byte: the whole range has been found readable for ring 3.</param>
    /// <param name="destination">Kernel memory.</param>
    /// <param name="bytes">How many.</param>
    public abstract void CopyFromUser(PageTables tables, LinearAddress source, byte* destination, uint bytes);

    /// <summary>Copies bytes into the running task, in a trap.</summary>
    /// <param name="tables">The running task's tree.</param>
    /// <param name="source">Kernel memory.</param>
    /// <param name="destination">First byte: the whole range has been found writable for ring 3.</param>
    /// <param name="bytes">How many.</param>
    public abstract void CopyToUser(PageTables tables, byte* source, LinearAddress destination, uint bytes);

    /// <summary>In a trap of the running task: flushes what a change of that task's tables made stale.</summary>
    /// <param name="stale">What the TLB may still have.</param>
    public abstract void Flush(StaleTranslation stale);

    /// <summary>In a trap of the running task: flushes all that it has, after a change of many of its entries.</summary>
    /// <param name="tables">The running task's tree.</param>
    public abstract void FlushAll(PageTables tables);

    /// <summary>
    /// In a trap of the running task: makes the processor see top entries that have come or gone, if there are any and it keeps copies of
    /// them.
    /// </summary>
    /// <param name="tables">The running task's tree.</param>
    public abstract void FlushTop(PageTables tables);
}
