namespace CosmosKernel.Screen;

/// <summary>Which entries have a bit.</summary>
internal enum EntryBitPlace
{
    /// <summary>All.</summary>
    Everywhere,

    /// <summary>All but the PDPTEs of PAE.</summary>
    WithRights,

    /// <summary>Those that map a page, large or small.</summary>
    OfPages,

    /// <summary>Directory entries.</summary>
    OfDirectories,

    /// <summary>Those with rights, where XD is in use.</summary>
    WithExecuteDisable,
}
