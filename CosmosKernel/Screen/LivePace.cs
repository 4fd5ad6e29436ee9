namespace CosmosKernel.Screen;

/// <summary>How a live session goes on.</summary>
internal enum LivePace
{
    /// <summary>It waits for a key.</summary>
    Rest,

    /// <summary>To the end of one experiment.</summary>
    One,

    /// <summary>To the end of the table.</summary>
    All,

    /// <summary>Not at all.</summary>
    Over,
}
