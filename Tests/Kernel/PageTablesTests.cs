using System.Collections.Generic;
using System.Linq;
using CosmosKernel.Mappings;
using CosmosKernel.Memory;
using CosmosKernel.Paging;
using NUnit.Framework;

namespace CosmosPaging.Tests.Kernel;

[TestFixture]
public sealed class PageTablesTests
{
    private static readonly LinearAddress Page = new(0x40001000);

    /// <summary>Whatever is mapped is found again with its frame and rights, whatever is not is not, and all frames come back.</summary>
    [FsCheck.NUnit.Property(MaxTest = 60)]
    public void WhatIsMappedIsFoundAndGivenBack(ushort[] pages, bool pae, byte rightsSeed)
    {
        using var machine = new FakeMachine(pae ? PagingFormat.Pae : PagingFormat.TwoLevel, KernelLayout.High);
        uint before = machine.Frames.Free;
        PageTables tables = machine.EmptyTables();
        var mapped = new Dictionary<uint, (PhysicalAddress Frame, PageRights Rights)>();
        foreach (ushort page in pages)
        {
            // 64 K pages of 4 KB, spread over 3 GB so that many tables are needed.
            uint linear = (uint)page * 12 * Frame.Size;
            int choice = page + rightsSeed;
            PageRights rights = PageRights.User | ((choice & 1) != 0 ? PageRights.Write : PageRights.None)
                | ((choice & 2) != 0 ? PageRights.Execute : PageRights.None);
            machine.Frames.TryAllocate(out PhysicalAddress frame);
            MapOutcome outcome = tables.Map(new LinearAddress(linear), frame, rights);
            Assert.That(outcome, Is.EqualTo(mapped.ContainsKey(linear) ? MapOutcome.AlreadyMapped : MapOutcome.Mapped));
            if (outcome == MapOutcome.Mapped)
            {
                mapped.Add(linear, (frame, rights));
            }
            else
            {
                machine.Frames.Release(frame);
            }
        }

        foreach ((uint linear, (PhysicalAddress frame, PageRights rights)) in mapped)
        {
            PageWalk walk = tables.Walk(new LinearAddress(linear + 5));
            Assert.That(walk.IsMapped);
            Assert.That(walk.Physical, Is.EqualTo(frame + 5));
            Assert.That(walk.Rights, Is.EqualTo(pae ? rights : rights | PageRights.Execute));
            Assert.That(mapped.ContainsKey(linear + Frame.Size) || !tables.Walk(new LinearAddress(linear + Frame.Size)).IsMapped);
        }

        tables.Release(new LinearRange(0, 0xBFFFFFFF));
        machine.Frames.Release(tables.Root);
        Assert.That(machine.Frames.Free, Is.EqualTo(before));
    }

    [TestCase("two-level", new[] { "pde", "pte" }, new[] { 0x100u, 1u })]
    [TestCase("pae", new[] { "pdpte", "pde", "pte" }, new[] { 1u, 0u, 1u })]
    public void TheLevelsIndexAsTheSdmDrawsThem(string format, string[] names, uint[] indices)
    {
        PagingFormat paging = Cells.Format(format);
        Assert.That(Enumerable.Range(0, paging.LevelCount).Select(depth => paging.Level(depth).Name), Is.EqualTo(names));
        Assert.That(Enumerable.Range(0, paging.LevelCount).Select(depth => paging.Level(depth).Index(Page.Value)), Is.EqualTo(indices));
    }

    [TestCase("two-level", 0x007u)]
    [TestCase("pae", 0x001u)]
    public void ATasksTopEntryHasTheBitsThatTheFormatAllows(string format, uint bits)
    {
        // Under PAE a PDPTE has neither R/W nor U/S: they are reserved, and Bochs raises #GP when CR3 is loaded.
        using var machine = new FakeMachine(Cells.Format(format), KernelLayout.High);
        PageTables tables = machine.EmptyTables();
        machine.Frames.TryAllocate(out PhysicalAddress frame);
        tables.Map(Page, frame, PageRights.User | PageRights.Write);
        Assert.That(tables.Walk(Page).Entry(0).Raw & 0xFFF, Is.EqualTo(bits));
    }

    [TestCase("two-level")]
    [TestCase("pae")]
    public void AKernelPageLeavesUsClearAtEveryLevel(string format)
    {
        using var machine = new FakeMachine(Cells.Format(format), KernelLayout.High);
        PageTables tables = machine.EmptyTables();
        machine.Frames.TryAllocate(out PhysicalAddress frame);
        tables.Map(Page, frame, PageRights.Write);
        PageWalk walk = tables.Walk(Page);
        for (int depth = 0; depth < walk.Depth; depth++)
        {
            Assert.That(walk.Entry(depth).IsUser, Is.False, $"U/S is set in the {walk.Format.Level(depth).Name}");
        }
    }

    [TestCase("two-level")]
    [TestCase("pae")]
    public void AUserPageInAKernelTableIsRefused(string format)
    {
        using var machine = new FakeMachine(Cells.Format(format), KernelLayout.High);
        PageTables tables = machine.EmptyTables();
        machine.Frames.TryAllocate(out PhysicalAddress frame);
        tables.Map(Page, frame, PageRights.Write);
        Assert.That(tables.Map(Page + Frame.Size, frame, PageRights.User), Is.EqualTo(MapOutcome.SupervisorTable));
        Assert.That(tables.Walk(Page + Frame.Size).IsMapped, Is.False);
    }

    [TestCase("two-level", 4u << 20, 2)]
    [TestCase("pae", 2u << 20, 4)]
    public void ARangeUsesLargePagesWhereItCan(string format, uint large, int expectedLargePages)
    {
        using var machine = new FakeMachine(Cells.Format(format), KernelLayout.High);
        PageTables tables = machine.EmptyTables();
        uint start = 0x00800000 - (2 * Frame.Size);
        uint bytes = (8u << 20) + (5 * Frame.Size);
        Assert.That(
            tables.MapRange(new LinearAddress(start + 0xC0000000), new PhysicalAddress(start), bytes, PageRights.Write),
            Is.EqualTo(MapOutcome.Mapped));

        var pages = new HashSet<(uint Address, uint Size)>();
        for (uint offset = 0; offset < bytes; offset += Frame.Size)
        {
            PageWalk walk = tables.Walk(new LinearAddress(start + 0xC0000000 + offset));
            Assert.That(walk.IsMapped);
            Assert.That(walk.Physical.Value, Is.EqualTo(start + offset));
            pages.Add((walk.PageAddress.Value, walk.PageSize));
        }

        Assert.That(pages.Count(page => page.Size == large), Is.EqualTo(expectedLargePages));
        Assert.That(pages.Count(page => page.Size == Frame.Size), Is.EqualTo(5));
        Assert.That(tables.Walk(new LinearAddress(start + 0xC0000000 + bytes)).IsMapped, Is.False);
        Assert.That(tables.Walk(new LinearAddress(start + 0xC0000000 - 1)).IsMapped, Is.False);
    }

    [Test]
    public void RightsOfAllLevelsAreCombined()
    {
        using var machine = new FakeMachine(PagingFormat.TwoLevel, KernelLayout.High);
        PageTables tables = machine.EmptyTables();
        machine.Frames.TryAllocate(out PhysicalAddress frame);
        tables.Map(Page, frame, PageRights.User | PageRights.Write);
        PageEntry directoryEntry = tables.ReadRoot(0x100);
        tables.WriteRoot(0x100, new PageEntry(directoryEntry.Raw & ~PageEntry.WriteBit));
        Assert.That(tables.Walk(Page).Rights, Is.EqualTo(PageRights.User | PageRights.Execute));
        tables.WriteRoot(0x100, new PageEntry(directoryEntry.Raw & ~PageEntry.UserBit));
        Assert.That(tables.Walk(Page).IsUser, Is.False);
    }

    /// <summary>The short walk and the long one are of one mind.</summary>
    [TestCase("two-level")]
    [TestCase("pae")]
    public unsafe void TheLastEntryIsFoundWithoutTheWay(string format)
    {
        using var machine = new FakeMachine(Cells.Format(format), KernelLayout.High);
        PageTables tables = machine.EmptyTables();
        Assert.That(tables.Find(Page) is null, "an entry was found where there is no table");
        machine.Frames.TryAllocate(out PhysicalAddress frame);
        tables.Map(Page, frame, PageRights.User | PageRights.Write);
        Assert.That(tables.Format.Read(tables.Find(Page + 5)).Raw, Is.EqualTo(tables.Walk(Page).Last.Raw));
        Assert.That(tables.Format.Read(tables.Find(Page + Frame.Size)).Raw, Is.Zero);
        tables.MapRange(new LinearAddress(0xC0000000), default, 4 << 20, PageRights.Write);
        Assert.That(tables.Find(new LinearAddress(0xC0000000)) is null, "an entry was found below a large page");
    }

    /// <summary>A table goes when the hole round what is released holds all that it spans, and not before.</summary>
    [TestCase("two-level", 1u)]
    [TestCase("pae", 2u)]
    public void TablesGoWithTheHoleThatTheyLieIn(string format, uint tablesOfAPage)
    {
        using var machine = new FakeMachine(Cells.Format(format), KernelLayout.High);
        PageTables tables = machine.EmptyTables();
        machine.Frames.TryAllocate(out PhysicalAddress one);
        machine.Frames.TryAllocate(out PhysicalAddress other);
        tables.Map(Page, one, PageRights.User);
        tables.Map(Page + (2 * Frame.Size), other, PageRights.User);
        uint before = machine.Frames.Free;
        var page = new LinearRange(Page.Value, Page.Value + (Frame.Size - 1));
        tables.HasChangedTopEntry = false;
        tables.Release(page, new LinearRange(0, Page.Value + Frame.Size - 1));
        Assert.That(machine.Frames.Free, Is.EqualTo(before + 1), "the page alone");
        Assert.That(tables.HasChangedTopEntry, Is.False);
        Assert.That(tables.Walk(Page + (2 * Frame.Size)).IsMapped);

        tables.Release(new LinearRange(Page.Value + (2 * Frame.Size), Page.Value + (3 * Frame.Size) - 1), new LinearRange(0, 0xBFFFFFFF));
        Assert.That(machine.Frames.Free, Is.EqualTo(before + 2 + tablesOfAPage), "both pages and the tables");
        Assert.That(tables.HasChangedTopEntry);
        Assert.That(tables.ReadRoot(tables.Format.Level(0).Index(Page.Value)).Raw, Is.Zero);
    }

    [Test]
    public void AWalkThatLeavesMemorySaysSo()
    {
        using var machine = new FakeMachine(PagingFormat.TwoLevel, KernelLayout.High);
        PageTables tables = machine.EmptyTables();
        tables.WriteRoot(0x100, PageEntry.To(new PhysicalAddress(0xF0000000), PageEntry.PresentBit));
        Assert.That(tables.Walk(Page).End, Is.EqualTo(WalkEnd.OutOfView));
    }
}
