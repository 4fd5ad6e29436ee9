using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Guest;
using NUnit.Framework;

namespace CosmosPaging.Tests.Booted;

/// <summary>
/// What the log says of a walk, against the entries on the same line: of each page fault of a whole run, and by rules that are written down
/// here once more.
/// </summary>
internal sealed class WalkBitsTests
{
    private static IEnumerable<Cell> Boots => KernelBoot.Boots;

    [TestCaseSource(nameof(Boots))]
    public async Task EachFaultNamesTheBitsThatRefuse(Cell boot)
    {
        FaultRecord[] faults = [.. (await KernelBoot.WholeRunAsync(boot)).Verdict.Runs.SelectMany(run => run.Guest!.Faults)];
        FaultRecord[] pages = [.. faults.Where(fault => fault.Vector == ExceptionVectors.PageFault)];
        IEnumerable<string> wrong =
            from fault in pages
            let said = $"{fault.Decides} {string.Join(',', fault.Also)} {fault.IsUntoldFetch}"
            where said != Expected(fault)
            select $"{fault.Text}\n    by the entries: {Expected(fault)}";
        Assert.That(string.Join('\n', wrong), Is.Empty);

        // The sample has all kinds of bits, and both kinds of fetches where there are such.
        IEnumerable<string> bits = pages.Select(fault => fault.Decides!.Value.Bit).Distinct();
        string[] all = boot.Paging == "pae" ? ["p", "rw", "us", "xd"] : ["p", "rw", "us"];
        Assert.That(bits.Order(StringComparer.Ordinal), Is.EqualTo(all));
        Assert.That(pages.Any(fault => fault.Also.Count > 0));
        Assert.That(pages.Any(fault => fault.IsUntoldFetch), Is.EqualTo(boot.Paging == "two-level"));
        Assert.That(faults.Where(fault => fault.Vector != ExceptionVectors.PageFault).Select(fault => fault.Decides), Is.All.Null);
    }

    private static string Expected(FaultRecord fault)
    {
        bool untold = fault.Cr2 == fault.Eip && (fault.ErrorCode & 0x12) == 0;
        bool user = (fault.ErrorCode & 4) != 0;
        bool write = (fault.ErrorCode & 2) != 0;
        bool fetch = untold || (fault.ErrorCode & 0x10) != 0;
        List<string> refusing = [];
        foreach (TableEntry entry in fault.Entries.Where(entry => (entry.Value & 1) != 0 && entry.Level != "pdpte"))
        {
            refusing.AddRange(user && (entry.Value & 4) == 0 ? [$"{entry.Level}.us"] : []);
            refusing.AddRange(write && (entry.Value & 2) == 0 ? [$"{entry.Level}.rw"] : []);
            refusing.AddRange(fetch && entry.Value >> 63 != 0 ? [$"{entry.Level}.xd"] : []);
        }

        string decides = (fault.Entries[^1].Value & 1) == 0
            ? $"{fault.Entries[^1].Level}.p"
            : new[] { ".us", ".rw", ".xd" }.SelectMany(bit => refusing.Where(name => name.EndsWith(bit, StringComparison.Ordinal))).First();
        return $"{decides} {string.Join(',', refusing.Where(name => name != decides))} {untold}";
    }
}
