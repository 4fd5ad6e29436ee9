using System.Collections.Generic;
using CosmosPaging.Lab.Inspection;

namespace CosmosPaging.Lab.Pictures;

/// <summary>A run of pages that one line can tell of, or of addresses that are not mapped.</summary>
/// <param name="Region">The name of the region that it lies in.</param>
/// <param name="Start">First address.</param>
/// <param name="Last">Last address.</param>
/// <param name="First">Its first page; none if nothing is mapped there.</param>
/// <param name="IsContiguous">Whether its memory is one piece.</param>
public sealed record MapRun(string Region, uint Start, uint Last, MappedPage? First, bool IsContiguous)
{
    /// <summary>How long it is.</summary>
    public long Bytes => (long)Last - Start + 1;

    /// <summary>How many pages it has; 0 if nothing is mapped there.</summary>
    public long Pages => First is { } page ? Bytes / page.Size : 0;

    /// <summary>Merges the pages of a region into runs.</summary>
    /// <param name="region">The region.</param>
    /// <param name="pages">All pages that begin in it, in ascending order.</param>
    /// <returns>The runs, in ascending order, those of unmapped addresses between them if the region shows gaps.</returns>
    public static IEnumerable<MapRun> Merge(Region region, IEnumerable<MappedPage> pages)
    {
        MapRun? run = null;
        MappedPage last = default;
        ulong next = region.Range.Start;
        foreach (MappedPage page in pages)
        {
            if (run is not null && last.GoesOnWith(page))
            {
                run = run with { Last = page.Last, IsContiguous = run.IsContiguous && page.Physical == last.Physical + last.Size };
            }
            else
            {
                if (run is not null)
                {
                    yield return run;
                }

                if (region.ShowsGaps && page.Linear > next)
                {
                    yield return new MapRun(region.Name, (uint)next, page.Linear - 1, First: null, IsContiguous: true);
                }

                run = new MapRun(region.Name, page.Linear, page.Last, page, IsContiguous: true);
            }

            last = page;
            next = (ulong)page.Last + 1;
        }

        if (run is not null)
        {
            yield return run;
        }

        if (region.ShowsGaps && next <= region.Range.Last)
        {
            yield return new MapRun(region.Name, (uint)next, region.Range.Last, First: null, IsContiguous: true);
        }
    }
}
