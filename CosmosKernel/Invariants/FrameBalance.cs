using CosmosKernel.Paging;

namespace CosmosKernel.Invariants;

/// <summary>
/// Free and used frames together are all there are, and the allocator's stack of returned frames has each frame once, and only such as
/// nobody holds. Otherwise two
/// would get the same frame.
/// </summary>
internal sealed unsafe class FrameBalance : Invariant
{
    /// <summary>
    /// Of the stack of returned frames so many are looked at after each experiment, those that are given out next; and all of them
    /// after the last.
    /// </summary>
    private const uint FramesPerTurn = 256;

    private readonly CheckedMachine machine;

    /// <summary>Makes it.</summary>
    /// <param name="machine">What it is about.</param>
    public FrameBalance(CheckedMachine machine)
        : base("frames", "free and used frames are not all there are, or one that is held would be given out")
    {
        this.machine = machine;
    }

    /// <inheritdoc/>
    public override void VisitMemory(bool readsAll)
    {
        if (!machine.Frames.IsBalanced(readsAll ? machine.Frames.Total : FramesPerTurn))
        {
            MarkBroken(0);
        }
    }

    /// <inheritdoc/>
    public override bool TryProvoke(PageTables? task)
    {
        if (task == null)
        {
            machine.Frames.Miscount(1);
        }

        return task == null;
    }

    /// <inheritdoc/>
    public override void Repair() => machine.Frames.Miscount(-1);
}
