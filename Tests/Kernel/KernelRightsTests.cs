using System.Collections.Generic;
using System.Linq;
using CosmosKernel.Mappings;
using CosmosKernel.Memory;
using CosmosKernel.Paging;
using NUnit.Framework;

namespace CosmosPaging.Tests.Kernel;

/// <summary>Rights of kernel pages that are mapped already, while tasks have copies of the entries.</summary>
[TestFixture]
public sealed class KernelRightsTests
{
    private const uint InALargePage = 0x1402000;

    [TestCaseSource(typeof(Cells), nameof(Cells.All))]
    public void AChangeReachesEveryDirectoryAtOnce(string format, string layout, string name)
    {
        using var machine = new FakeMachine(Cells.Format(format), Cells.Layout(layout));
        KernelMapping mapping = machine.Mapping(name);
        PageTables[] tasks = Tasks(machine, mapping, 3);
        mapping.Destroy(tasks[1]);
        LinearAddress page = machine.Layout.ToLinear(new PhysicalAddress(InALargePage));
        Assert.That(machine.Kernel.Walk(page).PageSize, Is.GreaterThan(Frame.Size), "the test wants a large page");

        Assert.That(mapping.TryChangeKernelRights(OnePage(page), PageRights.None, PageRights.Write, out _));
        List<PageTables> all = [machine.Kernel];
        if (mapping.Kind.InTask == KernelPart.All)
        {
            all.AddRange([tasks[0], tasks[2]]);
        }

        foreach (PageTables tables in all)
        {
            Assert.That(tables.Walk(page).Rights & PageRights.Write, Is.EqualTo(PageRights.None), "the page can be written still");
            Assert.That(tables.Walk(page).Physical.Value, Is.EqualTo(InALargePage));
            foreach (uint neighbour in new[] { InALargePage - Frame.Size, InALargePage + Frame.Size })
            {
                PageWalk walk = tables.Walk(machine.Layout.ToLinear(new PhysicalAddress(neighbour)));
                Assert.That(walk.Rights & PageRights.Write, Is.EqualTo(PageRights.Write), "its neighbour cannot be written");
                Assert.That(walk.Physical.Value, Is.EqualTo(neighbour));
            }
        }
    }

    [TestCaseSource(typeof(Cells), nameof(Cells.All))]
    public void APageThatIsWholeAgainIsLargeAgainAndGivesItsTableBack(string format, string layout, string name)
    {
        using var machine = new FakeMachine(Cells.Format(format), Cells.Layout(layout));
        KernelMapping mapping = machine.Mapping(name);
        mapping.MarkGlobalPages().IgnoreBecauseNotInForce();
        PageTables task = Tasks(machine, mapping, 1)[0];
        LinearAddress page = machine.Layout.ToLinear(new PhysicalAddress(InALargePage));
        LinearAddress other = page + Frame.Size;
        ulong before = machine.Kernel.Walk(page).Last.Raw;
        uint free = machine.Frames.Free;

        mapping.TryChangeKernelRights(OnePage(page), PageRights.None, PageRights.Write, out _);
        mapping.TryChangeKernelRights(OnePage(other), PageRights.None, PageRights.Write, out _);
        Assert.That(machine.Frames.Free, Is.EqualTo(free - 1), "one table");
        mapping.TryChangeKernelRights(OnePage(page), PageRights.Write, PageRights.None, out _);
        Assert.That(machine.Frames.Free, Is.EqualTo(free - 1), "one page is read-only still");
        mapping.TryChangeKernelRights(OnePage(other), PageRights.Write, PageRights.None, out _);

        Assert.That(machine.Frames.Free, Is.EqualTo(free));
        Assert.That(machine.Kernel.Walk(page).Last.Raw, Is.EqualTo(before));
        Assert.That(task.Walk(page).IsMapped, Is.EqualTo(mapping.Kind.InTask == KernelPart.All));
        Assert.That(task.Walk(page).Last.Raw, Is.EqualTo(mapping.Kind.InTask == KernelPart.All ? before : 0));
    }

    [TestCaseSource(typeof(Cells), nameof(Cells.Kernels))]
    public void WithoutAFrameForTheTableNothingChanges(string format, string layout)
    {
        using var machine = new FakeMachine(Cells.Format(format), Cells.Layout(layout));
        KernelMapping mapping = machine.Mapping("shared");
        while (machine.Frames.TryAllocate(out _))
        {
        }

        LinearAddress page = machine.Layout.ToLinear(new PhysicalAddress(InALargePage));
        ulong before = machine.Kernel.Walk(page).Last.Raw;
        Assert.That(mapping.TryChangeKernelRights(OnePage(page), PageRights.None, PageRights.Write, out _), Is.False);
        Assert.That(machine.Kernel.Walk(page).Last.Raw, Is.EqualTo(before));
    }

    [TestCaseSource(typeof(Cells), nameof(Cells.Kernels))]
    public void ARangeKeepsItsHolesAndItsOtherRights(string format, string layout)
    {
        using var machine = new FakeMachine(Cells.Format(format), Cells.Layout(layout));
        var range = new LinearRange(machine.Layout.PageOffset, machine.Layout.PageOffset + 0x1FFFFFF);
        PageRights codeBefore = machine.Kernel.Walk(machine.Layout.ToLinear(new PhysicalAddress(0x100000))).Rights;
        Assert.That(machine.Kernel.TryChangeRights(range, PageRights.None, PageRights.Write, out _));

        Assert.That(machine.Kernel.Walk(machine.GuardPage).IsMapped, Is.False, "the guard page");
        Assert.That(machine.Kernel.Walk(machine.Layout.ToLinear(default)).IsMapped, Is.False, "page 0");
        Assert.That(machine.Kernel.Walk(machine.Layout.ToLinear(new PhysicalAddress(0x100000))).Rights, Is.EqualTo(codeBefore));
        foreach (uint physical in new uint[] { 0x1000, 0x107000, 0x400000, 0x1FFF000 })
        {
            Assert.That(
                machine.Kernel.Walk(machine.Layout.ToLinear(new PhysicalAddress(physical))).Rights & PageRights.Write,
                Is.EqualTo(PageRights.None), $"{physical:x8}");
        }
    }

    [Test]
    public void ExecutingIsARightToo()
    {
        using var machine = new FakeMachine(PagingFormat.Pae, KernelLayout.High);
        LinearAddress page = machine.Layout.ToLinear(new PhysicalAddress(InALargePage));
        Assert.That(machine.Kernel.Walk(page).Rights & PageRights.Execute, Is.EqualTo(PageRights.None));
        machine.Kernel.TryChangeRights(OnePage(page), PageRights.Execute, PageRights.Write, out _);
        Assert.That(machine.Kernel.Walk(page).Rights, Is.EqualTo(PageRights.Execute));
        machine.Kernel.TryChangeRights(OnePage(page), PageRights.Write, PageRights.Execute, out _);
        Assert.That(machine.Kernel.Walk(page).Rights, Is.EqualTo(PageRights.Write));
    }

    [TestCaseSource(typeof(Cells), nameof(Cells.Kernels))]
    public void TheListHoldsTheLiveDirectoriesAndNoOthers(string format, string layout)
    {
        using var machine = new FakeMachine(Cells.Format(format), Cells.Layout(layout));
        KernelMapping mapping = machine.Mapping("shared");
        PageTables[] tasks = Tasks(machine, mapping, 4);
        Assert.That(Listed(mapping), Is.EquivalentTo(Roots(tasks)));
        mapping.Destroy(tasks[3]);
        mapping.Destroy(tasks[0]);
        mapping.Destroy(tasks[1]);
        Assert.That(Listed(mapping), Is.EquivalentTo(Roots(tasks[2])));
        Assert.That(mapping.Directories.Count, Is.EqualTo(1));
        mapping.TryCreate(tasks[0]);
        mapping.Destroy(tasks[2]);
        mapping.Destroy(tasks[0]);
        Assert.That(Listed(mapping), Is.Empty);
    }

    internal static PageTables[] Tasks(FakeMachine machine, KernelMapping mapping, int count)
    {
        var tasks = new PageTables[count];
        for (int i = 0; i < count; i++)
        {
            tasks[i] = machine.NewTables();
            Assert.That(mapping.TryCreate(tasks[i]));
        }

        return tasks;
    }

    private static LinearRange OnePage(LinearAddress page) => new(page.Value, page.Value + (Frame.Size - 1));

    private static IEnumerable<uint> Roots(params PageTables[] tasks) => tasks.Select(tables => tables.Root.Value);

    private static List<uint> Listed(KernelMapping mapping)
    {
        List<uint> listed = [];
        for (PhysicalAddress root = mapping.Directories.First; root.Value != 0; root = mapping.Directories.Next(root))
        {
            listed.Add(root.Value);
        }

        return listed;
    }
}
