using CosmosKernel.Memory;

namespace CosmosKernel.Paging;

/// <summary>
/// What the processor finds when it translates an address: the entry of each level as far as the walk went, and the rights
/// that all of them together leave (SDM vol. 3, 4.6.1: U/S and R/W are ANDed, XD is ORed over the levels).
/// </summary>
public struct PageWalk
{
    private PageEntry first;
    private PageEntry second;
    private PageEntry third;

    /// <summary>Starts a walk; <see cref="PageTables.Walk(LinearAddress)"/> fills it.</summary>
    /// <param name="format">The format of the tables.</param>
    /// <param name="linear">The address to translate.</param>
    internal PageWalk(PagingFormat format, LinearAddress linear)
    {
        Format = format;
        Linear = linear;
        first = second = third = default;
        Depth = 0;
        End = WalkEnd.NotPresent;
        Rights = PageRights.Write | PageRights.User | PageRights.Execute;
    }

    /// <summary>The format of the tables walked.</summary>
    public PagingFormat Format { get; }

    /// <summary>The address translated.</summary>
    public LinearAddress Linear { get; }

    /// <summary>How many entries were read: 1 up to the format's levels.</summary>
    public int Depth { get; private set; }

    /// <summary>How it ended.</summary>
    public WalkEnd End { get; internal set; }

    /// <summary>What the levels read so far leave; of an address that is not mapped, it means nothing.</summary>
    public PageRights Rights { get; private set; }

    /// <summary>Whether the address is mapped.</summary>
    public readonly bool IsMapped => End == WalkEnd.Mapped;

    /// <summary>Whether the address is mapped for ring 3.</summary>
    public readonly bool IsUser => IsMapped && (Rights & PageRights.User) != 0;

    /// <summary>The last entry read: of a mapped address, the one that maps the page.</summary>
    public readonly PageEntry Last => Entry(Depth - 1);

    /// <summary>The first byte of the page's memory; only of a mapped address.</summary>
    public readonly PhysicalAddress PageAddress => new(Last.Address.Value & ~(PageSize - 1));

    /// <summary>Bytes that the last entry spans: of a mapped address, the page's size.</summary>
    public readonly uint PageSize => Format.Level(Depth - 1).Span;

    /// <summary>Where the address leads; only of a mapped address.</summary>
    public readonly PhysicalAddress Physical => PageAddress + (Linear.Value & (PageSize - 1));

    /// <summary>One of the entries read.</summary>
    /// <param name="depth">Below <see cref="Depth"/>; 0 is the top level.</param>
    /// <returns>The entry.</returns>
    public readonly PageEntry Entry(int depth) => depth == 0 ? first : depth == 1 ? second : third;

    /// <summary>Takes one more entry into the walk.</summary>
    /// <param name="entry">The entry that the next level holds for the address.</param>
    internal void Add(PageEntry entry)
    {
        if (Depth == 0)
        {
            first = entry;
        }
        else if (Depth == 1)
        {
            second = entry;
        }
        else
        {
            third = entry;
        }

        if (Format.Level(Depth).HasRights)
        {
            if (!entry.IsWritable)
            {
                Rights &= ~PageRights.Write;
            }

            if (!entry.IsUser)
            {
                Rights &= ~PageRights.User;
            }

            if (Format.HasExecuteDisable && entry.IsExecuteDisabled)
            {
                Rights &= ~PageRights.Execute;
            }
        }

        Depth++;
    }
}
