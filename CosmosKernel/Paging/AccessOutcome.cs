namespace CosmosKernel.Paging;

/// <summary>What the processor does with an access: where it leads and what it leaves in the entries, or how it is refused.</summary>
internal readonly struct AccessOutcome
{
    private readonly PagingFormat format;
    private readonly bool isWrite;

    private AccessOutcome(
        PagingFormat format,
        AccessKind kind,
        AccessReason reason,
        AccessObstacles obstacles,
        int depth,
        int lastDepth,
        PageFaultErrorCode errorCode,
        ulong physicalAddress)
    {
        this.format = format;
        isWrite = kind == AccessKind.Write;
        Reason = reason;
        Obstacles = obstacles;
        Depth = depth;
        LastDepth = lastDepth;
        ErrorCode = errorCode;
        PhysicalAddress = physicalAddress;
    }

    /// <summary>Why it is refused, or <see cref="AccessReason.None"/>.</summary>
    public AccessReason Reason { get; }

    /// <summary>
    /// All that refuses it, as far as the processor reads the entries: what comes below an entry with P=0 or a reserved bit is not known.
    /// </summary>
    public AccessObstacles Obstacles { get; }

    /// <summary>
    /// The level of the entry that decides: the uppermost that refuses, or else the one that maps the page; 0 is the top. SMEP and SMAP
    /// refuse because of all levels together; then it is the last one.
    /// </summary>
    public int Depth { get; }

    /// <summary>The level of the last entry that the processor reads.</summary>
    public int LastDepth { get; }

    /// <summary>Of a page fault: the error code, as the processor pushes it.</summary>
    public PageFaultErrorCode ErrorCode { get; }

    /// <summary>Of an access that is allowed: where it leads. More than 32 bits where the entries have more.</summary>
    public ulong PhysicalAddress { get; }

    /// <summary>Whether the access takes place.</summary>
    public bool IsAllowed => Reason == AccessReason.None;

    /// <summary>Whether it is refused by a page fault.</summary>
    public bool IsPageFault => Reason != AccessReason.None && Reason != AccessReason.ReservedWhenLoaded;

    /// <summary>
    /// What an access leaves in an entry: the bits of it that are 1 afterwards, whatever they were before. SDM vol. 3, 4.8: A in each entry
    /// that was used, D in the one that maps the page if it was written. After a fault none is certain.
    /// </summary>
    /// <param name="depth">The entry's level.</param>
    /// <returns>The bits A and D, or none.</returns>
    public ulong BitsSet(int depth)
    {
        if (!IsAllowed || depth > LastDepth || !format.Level(depth).HasRights)
        {
            return 0;
        }

        return depth == LastDepth && isWrite ? PageEntry.AccessedBit | PageEntry.DirtyBit : PageEntry.AccessedBit;
    }

    /// <summary>
    /// What a refused access may leave in an entry. It has passed the entries above the last one, and some processors note that at once
    /// and others never do.
    /// </summary>
    /// <param name="depth">The entry's level.</param>
    /// <returns>The bit A, or none.</returns>
    public ulong BitsLeftOpen(int depth) => IsPageFault && depth < LastDepth && format.Level(depth).HasRights ? PageEntry.AccessedBit : 0;

    /// <summary>The same with another error code: what an emulator pushes that has the reason right and the code wrong.</summary>
    /// <param name="errorCode">Its code.</param>
    /// <returns>Another outcome.</returns>
    internal AccessOutcome With(PageFaultErrorCode errorCode) =>
        new(format, AccessKind.Read, Reason, Obstacles, Depth, LastDepth, errorCode, PhysicalAddress);

    /// <summary>An access that takes place.</summary>
    /// <param name="format">The format of the tables.</param>
    /// <param name="kind">What is done.</param>
    /// <param name="depth">The level of the entry that maps the page.</param>
    /// <param name="physicalAddress">Where it leads.</param>
    /// <returns>The outcome.</returns>
    internal static AccessOutcome Allowed(PagingFormat format, AccessKind kind, int depth, ulong physicalAddress) =>
        new(format, kind, AccessReason.None, default, depth, depth, PageFaultErrorCode.None, physicalAddress);

    /// <summary>An access that is refused.</summary>
    /// <param name="format">The format of the tables.</param>
    /// <param name="reason">Why.</param>
    /// <param name="obstacles">All that refuses, with what decides.</param>
    /// <param name="lastDepth">The level of the last entry read.</param>
    /// <param name="errorCode">Of a page fault: the error code.</param>
    /// <returns>The outcome.</returns>
    internal static AccessOutcome Refused(
        PagingFormat format, AccessReason reason, AccessObstacles obstacles, int lastDepth, PageFaultErrorCode errorCode) =>
        new(format, AccessKind.Read, reason, obstacles, obstacles.Deciding.Depth, lastDepth, errorCode, 0);
}
