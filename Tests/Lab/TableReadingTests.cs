using System.Linq;
using CosmosKernel.Mappings;
using CosmosKernel.Memory;
using CosmosKernel.Paging;
using CosmosPaging.Lab.Inspection;
using CosmosPaging.Lab.Pictures;
using NUnit.Framework;

namespace CosmosPaging.Tests.Lab;

/// <summary>What the emulators print of their walks, and how two walks of one space are compared.</summary>
internal sealed class TableReadingTests
{
    private static readonly MappedPage Text = new(
        0x40000000, 0x1000, 4096, IsUser: true, IsWritable: false, IsExecutable: true, IsGlobal: false);
    private static readonly MappedPage Data = new(
        0x40001000, 0x3000, 4096, IsUser: true, IsWritable: true, IsExecutable: false, IsGlobal: false);

    [Test]
    public void QemusRightsAreThoseOfAllLevels()
    {
        const string Tlb = """
            40000000: 0000000000450000 ----A--U-
            40001000: 8000000000451000 X---A--UW
            ffffffffc0400000: 0000000000400000 -GPDA---W
            """;
        const string Ranges = """
            0000000040000000-0000000040001000 0000000000001000 ur-
            0000000040001000-0000000040002000 0000000000001000 -rw
            00000000c0400000-00000000c0600000 0000000000200000 -rw
            """;

        Assert.That(QemuTables.Read(PagingFormat.Pae, Tlb, Ranges).Select(page => page.ToString()), Is.EqualTo(new[]
        {
            "40000000 -> 00450000 4K U r-x -",
            "40001000 -> 00451000 4K S rw- -",
            "c0400000 -> 00400000 2048K S rwx g",
        }));
    }

    [Test]
    public void APageInNoRangeOfQemusIsAContradiction() =>
        Assert.That(
            () => QemuTables.Read(
                PagingFormat.TwoLevel, "40000000: 0000000000450000 ----A--U-\n",
                "0000000050000000-0000000050001000 0000000000001000 ur-\n"),
            Throws.TypeOf<InspectionException>().With.Message.Contains("40000000"));

    [Test]
    public void BochsRightsAreThoseOfAllLevels()
    {
        string[] lines =
        [
            " PDE: 0x0000000000462025    ps         A pcd pwt U R P",
            " PTE: 0x8000000000486067 XD    g pat D A pcd pwt U W P",
            "linear page 0x0000000040001000 maps to physical page 0x000000486000",
            " PDE: 0x00000000004001e3    PS g pat D A pcd pwt S W P",
            "linear page 0x00000000c0400000 maps to physical page 0x000000400000",
            "physical address not available for linear 0x00000000d0000000",
        ];

        string[][] pages = [.. BochsTables.SplitPages(lines).Select(page => page.ToArray())];
        Assert.That(pages.Select(page => page.Length), Is.EqualTo(new[] { 3, 2, 1 }));
        Assert.That(BochsTables.ReadPage(PagingFormat.Pae, 0x40001000, pages[0]).ToString(), Is.EqualTo("40001000 -> 00486000 4K U r-- -"));
        Assert.That(
            BochsTables.ReadPage(PagingFormat.Pae, 0xC0400000, pages[1]).ToString(), Is.EqualTo("c0400000 -> 00400000 2048K S rwx g"));
        Assert.That(() => BochsTables.ReadPage(PagingFormat.Pae, 0xD0000000, pages[2]), Throws.TypeOf<InspectionException>());
    }

    [Test]
    public void EachPageThatTheWalkersSeeDifferentlyIsOneDifference()
    {
        MappedPage elsewhere = Data with { Linear = 0x50000000 };
        SpacePicture space = new("task", 1, 0x2000, KernelPart.Trampoline, [], [Text, Data], [Text with { IsUser = false }, elsewhere]);

        Assert.That(space.Compared, Is.EqualTo(3));
        Assert.That(space.Differences, Is.EqualTo(new[]
        {
            "the kernel's walker finds 40000000 -> 00001000 4K U r-x -, the emulator's 40000000 -> 00001000 4K S r-x -",
            "the kernel's walker finds 40001000 -> 00003000 4K U rw- -, the emulator's nothing",
            "the emulator's walker finds 50000000 -> 00003000 4K U rw- -, the kernel's nothing",
        }));
    }

    [Test]
    public void PagesOfTheSameRightsAreOneRunAndGapsAreShownWhereAsked()
    {
        Region region = new("all", new LinearRange(0x40000000, 0x40004FFF), ShowsGaps: true);
        MapRun[] runs = [
            .. MapRun.Merge(region, [Text, Data, Data with { Linear = 0x40002000, Physical = 0x9000 }, Text with { Linear = 0x40004000 }])];

        Assert.That(runs.Select(run => $"{run.Start:x8}-{run.Last:x8} {run.Pages} {run.IsContiguous}"), Is.EqualTo(new[]
        {
            "40000000-40000fff 1 True", "40001000-40002fff 2 False", "40003000-40003fff 0 True", "40004000-40004fff 1 True",
        }));
    }

    [Test]
    public void TheLastPageOfAllEndsARun()
    {
        Region top = new("top", new LinearRange(0xFFFFE000, 0xFFFFFFFF), ShowsGaps: true);
        MapRun[] runs = [.. MapRun.Merge(top, [Text with { Linear = 0xFFFFF000 }])];

        Assert.That(
            runs.Select(run => $"{run.Start:x8}-{run.Last:x8} {run.Pages}"),
            Is.EqualTo(new[] { "ffffe000-ffffefff 0", "fffff000-ffffffff 1" }));
    }
}
