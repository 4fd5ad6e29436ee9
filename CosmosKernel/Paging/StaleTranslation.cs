using CosmosKernel.Cpu;
using CosmosKernel.Memory;

namespace CosmosKernel.Paging;

/// <summary>
/// What is owed to the TLB: entries were taken away or changed, and the TLB may still know the old ones (SDM vol. 3, 4.10.4.2). Whoever
/// changed them calls <see cref="Flush"/>, or says why there is no need.
/// </summary>
public readonly struct StaleTranslation
{
    /// <summary>With more it is cheaper to forget everything. Linux draws the line at the same number.</summary>
    private const uint MostSinglePages = 33;

    private readonly LinearRange pages;

    /// <summary>For one page.</summary>
    /// <param name="page">The page whose entry changed.</param>
    public StaleTranslation(LinearAddress page)
        : this(new LinearRange(page.Page.Value, page.Page.Value + (Frame.Size - 1)))
    {
    }

    /// <summary>For several pages.</summary>
    /// <param name="pages">Whole pages.</param>
    public StaleTranslation(LinearRange pages) => this.pages = pages;

    /// <summary>What only a flush of the whole TLB is enough for.</summary>
    public static StaleTranslation Everything => new(new LinearRange(0, 0xFFFFFFFF));

    /// <summary>
    /// INVLPG for each page, or everything at once; global or not, either way. INVLPG also drops all that the processor remembers of the
    /// levels above (SDM vol. 3, 4.10.4.1). Right if the changed tables are in force now.
    /// </summary>
    public void Flush()
    {
        uint count = ((pages.Last - pages.Start) / Frame.Size) + 1;
        if (count > MostSinglePages)
        {
            ControlRegisters.InvalidateAll();
            return;
        }

        for (uint i = 0; i < count; i++)
        {
            ControlRegisters.InvalidatePage(pages.Start + (i * Frame.Size));
        }
    }

    /// <summary>Nothing to do: all that the TLB knows is flushed before anything can go wrong.</summary>
    public void IgnoreBecauseAllIsFlushed()
    {
    }

    /// <summary>Nothing to do: the changed tables are not in force, and a CR3 load comes before they are again.</summary>
    public void IgnoreBecauseNotInForce()
    {
    }
}
