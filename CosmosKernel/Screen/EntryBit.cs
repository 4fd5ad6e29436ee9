using CosmosKernel.Paging;

namespace CosmosKernel.Screen;

/// <summary>One bit of a paging-structure entry, as SDM vol. 3, figures 4-4 and 4-7, name it.</summary>
internal readonly struct EntryBit
{
    /// <summary>All that are drawn, in the order of the figures.</summary>
    public static readonly EntryBit[] All =
    {
        new("P", 0, EntryBitPlace.Everywhere, ObstacleKind.NotPresent),
        new("R/W", 1, EntryBitPlace.WithRights, ObstacleKind.ReadWrite),
        new("U/S", 2, EntryBitPlace.WithRights, ObstacleKind.UserSupervisor),
        new("PWT", 3, EntryBitPlace.Everywhere, ObstacleKind.None),
        new("PCD", 4, EntryBitPlace.Everywhere, ObstacleKind.None),
        new("A", 5, EntryBitPlace.WithRights, ObstacleKind.None),
        new("D", 6, EntryBitPlace.OfPages, ObstacleKind.None),
        new("PS", 7, EntryBitPlace.OfDirectories, ObstacleKind.None),
        new("G", 8, EntryBitPlace.OfPages, ObstacleKind.None),
        new("XD", 63, EntryBitPlace.WithExecuteDisable, ObstacleKind.ExecuteDisable),
    };

    private readonly EntryBitPlace place;
    private readonly int number;

    private EntryBit(string name, int number, EntryBitPlace place, ObstacleKind obstacle)
    {
        Name = name;
        this.number = number;
        this.place = place;
        Obstacle = obstacle;
    }

    /// <summary>The SDM's name.</summary>
    public string Name { get; }

    /// <summary>What this bit can refuse; none if it refuses nothing.</summary>
    public ObstacleKind Obstacle { get; }

    /// <summary>Whether it says how the page is cached, which this kernel leaves at its default.</summary>
    public bool IsAboutCaches => number == 3 || number == 4;

    /// <summary>The bit.</summary>
    /// <param name="entry">The entry.</param>
    /// <returns>Whether it is 1.</returns>
    public bool IsSet(PageEntry entry) => ((uint)(entry.Raw >> number) & 1) != 0;

    /// <summary>Whether an entry has such a bit; elsewhere the place is reserved, ignored or means something else.</summary>
    /// <param name="format">The format.</param>
    /// <param name="depth">The entry's level.</param>
    /// <param name="entry">The entry.</param>
    /// <returns>True if so.</returns>
    public bool Exists(PagingFormat format, int depth, PageEntry entry)
    {
        PagingLevel level = format.Level(depth);
        return place switch
        {
            EntryBitPlace.WithRights => level.HasRights,
            EntryBitPlace.OfPages => depth == format.LevelCount - 1 || (level.MayMapLargePage && entry.IsLarge),
            EntryBitPlace.OfDirectories => level.MayMapLargePage,
            EntryBitPlace.WithExecuteDisable => format.HasExecuteDisable && level.HasRights,
            _ => true,
        };
    }
}
