namespace CosmosKernel.Paging;

/// <summary>One thing that refuses an access, by itself: this bit would do, were all others as the access needs them.</summary>
public readonly struct AccessObstacle
{
    /// <summary>Names an obstacle.</summary>
    /// <param name="depth">The level of the entry; 0 is the top. Of a bit of CR4, the level that maps the page.</param>
    /// <param name="kind">Which bit.</param>
    public AccessObstacle(int depth, ObstacleKind kind)
    {
        Depth = depth;
        Kind = kind;
    }

    /// <summary>The level of the entry; 0 is the top.</summary>
    public int Depth { get; }

    /// <summary>Which bit.</summary>
    public ObstacleKind Kind { get; }

    /// <summary>Whether the bit is one of CR4, and no entry's.</summary>
    public bool IsOfCr4 => Kind == ObstacleKind.SupervisorExecution || Kind == ObstacleKind.SupervisorAccess;

    /// <summary>The bit's name in the log: p, rsvd, us, rw, xd, smep, smap.</summary>
    public string Bit => Kind switch
    {
        ObstacleKind.NotPresent => "p",
        ObstacleKind.Reserved => "rsvd",
        ObstacleKind.UserSupervisor => "us",
        ObstacleKind.ReadWrite => "rw",
        ObstacleKind.ExecuteDisable => "xd",
        ObstacleKind.SupervisorExecution => "smep",
        ObstacleKind.SupervisorAccess => "smap",
        _ => string.Empty,
    };

    /// <summary>Where the bit is, in the log: the level's name, or cr4.</summary>
    /// <param name="format">The format of the tables.</param>
    /// <returns>For example <c>pte</c>.</returns>
    public string Place(PagingFormat format) => IsOfCr4 ? "cr4" : format.Level(Depth).Name;
}
