using System.Linq;
using System.Runtime.InteropServices;
using CosmosKernel.Boot;
using CosmosKernel.Mappings;
using CosmosKernel.Memory;
using CosmosKernel.Paging;
using NUnit.Framework;

namespace CosmosPaging.Tests.Kernel;

/// <summary>An image of Cosmos' compiler: what its Multiboot 2 header tells of it, and how it is mapped.</summary>
[TestFixture]
public sealed unsafe class CosmosImageTests
{
    private const uint Magic = 0xE85250D6;
    private const uint Entry = 0x02569530;
    private const uint End = 0x0282540C;

    private static readonly uint[] AddressTag = [0x00010002, 24, 0x02000000, 0x02000000, End, End];
    private static readonly uint[] FramebufferTag = [5, 20, 0, 0, 0, 0];
    private static readonly uint[] EntryTag = [0x00010003, 12, Entry, 0];
    private static readonly uint[] EndTag = [0];

    [Test]
    public void TheEntryAddressIsWhereDataEndsAndCodeBegins([Values] bool withFramebuffer)
    {
        var expected = new[]
        {
            (0x02000000u, 0x569000u, true, false),
            (0x02569000u, 0x1000u, true, true),
            (0x0256A000u, 0x2BB40Cu, false, true),
        };
        Assert.That(Sections([.. AddressTag, .. withFramebuffer ? FramebufferTag : [], .. EntryTag, .. EndTag]), Is.EqualTo(expected));
    }

    [Test]
    public void AnImageWithADebugStubHasCodeThatCanBeWritten()
    {
        var expected = new[]
        {
            (0x02000000u, 0x569000u, true, false),
            (0x02569000u, 0x1000u, true, true),
            (0x0256A000u, 0x2BB40Cu, true, true),
        };
        Assert.That(Sections([.. AddressTag, .. EntryTag, .. EndTag], codeIsWritable: true), Is.EqualTo(expected));
    }

    [Test]
    public void WithoutAnEntryTheImageIsOnePieceForEverything()
    {
        var onePiece = new[] { (0x02000000u, End - 0x02000000, true, true) };
        Assert.That(Sections([.. AddressTag, .. EndTag]), Is.EqualTo(onePiece));
        Assert.That(Sections([.. AddressTag, 0x00010003, 12, 0x01FFFFFF, 0]), Is.EqualTo(onePiece), "an entry below the image");
        Assert.That(Sections([.. AddressTag, 0x00010003, 12, End, 0]), Is.EqualTo(onePiece), "an entry behind it");
        Assert.That(Sections([2, 0, .. EntryTag]), Is.EqualTo(onePiece), "a tag of no size");
        Assert.That(Sections([2, 7, .. EntryTag]), Is.EqualTo(onePiece), "a tag shorter than its own head");
        Assert.That(Sections([2, 0xFFFFFFF9, .. EntryTag]), Is.EqualTo(onePiece), "a tag whose size, rounded up, is 0");
        Assert.That(Sections([2, 0x1000, .. EntryTag]), Is.EqualTo(onePiece), "a tag that reaches beyond the header");
        Assert.That(Sections(EntryTag, magic: 0x1BADB002), Is.EqualTo(onePiece), "no header of Multiboot 2");
    }

    [TestCase("two-level")]
    [TestCase("pae")]
    public void AnImageIsMappedBySmallPagesHoweverLargeItIs(string format)
    {
        using var machine = new FakeMachine(Cells.Format(format), KernelLayout.Low);
        ImageSection[] image = [new(0x00800000, 0x00800000, true, false), new(0x01000000, 0x00400000, false, true)];
        var space = KernelSpace.Build(Cells.Format(format), machine.Machine, image, new PhysicalAddress(0x01C00000));
        for (uint page = 0x00800000; page < 0x01400000; page += Frame.Size)
        {
            PageWalk walk = space.Tables.Walk(new LinearAddress(page));
            Assert.That((walk.PageAddress.Value, walk.PageSize), Is.EqualTo((page, Frame.Size)));
        }

        Assert.That(space.Tables.Walk(new LinearAddress(0x01400000)).PageSize, Is.GreaterThan(Frame.Size), "RAM behind the image");
    }

    private static (uint Address, uint Size, bool IsWritable, bool IsExecutable)[] Sections(
        uint[] tags, uint magic = Magic, bool codeIsWritable = false)
    {
        uint[] header = [magic, 0, (uint)((4 + tags.Length) * sizeof(uint)), 0, .. tags];
        using var bytes = new GuardedBytes(MemoryMarshal.AsBytes<uint>(header));
        return [.. CosmosImage.Sections(bytes.Start, 0x02000000, End, codeIsWritable)
            .Select(section => (section.Address, section.Size, section.IsWritable, section.IsExecutable))];
    }
}
