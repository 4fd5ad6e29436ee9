using System.Collections.Generic;
using System.Linq;
using CosmosKernel.Mappings;
using CosmosKernel.Memory;
using CosmosPaging.Lab.Inspection;

namespace CosmosPaging.Lab.Pictures;

/// <summary>One address space: a task's, or the kernel's own.</summary>
/// <param name="Name">Whose it is.</param>
/// <param name="Pid">The task's number; 0 is the kernel.</param>
/// <param name="Root">What CR3 holds when it is in force.</param>
/// <param name="Part">What of the kernel it may have.</param>
/// <param name="Regions">Its regions, in ascending order; none overlaps another.</param>
/// <param name="Pages">Every page that the kernel's own walker finds, in ascending order.</param>
/// <param name="EmulatorsPages">Every page that the emulator's finds, in ascending order.</param>
public sealed record SpacePicture(
    string Name,
    uint Pid,
    uint Root,
    KernelPart Part,
    IReadOnlyList<Region> Regions,
    IReadOnlyList<MappedPage> Pages,
    IReadOnlyList<MappedPage> EmulatorsPages)
{
    /// <summary>What pages outside all regions are listed under.</summary>
    public const string Elsewhere = "elsewhere";

    /// <summary>How the two walkers disagree, a line for each page; empty if they do not.</summary>
    public IReadOnlyList<string> Differences { get; } = [.. Compare(Pages, EmulatorsPages)];

    /// <summary>How the emulator's pages break the policy, a sentence for each; empty if they do not.</summary>
    public IReadOnlyList<string> Breaches { get; init; } = [];

    /// <summary>What of the trampoline can be written through the window; of the kernel's own space alone.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>How many pages were compared: those that either walker finds.</summary>
    public int Compared { get; } = Pages.Select(page => page.Linear).Union(EmulatorsPages.Select(page => page.Linear)).Count();

    /// <summary>All its runs, under their regions.</summary>
    /// <returns>Ascending within each region.</returns>
    public IEnumerable<MapRun> Runs() =>
        Regions.SelectMany(region => MapRun.Merge(region, Pages.Where(page => region.Range.Contains(new LinearAddress(page.Linear)))))
            .Concat(MapRun.Merge(
                new Region(Elsewhere, new LinearRange(0, uint.MaxValue), ShowsGaps: false),
                Pages.Where(page => !Regions.Any(region => region.Range.Contains(new LinearAddress(page.Linear))))));

    private static IEnumerable<string> Compare(IReadOnlyList<MappedPage> ours, IReadOnlyList<MappedPage> emulators)
    {
        Dictionary<uint, MappedPage> theirs = emulators.ToDictionary(page => page.Linear);
        foreach (MappedPage page in ours)
        {
            if (!theirs.Remove(page.Linear, out MappedPage other))
            {
                yield return $"the kernel's walker finds {page}, the emulator's nothing";
            }
            else if (page != other)
            {
                yield return $"the kernel's walker finds {page}, the emulator's {other}";
            }
        }

        foreach (MappedPage page in theirs.Values)
        {
            yield return $"the emulator's walker finds {page}, the kernel's nothing";
        }
    }
}
