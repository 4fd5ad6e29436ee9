using System;
using System.Collections.Generic;
using System.Text.RegularExpressions;
using CosmosKernel.Memory;
using CosmosKernel.Paging;

namespace CosmosPaging.Lab.Inspection;

/// <summary>
/// Reads what Bochs' debugger prints. <c>info tab</c> has the ranges that are mapped, and where to; <c>page</c> has the entries by which
/// one address is translated. The rights that these leave together are worked out here, from the entries' bits (SDM vol. 3, 4.6.1).
/// </summary>
public static partial class BochsTables
{
    private const string Unmapped = "physical address not available";
    private const ulong Writable = 1 << 1;
    private const ulong User = 1 << 2;
    private const ulong Large = 1 << 7;
    private const ulong Global = 1 << 8;
    private const ulong ExecuteDisable = 1UL << 63;

    /// <summary>Reads the ranges.</summary>
    /// <param name="lines">What <c>info tab</c> printed.</param>
    /// <returns>First and last linear address, and first physical address, of each.</returns>
    public static IEnumerable<(uint Start, uint Last, uint Physical)> ReadRanges(IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            if (RangeLine().Match(line) is { Success: true } range)
            {
                yield return (
                    (uint)Hexadecimal.Parse(range.Groups["start"].Value),
                    (uint)Hexadecimal.Parse(range.Groups["last"].Value),
                    (uint)Hexadecimal.Parse(range.Groups["physical"].Value));
            }
        }
    }

    /// <summary>
    /// Parts the answers to several questions for a page: the last line of each says where the address leads, or that it leads nowhere.
    /// </summary>
    /// <param name="lines">What several <c>page</c> printed.</param>
    /// <returns>The lines of each.</returns>
    public static IEnumerable<IReadOnlyList<string>> SplitPages(IEnumerable<string> lines)
    {
        List<string> page = [];
        foreach (string line in lines)
        {
            page.Add(line);
            if (TranslationLine().IsMatch(line) || line.StartsWith(Unmapped, StringComparison.Ordinal))
            {
                yield return page;
                page = [];
            }
        }
    }

    /// <summary>Reads one page.</summary>
    /// <param name="format">The format of the tables.</param>
    /// <param name="linear">The address that was asked for: a page's first.</param>
    /// <param name="lines">What <c>page</c> printed; under PAE the top level's entry is not in it, which has no rights.</param>
    /// <returns>The page.</returns>
    /// <exception cref="InspectionException">It is not mapped, which contradicts the ranges.</exception>
    public static MappedPage ReadPage(PagingFormat format, uint linear, IReadOnlyList<string> lines)
    {
        uint? physical = null;
        ulong common = Writable | User;
        ulong last = 0;
        bool executable = true;
        bool isDirectoryEntry = false;
        foreach (string line in lines)
        {
            if (EntryLine().Match(line) is { Success: true } entry)
            {
                last = Hexadecimal.Parse(entry.Groups["value"].Value);
                common &= last;
                executable &= (last & ExecuteDisable) == 0;
                isDirectoryEntry = entry.Groups["level"].Value == "PDE";
            }
            else if (TranslationLine().Match(line) is { Success: true } translation)
            {
                physical = (uint)Hexadecimal.Parse(translation.Groups["physical"].Value);
            }
        }

        bool isLarge = isDirectoryEntry && (last & Large) != 0;
        return new MappedPage(
            linear,
            physical ?? throw new InspectionException(
                $"Bochs contradicts itself: {linear:x8} is in 'info tab', and 'page' does not find it"),
            isLarge ? format.Level(format.LevelCount - 2).Span : Frame.Size,
            (common & User) != 0,
            (common & Writable) != 0,
            executable,
            (last & Global) != 0);
    }

    [GeneratedRegex(@"^0x(?<start>[0-9a-f]+)-0x(?<last>[0-9a-f]+) -> 0x(?<physical>[0-9a-f]+)-")]
    private static partial Regex RangeLine();

    [GeneratedRegex(@"^ *(?<level>PDE|PTE): 0x(?<value>[0-9a-f]+)")]
    private static partial Regex EntryLine();

    [GeneratedRegex(@"^linear page 0x[0-9a-f]+ maps to physical page 0x(?<physical>[0-9a-f]+)")]
    private static partial Regex TranslationLine();
}
