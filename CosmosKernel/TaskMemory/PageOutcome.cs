namespace CosmosKernel.TaskMemory;

/// <summary>What came of asking for a page as the program may have it.</summary>
internal enum PageOutcome
{
    /// <summary>The program has no region there.</summary>
    NoRegion,

    /// <summary>The program may not do that there.</summary>
    Forbidden,

    /// <summary>The program may, but no frame is left. The last of the refusals.</summary>
    OutOfMemory,

    /// <summary>It was there already.</summary>
    Present,

    /// <summary>A page of zeros has come.</summary>
    Zeroed,

    /// <summary>The stack has got another page.</summary>
    StackGrown,

    /// <summary>The page was shared since a fork, and the program has a copy of its own now.</summary>
    Copied,

    /// <summary>The page had been shared since a fork, and is the program's alone now: it was made writable.</summary>
    LastReference,
}
