using System.Runtime.InteropServices;
using CosmosKernel.Memory;
using CosmosKernel.Paging;
using CosmosKernel.TaskMemory;
using CosmosKernel.Tasks;
using NUnit.Framework;

namespace CosmosPaging.Tests.Kernel;

/// <summary>A task's own pages: which come when, what a fork does to them, and that all frames come back.</summary>
[TestFixtureSource(typeof(Cells), nameof(Cells.MappingsAndFormats))]
internal sealed unsafe class AddressSpaceTests(string mapping, string format)
{
    private const uint Place = 0x40000000;
    private const PageRights Read = PageRights.User;
    private const PageRights Write = PageRights.User | PageRights.Write;

    private UserMachine user = null!;

    [SetUp]
    public void SetUp() => user = new UserMachine(mapping, format);

    [TearDown]
    public void TearDown() => user.Dispose();

    [Test]
    public void OnlyWhatIsTheTasksIsReached()
    {
        user.Add(Place, 0x1000, Read);
        user.Add(Place + 0x1000, 0x1000, Write);
        user.Space.TryAdd(user.Task->Stack, RegionKind.Stack, Write);
        Assert.Multiple(() =>
        {
            Expect(true, Place, 1, Read, "a byte");
            Expect(true, Place + 0xFFF, 2, Read, "two pages");
            Expect(true, Place, 0x2000, Read, "all of both pages");
            Expect(false, Place, 0x2001, Read, "a byte too many");
            Expect(false, Place - 1, 2, Read, "a byte too early");
            Expect(false, Place, 1, Write, "to write a read-only page");
            Expect(true, Place + 0x1000, 0x1000, Write, "to write a writable page");
            Expect(false, Place + 0xFFF, 2, Write, "to write across into it");
            Expect(false, 0xC0100000, 1, Read, "the kernel's code");
            Expect(false, 0xFFC01000, 1, Read, "the trampoline");
            Expect(false, Place, 0xFFFFFFFF, Read, "round the top");
            Expect(false, 0xFFFFFFFF, 2, Read, "round the top from the last byte");
            Expect(false, user.Mapping.UserSpace.Last, 2, Read, "past the end of user space");
            Expect(false, 0, 1, Read, "a null pointer");
            Expect(true, 0xFFFFFFFF, 0, Read, "nothing, anywhere");
            Expect(true, user.Task->Stack.Last - 0x1000, 4, Write, "two pages of stack that have yet to come");
            Expect(false, user.Task->Stack.Start - 1, 2, Write, "below the stack's limit");
        });
        Assert.That(user.Task->StackPagesGrown, Is.EqualTo(2));

        void Expect(bool reached, uint start, uint bytes, PageRights rights, string what) =>
            Assert.That(user.Space.TryFaultIn(new LinearAddress(start), bytes, rights), Is.EqualTo(reached), what);
    }

    [Test]
    public void APageComesOnceFullOfZeros()
    {
        user.Add(Place, 0x1000, Write);
        Assert.That(Reach(user.Space, Place + 5, Read), Is.EqualTo(PageOutcome.Zeroed));
        Assert.That(*user.ByteOf(user.Space, Place), Is.Zero);
        Assert.That(Reach(user.Space, Place, Write), Is.EqualTo(PageOutcome.Present));
    }

    [Test]
    public void WithoutAFrameAPageIsNotReached()
    {
        user.Add(Place, 0x1000, Write);
        while (user.Frames.TryAllocate(out _))
        {
        }

        Assert.That(Reach(user.Space, Place, Write), Is.EqualTo(PageOutcome.OutOfMemory));
        Assert.That(user.Space.TryFaultIn(new LinearAddress(Place), 1, Write), Is.False);
    }

    [Test]
    public void APageWithoutRightsKeepsWhatIsInItAndIsNotPresent()
    {
        user.Add(Place, 0x2000, Write);
        Reach(user.Space, Place, Write);
        *user.ByteOf(user.Space, Place) = 7;
        var page = new LinearRange(Place, Place + 0xFFF);
        Assert.That(user.Space.TryProtect(page, PageRights.None));
        Assert.That(user.Space.Tables.Walk(new LinearAddress(Place)).IsMapped, Is.False);
        Assert.That(Reach(user.Space, Place, Read), Is.EqualTo(PageOutcome.Forbidden));
        Assert.That(user.Space.TryProtect(page, Read));
        Assert.That(*user.ByteOf(user.Space, Place), Is.EqualTo(7));
        Assert.That(Reach(user.Space, Place, Write), Is.EqualTo(PageOutcome.Forbidden));
    }

    [Test]
    public void AForkSharesEveryPageUntilItIsWritten()
    {
        user.Add(Place, 0x3000, Write);
        Reach(user.Space, Place, Write);
        Reach(user.Space, Place + 0x1000, Write);
        *user.ByteOf(user.Space, Place) = 1;
        UserTask* child = Fork();
        AddressSpace other = user.SpaceOf(child);
        Assert.That((nint)user.ByteOf(other, Place), Is.EqualTo((nint)user.ByteOf(user.Space, Place)));
        Assert.That(
            user.Space.Tables.Walk(new LinearAddress(Place)).Rights & PageRights.Write, Is.EqualTo(PageRights.None),
            "the parent can still write");
        Assert.That(
            other.Tables.Walk(new LinearAddress(Place)).Rights & PageRights.Write, Is.EqualTo(PageRights.None), "the child can write");

        Assert.That(Reach(user.Space, Place, Write), Is.EqualTo(PageOutcome.Copied));
        *user.ByteOf(user.Space, Place) = 2;
        Assert.That(*user.ByteOf(other, Place), Is.EqualTo(1));
        Assert.That(user.Frames.IsShared(other.Tables.Walk(new LinearAddress(Place)).PageAddress), Is.False);
        NativeMemory.AlignedFree(child);
    }

    [Test]
    public void TheLastOwnerGetsThePageBack()
    {
        user.Add(Place, 0x1000, Write);
        Reach(user.Space, Place, Write);
        byte* page = user.ByteOf(user.Space, Place);
        UserTask* child = Fork();
        AddressSpace other = user.SpaceOf(child);
        other.Destroy();
        Assert.That(Reach(user.Space, Place, Write), Is.EqualTo(PageOutcome.LastReference));
        Assert.That((nint)user.ByteOf(user.Space, Place), Is.EqualTo((nint)page));
        NativeMemory.AlignedFree(child);
    }

    [Test]
    public void RightsThatComeBackDoNotOpenASharedPage()
    {
        user.Add(Place, 0x1000, Write);
        Reach(user.Space, Place, Write);
        UserTask* child = Fork();
        user.Space.TryProtect(new LinearRange(Place, Place + 0xFFF), Write);
        Assert.That(Reach(user.Space, Place, Write), Is.EqualTo(PageOutcome.Copied));
        NativeMemory.AlignedFree(child);
    }

    /// <summary>At each number of frames that a fork might run out at.</summary>
    [Test]
    public void AForkThatRunsOutOfMemoryGivesAllBack()
    {
        user.Add(Place, 0x3000, Write);
        user.Add(0x80000000, 0x1000, Write);
        Reach(user.Space, Place, Write);
        Reach(user.Space, Place + 0x2000, Write);
        Reach(user.Space, 0x80000000, Write);
        while (user.Frames.Free > 8)
        {
            user.Frames.TryAllocate(out _);
        }

        UserTask* child = NewChild();
        int refused = 0;
        for (; user.Frames.Free > 0; user.Frames.TryAllocate(out _))
        {
            uint free = user.Frames.Free;
            bool isForked = user.Space.TryFork(child);
            refused += isForked ? 0 : 1;
            if (isForked)
            {
                user.SpaceOf(child).Destroy();
            }

            Assert.That(user.Frames.Free, Is.EqualTo(free), $"with {free} frames, forked: {isForked}");
        }

        Assert.That(refused, Is.AtLeast(2));
        Assert.That(Reach(user.Space, Place, Write), Is.EqualTo(PageOutcome.LastReference));
        NativeMemory.AlignedFree(child);
    }

    /// <summary>Two regions in one table, and the table goes with the second.</summary>
    [Test]
    public void ATableGoesWithTheLastRegionInIt()
    {
        user.Add(0x90000000, 0x1000, Write);
        uint free = user.Frames.Free;
        user.Add(Place, 0x1000, Write);
        user.Add(Place + 0x2000, 0x1000, PageRights.User);
        Reach(user.Space, Place, Write);
        Reach(user.Space, Place + 0x2000, PageRights.User);
        uint withTables = user.Frames.Free;
        user.Space.TryRemove(new LinearRange(Place, Place + 0xFFF));
        Assert.That(user.Frames.Free, Is.EqualTo(withTables + 1));
        Assert.That(user.Space.Tables.Walk(new LinearAddress(Place + 0x2000)).IsMapped);
        user.Space.TryRemove(new LinearRange(Place + 0x2000, Place + 0x2FFF));
        Assert.That(user.Frames.Free, Is.EqualTo(free));
    }

    [Test]
    public void EverythingComesBack()
    {
        user.Space.Destroy();
        uint free = user.Frames.Free;
        user.Task->RegionCount = 0;
        user.Space.TryCreate(user.Task);
        user.Add(Place, 0x5000, Write);
        for (uint page = Place; page < Place + 0x5000; page += Frame.Size)
        {
            Reach(user.Space, page, Write);
        }

        user.Space.TryProtect(new LinearRange(Place, Place + 0x1FFF), PageRights.None);
        UserTask* child = Fork();
        AddressSpace other = user.SpaceOf(child);
        Reach(user.Space, Place + 0x2000, Write);
        user.Space.TryRemove(new LinearRange(Place + 0x1000, Place + 0x3FFF));
        user.Space.Destroy();
        other.Destroy();
        Assert.That(user.Frames.Free, Is.EqualTo(free));
        NativeMemory.AlignedFree(child);
    }

    /// <summary>
    /// Interrupts are off meanwhile. A long range costs nothing where nothing is: 96 ticks for a free one once ended a program that did no
    /// work.
    /// </summary>
    [Test]
    public void WhatGoesThroughPagesIsChargedForThoseThatAreThere()
    {
        const uint bytes = 4096 * Frame.Size;
        var free = new LinearRange(0x50000000, 0xAFFFFFFF);
        var all = new LinearRange(Place, Place + (bytes - 1));
        Assert.That(user.Space.TryRemove(free));
        Assert.That(user.Space.TryReplace(free, RegionKind.Mapping, PageRights.None));
        Assert.That(user.Space.TryProtect(free, Write));
        Assert.That(user.Space.TryRemove(free));
        Assert.That(user.Task->TicksLeft, Is.EqualTo(UserMachine.Ticks), "nothing was ever there");

        user.Add(Place, bytes, Write);
        Assert.That(user.Space.TryFaultIn(new LinearAddress(Place), bytes, Write));
        UserTask* child = Fork();
        Assert.That(user.Task->TicksLeft, Is.EqualTo(UserMachine.Ticks - 1), "a fork");
        user.SpaceOf(child).Destroy();
        Assert.That(user.Space.TryProtect(all, Read));
        Assert.That(user.Task->TicksLeft, Is.EqualTo(UserMachine.Ticks - 2), "a change of rights");
        Assert.That(user.Space.TryReplace(all, RegionKind.Mapping, Write));
        Assert.That(user.Task->TicksLeft, Is.EqualTo(UserMachine.Ticks - 3), "a new region in the place of an old one");
        Assert.That(user.Space.TryRemove(all));
        Assert.That(user.Task->TicksLeft, Is.EqualTo(UserMachine.Ticks - 3), "whose pages never came");
        NativeMemory.AlignedFree(child);
    }

    private static PageOutcome Reach(AddressSpace space, uint address, PageRights wanted) =>
        space.FaultIn(new LinearAddress(address), wanted);

    /// <summary>A task with the regions of another, as the scheduler's copy of the other has them.</summary>
    private UserTask* NewChild()
    {
        UserTask* child = UserMachine.NewTask();
        child->RegionCount = user.Task->RegionCount;
        for (int i = 0; i < child->RegionCount; i++)
        {
            child->RegionList[i] = user.Task->RegionList[i];
        }

        return child;
    }

    private UserTask* Fork()
    {
        UserTask* child = NewChild();
        Assert.That(user.Space.TryFork(child));
        return child;
    }
}
