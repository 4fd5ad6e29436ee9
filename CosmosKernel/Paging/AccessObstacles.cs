namespace CosmosKernel.Paging;

/// <summary>
/// All that refuses an access: the one that decides, since the processor meets it first, and those that would refuse as well. A set of
/// bits in one number, so that a trap can keep it.
/// </summary>
public readonly struct AccessObstacles
{
    private const int KindsOfLevel = 8;
    private const int Places = 3 * KindsOfLevel;

    private readonly uint all;
    private readonly uint deciding; // one bit of these, or 0

    private AccessObstacles(uint all, uint deciding)
    {
        this.all = all;
        this.deciding = deciding;
    }

    /// <summary>Whether nothing refuses.</summary>
    public bool IsNone => all == 0;

    /// <summary>Whether one of them is known to decide.</summary>
    public bool HasDeciding => deciding != 0;

    /// <summary>The one that decides; only where there is one.</summary>
    public AccessObstacle Deciding => At(PlaceOf(deciding));

    /// <summary>Whether something is among them.</summary>
    /// <param name="depth">The level; 0 is the top.</param>
    /// <param name="kind">Which bit.</param>
    /// <returns>True if it refuses, whether it decides or not.</returns>
    public bool Has(int depth, ObstacleKind kind) => (all & Bit(depth, kind)) != 0;

    /// <summary>Whether something decides.</summary>
    /// <param name="depth">The level; 0 is the top.</param>
    /// <param name="kind">Which bit.</param>
    /// <returns>True of one at most.</returns>
    public bool Decides(int depth, ObstacleKind kind) => (deciding & Bit(depth, kind)) != 0;

    /// <summary>Goes through those that do not decide, from the top level down.</summary>
    /// <param name="place">Where to go on; 0 at first.</param>
    /// <param name="other">The next one.</param>
    /// <returns>False if there are no more.</returns>
    public bool TryNextOther(ref int place, out AccessObstacle other)
    {
        uint others = all & ~deciding;
        while (place < Places)
        {
            int at = place++;
            if ((others & (1u << at)) != 0)
            {
                other = At(at);
                return true;
            }
        }

        other = default;
        return false;
    }

    /// <summary>The same with one more that does not decide.</summary>
    /// <param name="depth">Its level.</param>
    /// <param name="kind">Which bit.</param>
    /// <returns>More obstacles.</returns>
    public AccessObstacles With(int depth, ObstacleKind kind) => new(all | Bit(depth, kind), deciding);

    /// <summary>The same with the one that decides.</summary>
    /// <param name="depth">Its level.</param>
    /// <param name="kind">Which bit; one of these, or a new one.</param>
    /// <returns>The same or more obstacles.</returns>
    public AccessObstacles DecidedBy(int depth, ObstacleKind kind) => new(all | Bit(depth, kind), Bit(depth, kind));

    /// <summary>The uppermost level at which a bit refuses.</summary>
    /// <param name="kind">Which bit.</param>
    /// <returns>The level, or -1.</returns>
    internal int Uppermost(ObstacleKind kind) => Has(0, kind) ? 0 : Has(1, kind) ? 1 : Has(2, kind) ? 2 : -1;

    private static uint Bit(int depth, ObstacleKind kind) => 1u << ((depth * KindsOfLevel) + (int)kind);

    private static AccessObstacle At(int place) => new(place / KindsOfLevel, (ObstacleKind)(place % KindsOfLevel));

    private static int PlaceOf(uint bit)
    {
        int place = 0;
        while (place < Places - 1 && bit != 1u << place)
        {
            place++;
        }

        return place;
    }
}
