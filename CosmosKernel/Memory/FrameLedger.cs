using System.Runtime.CompilerServices;

namespace CosmosKernel.Memory;

/// <summary>
/// A second account of the frames, made from the paging structures alone: which frames are tables, which are the kernel's, and how many
/// entries of
/// tasks name each of the others. <see cref="Judge(bool)"/> compares it with the <see cref="FrameAllocator"/>'s own and empties it.
/// Nothing is allocated
/// after the start, so it can be used in a trap.
/// </summary>
internal sealed unsafe class FrameLedger
{
    private const ushort KernelBit = 1 << 15; // stays: what was out before the first task
    private const ushort TableBit = 1 << 14;
    private const ushort HeldBit = 1 << 13; // the kernel's for now: a task's registers, a page that it mapped meanwhile
    private const ushort TwiceBit = 1 << 12; // a table to which two entries lead
    private const ushort WritableBit = 1 << 11;
    private const ushort LostBit = 1 << 10; // stays: was out before the first task with more than one holder, which was told then
    private const ushort CountMask = LostBit - 1;
    private const ushort Staying = KernelBit | LostBit;
    private const ushort OtherUse = KernelBit | TableBit | HeldBit;
    private const uint Group = 8;

    private readonly FrameAllocator frames;
    private readonly ushort[] uses;

    /// <summary>Makes an empty account.</summary>
    /// <param name="frames">The allocator whose frames it is about.</param>
    public FrameLedger(FrameAllocator frames)
    {
        this.frames = frames;
        uses = new ushort[frames.Total + Group];
    }

    /// <summary>
    /// A frame that a task's page has and must not have: a table, the kernel's, a free one, or one that another task can write.
    /// </summary>
    public PhysicalAddress Foreign { get; private set; }

    /// <summary>A frame with more or fewer holders than entries that name it.</summary>
    public PhysicalAddress Miscounted { get; private set; }

    /// <summary>Begins an account, before there is any task: every frame that is out is the kernel's.</summary>
    public void Begin()
    {
        ushort* holders = frames.ReferenceCounts;
        fixed (ushort* use = uses)
        {
            for (uint i = 0; i < frames.Total; i++)
            {
                if (IsGroupEmpty(holders, use, i))
                {
                    i += Group - 1;
                    continue;
                }

                use[i] = holders[i] == 0 ? (ushort)0 : holders[i] == 1 ? KernelBit : Staying;
            }
        }
    }

    /// <summary>Notes a paging structure.</summary>
    /// <param name="frame">Its frame.</param>
    public void AddTable(PhysicalAddress frame)
    {
        if (frames.Owns(frame))
        {
            ref ushort use = ref uses[frames.Index(frame)];
            use |= (use & TableBit) != 0 ? TwiceBit : TableBit;
        }
    }

    /// <summary>Notes a frame that the kernel uses while tasks live.</summary>
    /// <param name="frame">The frame.</param>
    public void AddKernels(PhysicalAddress frame)
    {
        if (frames.Owns(frame))
        {
            uses[frames.Index(frame)] |= HeldBit;
        }
    }

    /// <summary>Notes that an entry of a task names a frame.</summary>
    /// <param name="frame">One that the allocator owns.</param>
    /// <param name="isWritable">Whether the task can write it.</param>
    public void AddPage(PhysicalAddress frame, bool isWritable)
    {
        ref ushort use = ref uses[frames.Index(frame)];
        use |= isWritable ? WritableBit : (ushort)0;
        use += (use & CountMask) != CountMask ? (ushort)1 : (ushort)0;
    }

    /// <summary>Compares the account with the allocator's, and empties it.</summary>
    /// <param name="isWhole">Whether every tree was looked at; else frames may have more holders than entries were seen.</param>
    public void Judge(bool isWhole)
    {
        Foreign = Miscounted = default;
        ushort* holders = frames.ReferenceCounts;
        fixed (ushort* use = uses)
        {
            for (uint i = 0; i < frames.Total; i++)
            {
                if (IsGroupEmpty(holders, use, i))
                {
                    i += Group - 1;
                    continue;
                }

                Judge(i, use[i], holders[i], isWhole);
                use[i] &= Staying;
            }
        }
    }

    /// <summary>Most frames are free, and nothing leads to them: eight are looked at in one go.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsGroupEmpty(ushort* holders, ushort* use, uint index)
    {
        var first = (uint*)(holders + index);
        var second = (uint*)(use + index);
        return (index & (Group - 1)) == 0
            && (first[0] | first[1] | first[2] | first[3] | second[0] | second[1] | second[2] | second[3]) == 0;
    }

    private void Judge(uint index, ushort use, ushort holders, bool isWhole)
    {
        int entries = use & CountMask;
        bool hasOtherUse = (use & OtherUse) != 0;
        bool isForeign = (use & TwiceBit) != 0
            || (entries > 0 && (hasOtherUse || holders == 0 || (entries > 1 && (use & WritableBit) != 0)));
        if (isForeign)
        {
            Foreign = Foreign.Value == 0 ? frames.At(index) : Foreign;
        }
        else if (hasOtherUse ? holders != 1 && (use & LostBit) == 0 : isWhole && holders != entries)
        {
            Miscounted = Miscounted.Value == 0 ? frames.At(index) : Miscounted;
        }
    }
}
