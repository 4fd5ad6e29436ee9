using CosmosKernel.Paging;

namespace CosmosKernel.Screen;

/// <summary>A bit of a page fault's error code in words.</summary>
internal readonly struct ErrorBit
{
    /// <summary>Describes it.</summary>
    /// <param name="name">The SDM's name.</param>
    /// <param name="mask">The bit.</param>
    /// <param name="whenClear">What 0 says.</param>
    /// <param name="whenSet">What 1 says.</param>
    public ErrorBit(string name, PageFaultErrorCode mask, string whenClear, string whenSet)
    {
        Name = name;
        Mask = mask;
        WhenClear = whenClear;
        WhenSet = whenSet;
    }

    /// <summary>The SDM's name.</summary>
    public string Name { get; }

    /// <summary>The bit.</summary>
    public PageFaultErrorCode Mask { get; }

    /// <summary>What 0 says.</summary>
    public string WhenClear { get; }

    /// <summary>What 1 says.</summary>
    public string WhenSet { get; }
}
