using System.Collections.Generic;
using System.Linq;
using CosmosKernel.Cpu;
using CosmosKernel.Invariants;
using CosmosKernel.Memory;
using CosmosKernel.Paging;
using NUnit.Framework;

namespace CosmosPaging.Tests.Kernel;

/// <summary>
/// Each invariant, and what breaks it: that one, and no other. In every cell on the host's memory; see <c>Booted/InvariantTests</c> for
/// the kernel itself.
/// </summary>
[TestFixtureSource(nameof(AllCells))]
internal sealed unsafe class InvariantTests(string format, string layout, string mapping)
{
    private const uint PageBytes = Frame.Size;

    private PromisedMachine machine = null!;

    private static IEnumerable<object?[]> AllCells => Cells.All().Select(cell => cell.Arguments);

    private static IEnumerable<string> Names => InvariantList.Names;

    private PageTables Task => machine.First.Tables;

    private PagingFormat Format => machine.Kernel.Format;

    private LinearAddress Quiet => machine.Checked.QuietPage;

    [SetUp]
    public void SetUp() => machine = new PromisedMachine(format, layout, mapping);

    [TearDown]
    public void TearDown() => machine.Dispose();

    [Test]
    public void AKernelWithTwoTasksKeepsItsPromises()
    {
        Assert.That(machine.Broken(), Is.Empty);
        Assert.That(machine.List.LookAtTables(isWhole: true), Is.EqualTo(2), "trees");
        Assert.That(machine.List.Rights.Aliases, Is.EqualTo(Format.HasExecuteDisable ? 1 : 0), "the entry code's frame");
    }

    [Test]
    public void TheListHasTheNamesThatTheCommandLineKnows() =>
        Assert.That(machine.List.All.Select(invariant => invariant.Name), Is.EqualTo(InvariantList.Names));

    [TestCaseSource(nameof(Names))]
    public void WhatIsProvokedIsFoundAndNothingElse(string name)
    {
        Invariant invariant = machine.List.All.Single(invariant => invariant.Name == name);
        bool isProvoked = invariant.TryProvoke(null) || invariant.TryProvoke(Task);

        Assert.That(
            isProvoked, Is.EqualTo(
                invariant.Applies(machine.Mapping)), "only what does not apply cannot be broken: two-level paging has no XD");
        Assert.That(machine.Broken(), Is.EqualTo(isProvoked ? new[] { name } : []));
        if (isProvoked)
        {
            invariant.Repair();
        }

        machine.List.All.ToList().ForEach(each => each.Reset());
        Assert.That(machine.Broken(), Is.Empty, "afterwards");
    }

    [Test]
    public void PiecesOfTheVmallocAreaAreTheKernelsAndMayBeMissingInATask()
    {
        Assert.That(machine.Mapping.Vmalloc.TryMap(3, out LinearAddress start, out _));
        Assert.That(machine.Broken(), Is.Empty);
        machine.Mapping.TryCopyEntry(Task, start);
        Assert.That(machine.Broken(), Is.Empty, "copied in one task");
        Assert.That(machine.Mapping.Vmalloc.TrySealAlias(start, out _));
        Assert.That(machine.Broken(), Is.Empty, "sealed");
        Assert.That(machine.Mapping.Vmalloc.TryUnmap(start, out _));
        Assert.That(machine.Broken(), Is.Empty, "unmapped");
    }

    [Test]
    public void AKernelPageThatAllLevelsOpenIsAUserPath()
    {
        SetUserBits(machine.Kernel, Quiet, 0, Format.LevelCount - 1);
        Assert.That(machine.Broken(), Does.Contain("user-path").And.Not.Contains("user-bit"));
        Assert.That(machine.List.All[0].At, Is.EqualTo(Quiet.Value));
    }

    [Test]
    public void ALargePageOfTheKernelsThatIsOpenIsAUserPath()
    {
        LinearAddress large = machine.Checked.Layout.ToLinear(new PhysicalAddress(0x1800000));
        Assert.That(machine.Kernel.Walk(large).Depth, Is.EqualTo(Format.LevelCount - 1), "it is a large page");
        SetUserBits(machine.Kernel, large, 0, Format.LevelCount - 2);
        Assert.That(machine.Broken(), Does.Contain("user-path").And.Not.Contains("user-bit"));
    }

    [Test]
    public void OneDirectoryEntryOpenIsAUserBit()
    {
        SetUserBits(machine.Kernel, Quiet, Format.LevelCount - 2, Format.LevelCount - 2);
        Assert.That(machine.Broken(), Is.EqualTo(new[] { "user-bit" }));
    }

    /// <summary>The kernel's own tree is right, and the task runs on another.</summary>
    [Test]
    public void AnOpenDirectoryEntryInATasksCopyAloneIsAUserBit()
    {
        int depth = Format.LevelCount - 2;
        SetUserBits(Task, new LinearAddress(Trampoline.Base), depth, depth);
        Assert.That(machine.Broken(), Is.EqualTo(new[] { "user-bit" }));
        Assert.That(machine.At, Is.EqualTo(Trampoline.Base));
    }

    [Test]
    public void ACopyThatIsMissingIsNoticed()
    {
        int depth = IsOwnCopy(Format.LevelCount - 2) ? Format.LevelCount - 2 : 0;
        Write(Task, new LinearAddress(Trampoline.Base), depth, default);
        Assert.That(machine.Broken(), Does.Contain("kernel-copies"));
    }

    [TestCase(PageRights.Write | PageRights.Execute, "write-xor-execute")]
    [TestCase(PageRights.Execute, null)]
    [TestCase(PageRights.Write, null)]
    public void APageOfTheKernelsIsWrittenOrExecuted(PageRights rights, string? broken)
    {
        var range = new LinearRange(Quiet.Value, Quiet.Value + (PageBytes - 1));
        machine.Kernel.TryChangeRights(range, rights, ~rights & (PageRights.Write | PageRights.Execute), out _);
        Assert.That(machine.Broken(), Is.EqualTo(broken == null || !Format.HasExecuteDisable ? [] : new[] { broken }));
    }

    [TestCase(Trampoline.InterruptTable, PageRights.Write)]
    [TestCase(Trampoline.Code, PageRights.Write)]
    [TestCase(Trampoline.Variables, PageRights.None)]
    public void AnotherRightInTheTrampolineIsNoticed(uint page, PageRights rights)
    {
        var range = new LinearRange(page, page + (PageBytes - 1));
        machine.Kernel.TryChangeRights(range, rights, ~rights & PageRights.Write, out _);
        Assert.That(machine.Broken(), Does.Contain("trampoline"));
    }

    [Test]
    public void AMissingPageOfTheTrampolineIsNoticed()
    {
        Write(machine.Kernel, new LinearAddress(Trampoline.Code), Format.LevelCount - 1, default);
        Assert.That(machine.Broken(), Does.Contain("trampoline"));
    }

    [Test]
    public void AnotherFrameInTheTrampolineIsNoticed()
    {
        Write(
            machine.Kernel,
            new LinearAddress(Trampoline.InterruptTable),
            Format.LevelCount - 1,
            PageEntry.To(machine.Kernel.Root, Task.LeafBits(PageRights.None)));
        Assert.That(machine.Broken(), Is.EqualTo(new[] { "trampoline" }));
    }

    /// <summary>In a free slot of the task's, each time.</summary>
    [TestCase("its own table")]
    [TestCase("the kernel's root")]
    [TestCase("a stack of the kernel's")]
    [TestCase("the kernel's image")]
    [TestCase("a free frame")]
    [TestCase("the other task's page")]
    public void AForeignFrameIsNoticed(string what)
    {
        machine.Frames.TryAllocate(out PhysicalAddress free);
        machine.Frames.Release(free);
        PhysicalAddress frame = what switch
        {
            "its own table" => Task.Walk(new LinearAddress(PromisedMachine.Own)).Entry(Format.LevelCount - 2).Address,
            "the kernel's root" => machine.Kernel.Root,
            "a stack of the kernel's" => machine.Checked.Layout.ToPhysical(machine.GuardPage),
            "the kernel's image" => new PhysicalAddress(0x100000),
            "a free frame" => free,
            _ => machine.Second.Tables.Walk(new LinearAddress(PromisedMachine.Own)).PageAddress,
        };
        const uint slot = PromisedMachine.Own + 0x10000;
        Assert.That(Task.Map(new LinearAddress(slot), frame, PageRights.User | PageRights.Write), Is.EqualTo(MapOutcome.Mapped));

        Assert.That(machine.Broken(), Is.EqualTo(new[] { "foreign-frame" }));
        Assert.That(
            machine.At,
            Is.EqualTo(slot).Or.EqualTo(PromisedMachine.Own)
                .Or.EqualTo(PromisedMachine.Own & ~(Format.Level(Format.LevelCount - 2).Span - 1)));
    }

    [Test]
    public void ATableThatTwoTasksHaveIsForeign()
    {
        LinearAddress page = new(PromisedMachine.Own);
        int depth = Format.LevelCount - 2;
        Write(Task, page, depth, machine.Second.Tables.Walk(page).Entry(depth));
        Assert.That(machine.Broken(), Does.Contain("foreign-frame"));
    }

    /// <summary>What a fork shares and one side can write: the other would see it.</summary>
    [Test]
    public void ASharedPageThatOneSideCanWriteIsForeign()
    {
        *Task.Find(new LinearAddress(PromisedMachine.Common)) |= (uint)PageEntry.WriteBit;
        Assert.That(machine.Broken(), Is.EqualTo(new[] { "foreign-frame" }));
    }

    [Test]
    public void OneHolderTooManyIsNoticed()
    {
        PhysicalAddress frame = Task.Walk(new LinearAddress(PromisedMachine.Own)).PageAddress;
        machine.Frames.TryShare(frame);
        Assert.That(machine.Broken(), Is.EqualTo(new[] { "reference-counts" }));
        Assert.That(machine.At, Is.EqualTo(frame.Value));
        Assert.That(machine.Broken(isWhole: false), Is.EqualTo(new[] { "reference-counts" }), "it is not forgotten");
    }

    /// <summary>Or every later experiment would be blamed for it.</summary>
    [Test]
    public void WhatWasLostBeforeIsNotToldAgain()
    {
        machine.Frames.TryAllocate(out PhysicalAddress frame);
        machine.Frames.TryShare(frame);
        machine.First.Destroy();
        machine.Second.Destroy();
        Assert.That(machine.Broken(), Is.EqualTo(new[] { "reference-counts" }));
        machine.List.Begin(machine.Mapping);
        Assert.That(machine.Broken(), Is.Empty);
        machine.Frames.Release(frame);
        machine.Frames.Release(frame);
        Assert.That(machine.Broken(), Is.Empty, "nor is it missed");
    }

    [Test]
    public void OneHolderTooFewIsNoticed()
    {
        machine.Frames.Release(Task.Walk(new LinearAddress(PromisedMachine.Common)).PageAddress);
        Assert.That(machine.Broken(), Is.EqualTo(new[] { "reference-counts" }));
    }

    [Test]
    public void AFrameThatNobodyNamesIsNoticedWhereEveryTreeIsRead()
    {
        machine.Frames.TryAllocate(out PhysicalAddress frame);
        Assert.That(machine.Broken(isWhole: false), Is.Empty);
        Assert.That(machine.Broken(), Is.EqualTo(new[] { "reference-counts" }));
        Assert.That(machine.At, Is.EqualTo(frame.Value));
    }

    [Test]
    public void AFrameOfTheKernelsThatWasGivenBackIsNoticed()
    {
        machine.Frames.Release(machine.Checked.Layout.ToPhysical(machine.GuardPage));
        Assert.That(machine.Broken(), Is.EqualTo(new[] { "reference-counts" }));
    }

    [Test]
    public void AReturnedFrameThatComesTwiceIsNoticed()
    {
        machine.Frames.TryAllocate(out PhysicalAddress first);
        machine.Frames.TryAllocate(out PhysicalAddress second);
        machine.Frames.Release(first);
        machine.Frames.Release(second);
        Assert.That(machine.Broken(), Is.Empty);
        uint* returned = machine.ReturnedFrames;
        returned[1] = returned[0];
        Assert.That(machine.Broken(), Is.EqualTo(new[] { "frames" }));
    }

    /// <summary>Whether the task has a table of its own at a level, for the top 4 MB.</summary>
    private bool IsOwnCopy(int depth) => depth == 0 || Task.ReadRoot(3).Address != machine.Kernel.ReadRoot(3).Address;

    private void Write(PageTables tables, LinearAddress address, int depth, PageEntry entry)
    {
        PhysicalAddress table = depth == 0 ? tables.Root : tables.Walk(address).Entry(depth - 1).Address;
        Format.Write(machine.Memory, table, Format.Level(depth).Index(address.Value), entry);
    }

    private void SetUserBits(PageTables tables, LinearAddress address, int first, int last)
    {
        for (int depth = first; depth <= last; depth++)
        {
            PageEntry entry = tables.Walk(address).Entry(depth);
            Write(tables, address, depth, new PageEntry(entry.Raw | (tables.Format.Level(depth).HasRights ? PageEntry.UserBit : 0)));
        }
    }
}
