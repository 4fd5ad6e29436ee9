using System;
using System.Collections.Generic;
using CosmosKernel.Mappings;
using CosmosKernel.Memory;
using CosmosKernel.Programs;
using NUnit.Framework;

namespace CosmosPaging.Tests.Kernel;

[TestFixture]
public sealed unsafe class ElfFileTests
{
    private static readonly LinearRange UserSpace = new(0, 0xBFFFFFFF);
    private static readonly LinearRange Stack = new(0xBFF00000, 0xBFFFFFFF);

    public static IEnumerable<TestCaseData> Bad()
    {
        byte[] code = [0x90, 0x90, 0x90, 0x90];
        yield return Case(ElfProblem.NotElf, new ElfBuilder { Magic = "MZ\0\0"u8.ToArray() }.With(0x40000000, code, 5));
        yield return Case(ElfProblem.Not32Bit, new ElfBuilder { Class = 2 }.With(0x40000000, code, 5));
        yield return Case(ElfProblem.NotLittleEndian, new ElfBuilder { Data = 2 }.With(0x40000000, code, 5));
        yield return Case(ElfProblem.NotI386, new ElfBuilder { Machine = 62 }.With(0x40000000, code, 5));
        yield return Case(ElfProblem.NotExecutable, new ElfBuilder { Type = 3 }.With(0x40000000, code, 5));
        yield return Case(ElfProblem.NotExecutable, new ElfBuilder { Type = 1 }.With(0x40000000, code, 5), "object file");
        yield return Case(ElfProblem.NoSegment, new ElfBuilder());
        yield return Case(ElfProblem.NoSegment, new ElfBuilder().With(0x40000000, code, 5, type: 4), "only a note");
        yield return Case(ElfProblem.NoSegment, new ElfBuilder().With(0x40000000, [], 5), "an empty segment");
        yield return Case(ElfProblem.BadProgramHeaders, new ElfBuilder { HeaderBytes = 56 }.With(0x40000000, code, 5));
        yield return Case(ElfProblem.TooManySegments, new ElfBuilder { HeaderCount = 65 }.With(0x40000000, code, 5));
        yield return Case(ElfProblem.TruncatedHeaders, new ElfBuilder { HeaderCount = 64 }.With(0x40000000, code, 5), "too many headers");
        yield return Case(
            ElfProblem.TruncatedHeaders, new ElfBuilder { HeaderOffset = 0xFFFFFFF0 }.With(0x40000000, code, 5),
            "headers at the end of 4 GB");
        yield return Case(ElfProblem.NeedsInterpreter, ElfBuilder.Good().With(0, "/lib/ld-linux.so.2\0"u8.ToArray(), 4, type: 3));
        yield return Case(ElfProblem.FileLargerThanMemory, new ElfBuilder().With(0x40000000, code, 5, memoryBytes: 2));
        yield return Case(
            ElfProblem.TruncatedSegment, new ElfBuilder().With(0x40000000, code, 5, memoryBytes: 0x2000, fileBytes: 0x1000),
            "bytes beyond the end");
        yield return Case(
            ElfProblem.TruncatedSegment, new ElfBuilder().With(0x40000000, code, 5, offset: 0xFFFFFFFC), "offset beyond the end");
        yield return Case(ElfProblem.OnPageZero, new ElfBuilder { Entry = 0x800 }.With(0x800, code, 5));
        yield return Case(ElfProblem.InKernelSpace, new ElfBuilder { Entry = 0xC0100000 }.With(0xC0100000, code, 5));
        yield return Case(ElfProblem.OutsideUserSpace, new ElfBuilder { Entry = 0xFFC02000 }.With(0xFFC02000, code, 5), "trampoline");
        yield return Case(
            ElfProblem.OutsideUserSpace, new ElfBuilder().With(0x40000000, code, 5).With(0xBFFEF000, code, 6, memoryBytes: 0x80000000),
            "wraps round");
        yield return Case(
            ElfProblem.OutsideUserSpace, new ElfBuilder().With(0x40000000, code, 5, memoryBytes: 0xFFFFFFFF), "4 GB less one");
        yield return Case(ElfProblem.OnStack, new ElfBuilder().With(0x40000000, code, 5).With(0xBFF00000, code, 6));
        yield return Case(ElfProblem.Overlapping, new ElfBuilder().With(0x40000000, code, 5).With(0x40000002, code, 5));
        yield return Case(ElfProblem.SharesPage, new ElfBuilder().With(0x40000000, code, 5).With(0x40000800, code, 6));
        yield return Case(ElfProblem.EntryOutside, new ElfBuilder { Entry = 0x50000000 }.With(0x40000000, code, 5));
        yield return Case(
            ElfProblem.EntryOutside, new ElfBuilder { Entry = 0x40001000 }.With(0x40000000, code, 5).With(0x40001000, code, 6),
            "entry in data");
    }

    [TestCaseSource(nameof(Bad))]
    public void EachProblemIsNamed(object expected, byte[] file) => Assert.That(Check(file, out _), Is.EqualTo(expected));

    [Test]
    public void AGoodFileIsTakenAndItsSegmentsAreRead()
    {
        using var bytes = new GuardedBytes(ElfBuilder.Good().Build());
        var file = new ElfFile(bytes.Start, bytes.Size);
        Assert.That(file.Check(UserSpace, Stack, KernelLayout.High.Window, out int segment), Is.EqualTo(ElfProblem.None));
        Assert.That(segment, Is.EqualTo(-1));
        Assert.That(file.Entry.Value, Is.EqualTo(0x40000000));
        ElfSegment data = file.Segment(1);
        Assert.That(data.Address.Value, Is.EqualTo(0x40001000));
        Assert.That(data.FileBytes, Is.EqualTo(4));
        Assert.That(data.Pages.Last, Is.EqualTo(0x40002FFF));
        Assert.That(new Span<byte>(file.Bytes(data.FileOffset), 4).SequenceEqual("data"u8));
    }

    [Test]
    public void SegmentsWithTheSameRightsMayShareAPage() =>
        Assert.That(
            Check(new ElfBuilder().With(0x40000000, [0x90], 5).With(0x40000800, [0x90], 5).Build(), out _), Is.EqualTo(ElfProblem.None));

    [Test]
    public void TheMessageNamesTheSegment()
    {
        Check(new ElfBuilder().With(0x40000000, [0x90], 5).With(0xC0000000, [0x90], 5).Build(), out int segment);
        Assert.That(segment, Is.EqualTo(1));
    }

    [Test]
    public void UnderFourFourTheKernelsAddressIsTheTasks()
    {
        using var bytes = new GuardedBytes(new ElfBuilder { Entry = 0xC0100000 }.With(0xC0100000, [0x90], 5).Build());
        var file = new ElfFile(bytes.Start, bytes.Size);
        Assert.That(
            file.Check(new LinearRange(0, 0xFFBFFFFF), new LinearRange(0xFFB00000, 0xFFBFFFFF), KernelLayout.High.Window, out _),
            Is.EqualTo(ElfProblem.None));
    }

    [Test]
    public void EveryPrefixOfAFileIsRefusedWithoutReadingBeyondIt()
    {
        byte[] good = ElfBuilder.Good().Build();
        for (int length = 0; length < good.Length; length++)
        {
            Assert.That(Check(good[..length], out _), Is.Not.EqualTo(ElfProblem.None), $"{length} bytes");
        }
    }

    /// <summary>
    /// Whatever is put into the headers, the answer comes, and a file that is taken has all its bytes in the file and all its pages in user
    /// space.
    /// </summary>
    [FsCheck.NUnit.Property(MaxTest = 2000)]
    public void NonsenseIsSurvived(byte[] noise, ushort[] places)
    {
        byte[] file = ElfBuilder.Good().Build();
        for (int i = 0; i < Math.Min(noise.Length, places.Length); i++)
        {
            file[places[i] % file.Length] = noise[i];
        }

        using var bytes = new GuardedBytes(file);
        var elf = new ElfFile(bytes.Start, bytes.Size);
        if (elf.Check(UserSpace, Stack, KernelLayout.High.Window, out _) != ElfProblem.None)
        {
            return;
        }

        for (int i = 0; i < elf.SegmentCount; i++)
        {
            ElfSegment segment = elf.Segment(i);
            if (segment.IsLoaded)
            {
                Assert.That((ulong)segment.FileOffset + segment.FileBytes, Is.LessThanOrEqualTo(bytes.Size));
                Assert.That(UserSpace.Contains(segment.Pages) && !segment.Pages.Overlaps(Stack) && segment.Pages.Start != 0);
            }
        }
    }

    private static ElfProblem Check(byte[] file, out int segment)
    {
        using var bytes = new GuardedBytes(file);
        return new ElfFile(bytes.Start, bytes.Size).Check(UserSpace, Stack, KernelLayout.High.Window, out segment);
    }

    private static TestCaseData Case(ElfProblem problem, ElfBuilder builder, string? detail = null) =>
        new TestCaseData(problem, builder.Build()).SetArgDisplayNames(detail == null ? problem.ToString() : $"{problem}: {detail}");
}
