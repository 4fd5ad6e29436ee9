using CosmosKernel.Mappings;
using CosmosKernel.Memory;
using CosmosKernel.Paging;

namespace CosmosKernel.Screen;

/// <summary>
/// An address space as a map: all 4 GB walked, neighbours of one kind merged. Of the kernel's parts the gaps inside a page table (page 0,
/// the guard page, the trampoline's) are not told apart; <see cref="SpaceArea.MappedKilobytes"/> does not count them.
/// </summary>
internal sealed class SpaceSurvey
{
    /// <summary>How many regions are kept; what lies above the last of them is left out.</summary>
    public const int Capacity = 64;

    /// <summary>Pieces of the strip: 64 MB each.</summary>
    public const int StripLength = 64;

    private const int StripShift = 26;

    private readonly SpaceArea[] regions = new SpaceArea[Capacity];
    private readonly AreaKind[] strip = new AreaKind[StripLength];

    /// <summary>How many regions there are.</summary>
    public int Count { get; private set; }

    /// <summary>One region.</summary>
    /// <param name="index">0 is the lowest.</param>
    /// <returns>The region.</returns>
    public ref readonly SpaceArea this[int index] => ref regions[index];

    /// <summary>The most telling kind of what lies in a 64 MB range.</summary>
    /// <param name="index">0 to 63.</param>
    /// <returns>The kind.</returns>
    public AreaKind Strip(int index) => strip[index];

    /// <summary>Walks all of an address space.</summary>
    /// <param name="tables">The space: a task's, or the kernel's own.</param>
    /// <param name="mapping">The kernel mapping in force.</param>
    /// <param name="census">Who is told of each frame, or null.</param>
    /// <param name="owner">Whose space it is, for the census.</param>
    public void Take(PageTables tables, KernelMapping mapping, FrameCensus? census, int owner)
    {
        Count = 0;
        for (int i = 0; i < StripLength; i++)
        {
            strip[i] = AreaKind.Hole;
        }

        census?.AddTable(tables.Root, owner);
        uint start = 0;
        do
        {
            PageWalk walk = tables.Walk(new LinearAddress(start));
            census?.Add(walk, tables == mapping.Kernel ? default : mapping.Kernel.Walk(walk.Linear), owner);
            Add(start, walk, KindOf(walk, mapping));
            start += walk.PageSize;
        }
        while (start != 0);
    }

    private static AreaKind KindOf(in PageWalk walk, KernelMapping mapping)
    {
        if (walk.IsUser)
        {
            return AreaKind.User;
        }

        if (KernelLayout.TrampolineRange.Contains(walk.Linear))
        {
            return AreaKind.Trampoline;
        }

        bool isGap = !walk.IsMapped
            && walk.Depth == walk.Format.LevelCount
            && mapping.Layout.Window.Contains(walk.Linear)
            && !mapping.UserSpace.Contains(walk.Linear);
        return walk.IsMapped || isGap ? AreaKind.Kernel
            : mapping.UserSpace.Contains(walk.Linear) ? AreaKind.Hole
            : AreaKind.KernelHole;
    }

    private void Add(uint start, in PageWalk walk, AreaKind kind)
    {
        uint kilobytes = walk.PageSize >> 10;
        PageRights rights = walk.IsMapped ? walk.Rights : PageRights.None;
        if (kind != AreaKind.Hole)
        {
            // A large entry may span several ranges.
            int last = (int)((start + (walk.PageSize - 1)) >> StripShift);
            for (int i = (int)(start >> StripShift); i <= last; i++)
            {
                strip[i] = kind > strip[i] ? kind : strip[i];
            }
        }

        if (Count > 0)
        {
            ref SpaceArea before = ref regions[Count - 1];
            if (before.Kind == kind && (kind != AreaKind.User || before.Rights == rights))
            {
                before.Rights |= rights;
                before.Kilobytes += kilobytes;
                before.MappedKilobytes += walk.IsMapped ? kilobytes : 0;
                return;
            }
        }

        if (Count < Capacity)
        {
            regions[Count++] = new SpaceArea
            {
                Start = start,
                Kind = kind,
                Rights = rights,
                Kilobytes = kilobytes,
                MappedKilobytes = walk.IsMapped ? kilobytes : 0,
            };
        }
    }
}
