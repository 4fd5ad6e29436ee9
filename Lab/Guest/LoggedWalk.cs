using System;
using System.Collections.Generic;
using System.Linq;
using CosmosKernel.Memory;
using CosmosKernel.Paging;

namespace CosmosPaging.Lab.Guest;

/// <summary>Makes of a page fault's line the walk that the kernel told of: the same data that its own screen draws.</summary>
public static class LoggedWalk
{
    private static readonly ObstacleKind[] Kinds = [.. Enum.GetValues<ObstacleKind>().Where(kind => kind != ObstacleKind.None)];

    /// <summary>Reads the walk.</summary>
    /// <param name="fault">The fault.</param>
    /// <returns>The walk with what refuses; none if the line has no entries, or bits of no such entry.</returns>
    public static ExplainedWalk? Of(FaultRecord fault)
    {
        bool isPae = fault.Entries.Any(entry => entry.Level == PagingFormat.Pae.Level(0).Name);
        PagingFormat format = isPae ? PagingFormat.Pae : PagingFormat.TwoLevel;
        if (fault.Entries.Count == 0 || fault.Entries.Count > format.LevelCount)
        {
            return null;
        }

        AccessObstacles obstacles = default;
        foreach (TableBit bit in fault.Also)
        {
            if (!TryFind(format, fault.Entries.Count, bit, out AccessObstacle other))
            {
                return null;
            }

            obstacles = obstacles.With(other.Depth, other.Kind);
        }

        if (fault.Decides is { } decides)
        {
            if (!TryFind(format, fault.Entries.Count, decides, out AccessObstacle deciding))
            {
                return null;
            }

            obstacles = obstacles.DecidedBy(deciding.Depth, deciding.Kind);
        }

        IReadOnlyList<TableEntry> read = fault.Entries;
        AccessEntries entries = new(Entry(read, 0), Entry(read, 1), Entry(read, 2));
        return ExplainedWalk.Of(new LinearAddress(fault.Cr2 ?? 0), format, entries, obstacles);
    }

    private static PageEntry Entry(IReadOnlyList<TableEntry> entries, int depth) =>
        depth < entries.Count ? new PageEntry(entries[depth].Value) : default;

    private static bool TryFind(PagingFormat format, int levels, TableBit bit, out AccessObstacle obstacle)
    {
        foreach (ObstacleKind kind in Kinds)
        {
            for (int depth = levels - 1; depth >= 0; depth--)
            {
                obstacle = new AccessObstacle(depth, kind);
                if (obstacle.Bit == bit.Bit && obstacle.Place(format) == bit.Place)
                {
                    return true;
                }
            }
        }

        obstacle = default;
        return false;
    }
}
