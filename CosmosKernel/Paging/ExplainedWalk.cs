using CosmosKernel.Memory;

namespace CosmosKernel.Paging;

/// <summary>
/// A walk, and which bits of it refuse an access: level by level the entry, the bit that decides, and those that would refuse as well.
/// Whoever draws a walk (the log, the screen, a report) draws this.
/// </summary>
public readonly struct ExplainedWalk
{
    /// <summary>Puts the two together.</summary>
    /// <param name="walk">The walk.</param>
    /// <param name="obstacles">What refuses; none if the tables do not explain it.</param>
    public ExplainedWalk(in PageWalk walk, AccessObstacles obstacles)
    {
        Walk = walk;
        Obstacles = obstacles;
    }

    /// <summary>The entries, as far as the walk went.</summary>
    public PageWalk Walk { get; }

    /// <summary>The one that decides, and the others.</summary>
    public AccessObstacles Obstacles { get; }

    /// <summary>Makes a walk that someone has seen and told of, in a log for instance.</summary>
    /// <param name="linear">The address.</param>
    /// <param name="format">The format of the tables.</param>
    /// <param name="entries">What the tables hold for the address, level by level. Those behind the last one read do not count.</param>
    /// <param name="obstacles">What refuses.</param>
    /// <returns>The walk as far as it goes.</returns>
    public static ExplainedWalk Of(LinearAddress linear, PagingFormat format, in AccessEntries entries, AccessObstacles obstacles)
    {
        var walk = new PageWalk(format, linear);
        PageEntry entry;
        do
        {
            entry = entries[walk.Depth];
            walk.Add(entry);
        }
        while (entry.IsPresent && !format.IsLast(walk.Depth - 1, (uint)entry.Raw));
        walk.End = entry.IsPresent ? WalkEnd.Mapped : WalkEnd.NotPresent;
        return new ExplainedWalk(walk, obstacles);
    }

    /// <summary>Whether a bit of an entry is the one that decides.</summary>
    /// <param name="depth">The entry's level; 0 is the top.</param>
    /// <param name="kind">Which bit.</param>
    /// <returns>True of one bit at most.</returns>
    public bool Decides(int depth, ObstacleKind kind) => Obstacles.Decides(depth, kind);

    /// <summary>Whether a bit of an entry would refuse the access, too, if the one that decides did not.</summary>
    /// <param name="depth">The entry's level; 0 is the top.</param>
    /// <param name="kind">Which bit.</param>
    /// <returns>True if so.</returns>
    public bool RefusesToo(int depth, ObstacleKind kind) => Obstacles.Has(depth, kind) && !Obstacles.Decides(depth, kind);
}
