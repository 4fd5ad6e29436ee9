using System.Collections.Generic;
using CosmosKernel.Cpu;
using CosmosKernel.Mappings;
using CosmosKernel.Memory;
using CosmosKernel.Paging;
using NUnit.Framework;

namespace CosmosPaging.Tests.Kernel;

/// <summary>What a new task's directory holds, entry for entry, and that nothing is lost when the task is gone.</summary>
[TestFixture]
public sealed unsafe class KernelMappingTests
{
    [TestCaseSource(typeof(Cells), nameof(Cells.Kernels))]
    public void SharedDirectoryIsTheMastersKernelHalfAndAnEmptyUserHalf(string format, string layout)
    {
        using var machine = new FakeMachine(Cells.Format(format), Cells.Layout(layout));
        KernelMapping mapping = machine.Mapping("shared");
        PageTables task = machine.NewTables();
        uint before = machine.Frames.Free;
        Assert.That(mapping.TryCreate(task));

        // pgd_ctor: the kernel's entries copied, the user's zeroed. By entries of the top structure, so that tables are shared, not copied.
        PagingLevel top = machine.Kernel.Format.Level(0);
        for (uint index = 0; index < top.Entries; index++)
        {
            uint start = index << top.Shift;
            bool kernels = mapping.Layout.Window.Contains(new LinearAddress(start)) || start >= Trampoline.Base;
            if (!top.MayMapLargePage && layout == "low" && index == top.Entries - 1)
            {
                continue; // a gigabyte that is the task's but for the trampoline: see the next test
            }

            PageEntry expected = kernels ? machine.Kernel.ReadRoot(index) : default;
            Assert.That(task.ReadRoot(index).Raw, Is.EqualTo(expected.Raw), $"entry {index}");
        }

        uint directories = format == "pae" && layout == "low" ? 2u : 1u;
        Assert.That(before - machine.Frames.Free, Is.EqualTo(directories), "frames used for a new task");
    }

    [TestCaseSource(typeof(Cells), nameof(Cells.Kernels))]
    public void SharedTaskSeesAllOfTheKernel(string format, string layout)
    {
        using var machine = new FakeMachine(Cells.Format(format), Cells.Layout(layout));
        PageTables task = machine.NewTables();
        machine.Mapping("shared").TryCreate(task);
        foreach (LinearAddress page in KernelPages(machine))
        {
            Assert.That(task.Walk(page).Last.Raw, Is.EqualTo(machine.Kernel.Walk(page).Last.Raw), page.ToString());
        }
    }

    [TestCaseSource(typeof(Cells), nameof(Cells.Kernels))]
    public void FourFourDirectoryIsEmptyButForTheTrampoline(string format, string layout)
    {
        using var machine = new FakeMachine(Cells.Format(format), Cells.Layout(layout));
        PageTables task = machine.NewTables();
        uint before = machine.Frames.Free;
        Assert.That(machine.Mapping("fourfour").TryCreate(task));
        for (uint index = 0; index < task.Format.Level(0).Entries - 1; index++)
        {
            Assert.That(task.ReadRoot(index).Raw, Is.Zero, $"entry {index}");
        }

        foreach (LinearAddress page in KernelPages(machine))
        {
            PageWalk inTask = task.Walk(page);
            if (page.Value >= Trampoline.Base)
            {
                Assert.That(inTask.Last.Raw, Is.EqualTo(machine.Kernel.Walk(page).Last.Raw), page.ToString());
            }
            else
            {
                Assert.That(inTask.IsMapped, Is.False, $"{page} of the kernel is mapped in the task");
            }
        }

        // Two-level: the directory. PAE: the pointer table, and the top gigabyte's directory.
        Assert.That(before - machine.Frames.Free, Is.EqualTo(format == "pae" ? 2 : 1), "frames used for a new task");
    }

    /// <summary>The first view: what the row says is mapped while ring 3 runs is all that is.</summary>
    [TestCaseSource(typeof(Cells), nameof(Cells.All))]
    public void Ring3SeesOfTheKernelWhatTheRowSays(string format, string layout, string name)
    {
        using var machine = new FakeMachine(Cells.Format(format), Cells.Layout(layout));
        KernelMapping mapping = machine.Mapping(name);
        PageTables task = machine.NewTables();
        mapping.TryCreate(task);
        foreach (LinearAddress page in KernelPages(machine))
        {
            bool isThere = mapping.IsMappedInRing3 || page.Value >= Trampoline.Base;
            PageWalk walk = task.Walk(FakeMachine.Ring3Root(task), page);
            Assert.That(walk.IsMapped, Is.EqualTo(isThere), page.ToString());
            Assert.That(!isThere || walk.Last.Raw == machine.Kernel.Walk(page).Last.Raw, page.ToString());
        }
    }

    /// <summary>
    /// The second view: the tables that the entry code loads have all of the kernel, and the task's pages if the view says so.
    /// </summary>
    [TestCaseSource(typeof(Cells), nameof(Cells.All))]
    public void TheKernelRunsOnTablesThatHaveAllOfIt(string format, string layout, string name)
    {
        using var machine = new FakeMachine(Cells.Format(format), Cells.Layout(layout));
        KernelMapping mapping = machine.Mapping(name);
        PageTables task = machine.NewTables();
        mapping.TryCreate(task);
        LinearAddress own = new(0x40000000);
        machine.Frames.TryAllocate(out PhysicalAddress frame);
        task.Map(own, frame, PageRights.User | PageRights.Write);
        PhysicalAddress entry = mapping.View.EntryRoot(machine.Kernel.Root, task.Root);
        PhysicalAddress root = entry.Value == 0 ? FakeMachine.Ring3Root(task) : entry;
        foreach (LinearAddress page in KernelPages(machine))
        {
            Assert.That(task.Walk(root, page).Last.Raw, Is.EqualTo(machine.Kernel.Walk(page).Last.Raw), page.ToString());
        }

        Assert.That(task.Walk(root, own).IsMapped, Is.EqualTo(mapping.View.HasTaskPages));
        Assert.That(task.Walk(FakeMachine.Ring3Root(task), own).IsUser, "ring 3 has its page");
    }

    [TestCaseSource(typeof(Cells), nameof(Cells.All))]
    public void ATopEntryThatComesOrGoesDoesSoInBothTrees(string format, string layout, string name)
    {
        using var machine = new FakeMachine(Cells.Format(format), Cells.Layout(layout));
        KernelMapping mapping = machine.Mapping(name);
        PageTables task = machine.NewTables();
        mapping.TryCreate(task);
        foreach (uint address in new[] { 0x40000000u, 0x80000000u, mapping.UserSpace.Start + 0x1000, mapping.UserSpace.Last })
        {
            var page = new LinearAddress(address);
            machine.Frames.TryAllocate(out PhysicalAddress frame);
            Assert.That(task.Map(page, frame, PageRights.User), Is.EqualTo(MapOutcome.Mapped), $"{address:x8}");
            Assert.That(task.Walk(FakeMachine.Ring3Root(task), page).IsUser, $"{address:x8}");
            task.Release(new LinearRange(address & ~0xFFFu, address | 0xFFF), mapping.UserSpace);
            Assert.That(task.Walk(FakeMachine.Ring3Root(task), page).IsMapped, Is.False, $"{address:x8}");
        }

        uint before = machine.Frames.Free;
        mapping.Destroy(task);
        Assert.That(machine.Frames.Free, Is.GreaterThan(before));
    }

    /// <summary>User space is what no tree with the task's pages needs for the kernel.</summary>
    [TestCase("shared", "high", 0u, 0xBFFFFFFFu)]
    [TestCase("shared", "low", 0x40000000u, 0xFFBFFFFFu)]
    [TestCase("fourfour", "high", 0u, 0xFFBFFFFFu)]
    [TestCase("fourfour", "low", 0u, 0xFFBFFFFFu)]
    [TestCase("kpti", "high", 0u, 0xBFFFFFFFu)]
    [TestCase("kpti", "low", 0x40000000u, 0xFFBFFFFFu)]
    [TestCase("apart", "high", 0u, 0xBFFFFFFFu)]
    public void UserSpaceIsWhatTheKernelLeaves(string name, string layout, uint start, uint last)
    {
        using var machine = new FakeMachine(PagingFormat.TwoLevel, Cells.Layout(layout));
        LinearRange user = machine.Mapping(name).UserSpace;
        Assert.That((user.Start, user.Last), Is.EqualTo((start, last)));
    }

    [TestCaseSource(typeof(Cells), nameof(Cells.All))]
    public void NoKernelPageIsOpenToRing3(string format, string layout, string mapping)
    {
        using var machine = new FakeMachine(Cells.Format(format), Cells.Layout(layout));
        PageTables task = machine.NewTables();
        machine.Mapping(mapping).TryCreate(task);
        foreach (LinearAddress page in KernelPages(machine))
        {
            Assert.That(machine.Kernel.Walk(page).IsUser, Is.False, $"{page} in the master");
            Assert.That(task.Walk(page).IsUser, Is.False, $"{page} in the task");
            Assert.That(task.Walk(FakeMachine.Ring3Root(task), page).IsUser, Is.False, $"{page} in ring 3's tree");
        }
    }

    /// <summary>
    /// Both mappings take their entries from one master, and one after the other: a page that is global and not in every directory would
    /// outlive the CR3 load that hides it.
    /// </summary>
    [TestCaseSource(typeof(Cells), nameof(Cells.Kernels))]
    public void ExactlyThePagesThatAllTasksHaveAreGlobal(string format, string layout)
    {
        using var machine = new FakeMachine(Cells.Format(format), Cells.Layout(layout));
        foreach (string name in new[] { "shared", "fourfour", "kpti", "apart", "shared" })
        {
            KernelMapping mapping = machine.Mapping(name);
            uint before = machine.Frames.Free;
            mapping.MarkGlobalPages().IgnoreBecauseNotInForce();
            Assert.That(machine.Frames.Free, Is.EqualTo(before), "no large page was broken up");
            PageTables task = machine.NewTables();
            mapping.TryCreate(task);
            int global = 0;
            foreach (LinearAddress page in KernelPages(machine))
            {
                bool isGlobal = machine.Kernel.Walk(page).Last.IsGlobal;
                Assert.That(isGlobal, Is.EqualTo(mapping.IsMappedInRing3 || page.Value >= Trampoline.Base), $"{page} under {name}");
                Assert.That(
                    !isGlobal || task.Walk(FakeMachine.Ring3Root(task), page).IsMapped,
                    $"{page} is global and not in ring 3's tree");
                global += isGlobal ? 1 : 0;
            }

            Assert.That(global, Is.EqualTo(mapping.IsMappedInRing3 ? 11 : 4), name);
            mapping.Destroy(task);
        }
    }

    [TestCaseSource(typeof(Cells), nameof(Cells.All))]
    public void ATaskGivesEveryFrameBack(string format, string layout, string mappingName)
    {
        using var machine = new FakeMachine(Cells.Format(format), Cells.Layout(layout));
        KernelMapping mapping = machine.Mapping(mappingName);
        uint before = machine.Frames.Free;
        PageTables task = machine.NewTables();
        mapping.TryCreate(task);
        foreach (uint address in new[] { mapping.UserSpace.Last, 0x40000000u, 0x40400000u, 0x7FFFF000u, mapping.UserSpace.Start + 0x5000 })
        {
            machine.Frames.TryAllocate(out PhysicalAddress frame);
            Assert.That(
                task.Map(new LinearAddress(address), frame, PageRights.User | PageRights.Write), Is.EqualTo(MapOutcome.Mapped),
                $"{address:x8}");
        }

        mapping.Destroy(task);
        Assert.That(machine.Frames.Free, Is.EqualTo(before));
        foreach (LinearAddress page in KernelPages(machine))
        {
            Assert.That(machine.Kernel.Walk(page).IsMapped, $"{page} was taken from the kernel too");
        }
    }

    [TestCaseSource(typeof(Cells), nameof(Cells.All))]
    public void ATaskThatCannotBeMadeTakesNothing(string format, string layout, string mappingName)
    {
        using var machine = new FakeMachine(Cells.Format(format), Cells.Layout(layout));
        KernelMapping mapping = machine.Mapping(mappingName);
        PageTables task = machine.NewTables();
        foreach (uint free in new uint[] { 3, 2, 1 })
        {
            while (machine.Frames.Free > free)
            {
                machine.Frames.TryAllocate(out _);
            }

            if (mapping.TryCreate(task))
            {
                mapping.Destroy(task);
            }

            Assert.That(machine.Frames.Free, Is.EqualTo(free));
        }

        machine.Frames.TryAllocate(out _);
        Assert.That(mapping.TryCreate(task), Is.False);
    }

    [TestCaseSource(typeof(Cells), nameof(Cells.Kernels))]
    public void TheMasterMapsRamWithTheRightsOfTheImage(string format, string layoutName)
    {
        using var machine = new FakeMachine(Cells.Format(format), Cells.Layout(layoutName));
        var rights = new Dictionary<uint, PageRights>
        {
            [0x1000] = PageRights.Write,
            [0xB8000] = PageRights.Write,
            [0x100000] = PageRights.Execute,
            [0x104000] = PageRights.Execute,
            [0x105000] = PageRights.None,
            [0x107000] = PageRights.Write,
            [0x109000] = PageRights.Write,
            [0x10A000] = PageRights.Write,
            [0x1FFF000] = PageRights.Write,
        };
        foreach ((uint physical, PageRights expected) in rights)
        {
            PageWalk walk = machine.Kernel.Walk(machine.Layout.ToLinear(new PhysicalAddress(physical)));
            Assert.That(walk.IsMapped, $"{physical:x8}");
            Assert.That(walk.Physical.Value, Is.EqualTo(physical));
            PageRights seen = format == "pae" ? expected : expected | PageRights.Execute;
            Assert.That(walk.Rights, Is.EqualTo(seen), $"{physical:x8}");
        }

        Assert.That(machine.Kernel.Walk(machine.Layout.ToLinear(default)).IsMapped, Is.False, "physical page 0");
        Assert.That(machine.Kernel.Walk(new LinearAddress(0)).IsMapped, Is.False, "linear page 0");
        Assert.That(machine.Kernel.Walk(machine.GuardPage).IsMapped, Is.False, "the guard page");
        Assert.That(machine.Kernel.Walk(machine.GuardPage + Frame.Size).IsMapped, "the page above the guard page");
    }

    [TestCaseSource(typeof(Cells), nameof(Cells.Kernels))]
    public void FourFourCopiesThroughTheTables(string format, string layout)
    {
        using var machine = new FakeMachine(Cells.Format(format), Cells.Layout(layout));
        KernelMapping mapping = machine.Mapping("fourfour");
        PageTables task = machine.NewTables();
        mapping.TryCreate(task);
        machine.Frames.TryAllocate(out PhysicalAddress second);
        machine.Frames.TryAllocate(out PhysicalAddress first);
        task.Map(new LinearAddress(0x40000000), first, PageRights.User);
        task.Map(new LinearAddress(0x40001000), second, PageRights.User);
        *(ushort*)machine.Memory.Pointer(first + 0xFFE) = 0x2211;
        *(ushort*)machine.Memory.Pointer(second) = 0x4433;
        uint copied;
        mapping.View.CopyFromUser(task, new LinearAddress(0x40000FFE), (byte*)&copied, sizeof(uint));
        Assert.That(copied, Is.EqualTo(0x44332211));
    }

    private static IEnumerable<LinearAddress> KernelPages(FakeMachine machine)
    {
        foreach (uint physical in new uint[] { 0x1000, 0xB8000, 0x100000, 0x105000, 0x107000, 0x400000, 0x1FFF000 })
        {
            yield return machine.Layout.ToLinear(new PhysicalAddress(physical));
        }

        yield return new LinearAddress(Trampoline.Variables);
        yield return new LinearAddress(Trampoline.InterruptTable);
        yield return new LinearAddress(Trampoline.Code);
        yield return new LinearAddress(Trampoline.Stack);
    }
}
