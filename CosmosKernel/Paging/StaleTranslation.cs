using CosmosKernel.Cpu;
using CosmosKernel.Memory;

namespace CosmosKernel.Paging;

/// <summary>
/// A debt: an entry was taken away or narrowed, and the TLB may still know the old one (SDM vol. 3, 4.10.4.2). Whoever changed
/// the entry settles it, by <see cref="Flush"/> or by saying why there is no need.
/// </summary>
public readonly struct StaleTranslation
{
    private readonly LinearAddress page;

    /// <summary>Notes the debt.</summary>
    /// <param name="page">The page whose entry changed.</param>
    public StaleTranslation(LinearAddress page) => this.page = page;

    /// <summary>INVLPG. Right if the changed tables are in force now.</summary>
    public void Flush() => ControlRegisters.InvalidatePage(page.Value);

    /// <summary>Nothing to do: the changed tables are not in force, and a CR3 load comes before they are again.</summary>
    public void IgnoreBecauseNotInForce()
    {
    }
}
