using System.Collections.Generic;
using System.Text.RegularExpressions;
using CosmosKernel.Memory;
using CosmosKernel.Paging;

namespace CosmosPaging.Lab.Inspection;

/// <summary>
/// Reads what QEMU's own walker prints. <c>info tlb</c> has every page, but of the last level's flags alone; <c>info mem</c> has ranges
/// without physical addresses, but its U and W are those of all levels together. So each page is taken from the one and its rights from the
/// other.
/// </summary>
public static partial class QemuTables
{
    /// <summary>Puts the two together.</summary>
    /// <param name="format">The format of the tables.</param>
    /// <param name="tlb">What <c>info tlb</c> printed.</param>
    /// <param name="ranges">What <c>info mem</c> printed.</param>
    /// <returns>Every page, in ascending order.</returns>
    /// <exception cref="InspectionException">A page lies in none of the ranges.</exception>
    public static IReadOnlyList<MappedPage> Read(PagingFormat format, string tlb, string ranges)
    {
        uint large = format.Level(format.LevelCount - 2).Span;
        MatchCollection lines = RangeLine().Matches(ranges);
        int range = 0;
        List<MappedPage> pages = [];
        foreach (Match page in PageLine().Matches(tlb))
        {
            // Under PAE QEMU 7.2 sign-extends linear addresses and leaves XD in physical ones: the low 32 bits are what counts.
            uint linear = (uint)Hexadecimal.Parse(page.Groups["linear"].Value);
            string flags = page.Groups["flags"].Value;
            while (range < lines.Count && (uint)(Hexadecimal.Parse(lines[range].Groups["end"].Value) - 1) < linear)
            {
                range++;
            }

            if (range == lines.Count || (uint)Hexadecimal.Parse(lines[range].Groups["start"].Value) > linear)
            {
                throw new InspectionException($"QEMU contradicts itself: {linear:x8} is in 'info tlb', and not in 'info mem'");
            }

            string rights = lines[range].Groups["rights"].Value;
            pages.Add(new MappedPage(
                linear,
                (uint)Hexadecimal.Parse(page.Groups["physical"].Value),
                flags[2] == 'P' ? large : Frame.Size,
                rights[0] == 'u',
                rights[2] == 'w',
                flags[0] != 'X',
                flags[1] == 'G'));
        }

        return pages;
    }

    [GeneratedRegex(@"^(?<linear>[0-9a-f]+): (?<physical>[0-9a-f]+) (?<flags>[-XGPDACTUW]{9})", RegexOptions.Multiline)]
    private static partial Regex PageLine();

    [GeneratedRegex(@"^(?<start>[0-9a-f]+)-(?<end>[0-9a-f]+) [0-9a-f]+ (?<rights>[-urw]{3})", RegexOptions.Multiline)]
    private static partial Regex RangeLine();
}
