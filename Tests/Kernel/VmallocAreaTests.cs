using CosmosKernel.Mappings;
using CosmosKernel.Memory;
using CosmosKernel.Paging;
using NUnit.Framework;

namespace CosmosPaging.Tests.Kernel;

/// <summary>Pages that the kernel maps after the tasks' directories were made.</summary>
[TestFixture]
public sealed unsafe class VmallocAreaTests
{
    [TestCaseSource(typeof(Cells), nameof(Cells.All))]
    public void ANewEntryIsInTheTasksThatShareTheDirectoryAndInNoOthers(string format, string layout, string name)
    {
        using var machine = new FakeMachine(Cells.Format(format), Cells.Layout(layout));
        KernelMapping mapping = machine.Mapping(name);
        PageTables[] tasks = KernelRightsTests.Tasks(machine, mapping, 3);
        Assert.That(mapping.Vmalloc.TryMap(2, out LinearAddress start, out _));

        bool isShared = mapping.Kind.InTask == KernelPart.All && format == "pae";
        Assert.That(mapping.CountDirectoriesWithEntry(start), Is.EqualTo(isShared ? 3 : 0));
        Assert.That(machine.Kernel.Walk(start).IsMapped);
        Assert.That(machine.Kernel.Walk(start).Rights & PageRights.User, Is.EqualTo(PageRights.None));

        // What the handler of the kernel's page faults does for the one task whose directory is in force.
        bool isCopied = mapping.TryCopyEntry(tasks[1], start);
        Assert.That(isCopied, Is.EqualTo(mapping.CopiesSingleEntries));
        Assert.That(mapping.CountDirectoriesWithEntry(start), Is.EqualTo(isShared ? 3 : isCopied ? 1 : 0));
        Assert.That(mapping.TryCopyEntry(tasks[1], start), Is.False, "there is nothing to copy a second time");
        if (isCopied)
        {
            Assert.That(tasks[1].Walk(start + Frame.Size).Last.Raw, Is.EqualTo(machine.Kernel.Walk(start + Frame.Size).Last.Raw));
        }
    }

    [TestCaseSource(typeof(Cells), nameof(Cells.All))]
    public void ATaskMadeAfterwardsHasWhatItsMappingShares(string format, string layout, string name)
    {
        using var machine = new FakeMachine(Cells.Format(format), Cells.Layout(layout));
        KernelMapping mapping = machine.Mapping(name);
        mapping.Vmalloc.TryMap(1, out LinearAddress start, out _);
        PageTables late = KernelRightsTests.Tasks(machine, mapping, 1)[0];
        Assert.That(late.Walk(start).IsMapped, Is.EqualTo(mapping.Kind.InTask == KernelPart.All));
    }

    [TestCaseSource(typeof(Cells), nameof(Cells.All))]
    public void APieceThatIsTakenAwayIsGoneFromEveryDirectory(string format, string layout, string name)
    {
        using var machine = new FakeMachine(Cells.Format(format), Cells.Layout(layout));
        KernelMapping mapping = machine.Mapping(name);
        PageTables[] tasks = KernelRightsTests.Tasks(machine, mapping, 2);
        uint free = machine.Frames.Free;
        mapping.Vmalloc.TryMap(VmallocArea.MostPages, out LinearAddress first, out _);
        mapping.Vmalloc.TryMap(1, out LinearAddress second, out _);
        Assert.That(second, Is.Not.EqualTo(first));
        mapping.TryCopyEntry(tasks[0], first);
        mapping.TryCopyEntry(tasks[1], second);
        Assert.That(mapping.Vmalloc.TrySealAlias(second, out _));

        Assert.That(mapping.Vmalloc.TryUnmap(first, out _));
        Assert.That(mapping.CountDirectoriesWithEntry(first), Is.Zero);
        Assert.That(mapping.Vmalloc.Holds(first, 1), Is.False);
        Assert.That(mapping.Vmalloc.Holds(second, 4), "another piece");
        Assert.That(mapping.Vmalloc.TryUnmap(first, out _), Is.False, "it is gone already");
        LinearRange alias = mapping.Vmalloc.Alias(second);
        Assert.That(mapping.Vmalloc.TryUnmap(second, out _));
        Assert.That(
            machine.Kernel.Walk(new LinearAddress(alias.Start)).Rights & PageRights.Write, Is.EqualTo(PageRights.Write),
            "the frame must be used again");
        Assert.That(machine.Frames.Free, Is.EqualTo(free));
        Assert.That(mapping.Vmalloc.TryMap(1, out LinearAddress again, out _));
        Assert.That(again, Is.EqualTo(first));
        Assert.That(mapping.CountDirectoriesWithEntry(again), Is.EqualTo(mapping.Kind.InTask == KernelPart.All && format == "pae" ? 2 : 0));
    }

    [TestCaseSource(typeof(Cells), nameof(Cells.All))]
    public void AFullAreaAndAFullMemoryAreRefusedWithoutLoss(string format, string layout, string name)
    {
        using var machine = new FakeMachine(Cells.Format(format), Cells.Layout(layout));
        KernelMapping mapping = machine.Mapping(name);
        uint pieces = 0;
        while (mapping.Vmalloc.TryMap(1, out LinearAddress start, out _))
        {
            Assert.That(machine.Layout.VmallocRange.Contains(start));
            pieces++;
        }

        Assert.That(pieces, Is.EqualTo(format == "pae" ? 40 : 20));
        mapping.Vmalloc.TryUnmap(new LinearAddress(machine.Layout.VmallocRange.Start), out _);
        while (machine.Frames.Free > 5)
        {
            machine.Frames.TryAllocate(out _);
        }

        Assert.That(mapping.Vmalloc.TryMap(5, out _, out _), Is.False, "five pages and a table");
        Assert.That(machine.Frames.Free, Is.EqualTo(5));
    }

    /// <summary>A global translation stays when CR3 is loaded, and would serve a directory that does not have the entry.</summary>
    [TestCaseSource(typeof(Cells), nameof(Cells.All))]
    public void NoPageOfItIsEverGlobal(string format, string layout, string name)
    {
        using var machine = new FakeMachine(Cells.Format(format), Cells.Layout(layout));
        KernelMapping mapping = machine.Mapping(name);
        mapping.MarkGlobalPages().IgnoreBecauseNotInForce();
        mapping.Vmalloc.TryMap(2, out LinearAddress start, out _);
        Assert.That(machine.Kernel.Walk(start).Last.IsGlobal, Is.False);
        Assert.That(machine.Kernel.Walk(start + Frame.Size).Last.IsGlobal, Is.False);
    }

    [Test]
    public void TheAreaLiesBetweenTheLargestRamAndTheHole([Values] bool high)
    {
        KernelLayout layout = high ? KernelLayout.High : KernelLayout.Low;
        Assert.That(layout.Window.Contains(layout.VmallocRange));
        Assert.That(layout.VmallocRange.Start - layout.Window.Start, Is.GreaterThan(896u << 20));
        Assert.That(layout.VmallocRange.Last - layout.Window.Start, Is.LessThan(0x3F000000));
    }
}
