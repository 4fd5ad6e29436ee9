namespace CosmosKernel.Output;

/// <summary>
/// The kinds of line of which there may be any number: what happens a thousand times is counted rather than told each time.
/// </summary>
internal enum LineKind
{
    /// <summary>A <c>task:</c> line of a fork.</summary>
    Begin,

    /// <summary>The <c>exit:</c> line of a task that was forked.</summary>
    End,

    /// <summary>A fault that the kernel mended.</summary>
    Mended,

    /// <summary>A fault that was delivered to the program.</summary>
    Delivered,

    /// <summary>A fault that ended a task that was forked.</summary>
    Fatal,

    /// <summary>A <c>vmalloc:</c> line.</summary>
    Area,
}
