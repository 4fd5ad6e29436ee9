using CosmosKernel.Mappings;
using CosmosKernel.Paging;

namespace CosmosKernel.Invariants;

/// <summary>
/// Something that this kernel promises at all times: a name, a sentence, and how to find out. <see cref="InvariantCheck"/> calls the
/// methods in the order in
/// which they stand here, when a task has ended and its tables are still there, and after every experiment. Those calls may be in a
/// trap, so nothing here allocates. <see cref="InvariantList"/> has them all.
/// </summary>
internal abstract unsafe class Invariant
{
    /// <summary>Names it.</summary>
    /// <param name="name">For tools: kebab-case, also the word for <c>provoke=</c>.</param>
    /// <param name="breach">For people: what is wrong if it is broken.</param>
    protected Invariant(string name, string breach)
    {
        Name = name;
        Violation = breach;
    }

    /// <summary>For tools: kebab-case.</summary>
    public string Name { get; }

    /// <summary>For people: what is wrong if it is broken.</summary>
    public string Violation { get; }

    /// <summary>Whether it has been found broken since <see cref="Reset"/>.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Where it was found broken first: a linear address, or a physical one where the invariant is about frames.</summary>
    public uint At { get; private set; }

    /// <summary>Begins anew.</summary>
    public void Reset()
    {
        IsBroken = false;
        At = 0;
    }

    /// <summary>Whether there is anything to check under a mapping: two-level entries have no XD, and most tasks have one tree.</summary>
    /// <param name="mapping">The mapping in force.</param>
    /// <returns>True unless it says otherwise.</returns>
    public virtual bool Applies(KernelMapping mapping) => true;

    /// <summary>Breaks it, and nothing else, so that a test can see that it is noticed.</summary>
    /// <param name="task">
    /// The tree of a task that is about to be destroyed and is not in force; null after an experiment, when there is none.
    /// </param>
    /// <returns>Whether this was the time for it; then <see cref="Repair"/> must follow.</returns>
    public abstract bool TryProvoke(PageTables? task);

    /// <summary>Undoes <see cref="TryProvoke"/>.</summary>
    public abstract void Repair();

    /// <summary>Looks at a run of entries of the kernel's part of a tree.</summary>
    /// <param name="run">The run.</param>
    public virtual void Visit(in EntryRun run)
    {
    }

    /// <summary>Looks at a whole tree, the kernel's own or a task's.</summary>
    /// <param name="tables">The tree.</param>
    public virtual void Visit(PageTables tables)
    {
    }

    /// <summary>Looks at what is the same for all trees, or has come together while they were read.</summary>
    public virtual void VisitEnd()
    {
    }

    /// <summary>
    /// Looks at what takes long or cannot be changed by a task's tables. Only after an experiment, in the kernel's own flow.
    /// </summary>
    /// <param name="readsAll">Whether to read everything, and not just a turn's part.</param>
    public virtual void VisitMemory(bool readsAll)
    {
    }

    /// <summary>Notes a breach.</summary>
    /// <param name="at">Where. Only the first is kept.</param>
    public void MarkBroken(uint at)
    {
        At = IsBroken ? At : at;
        IsBroken = true;
    }
}
