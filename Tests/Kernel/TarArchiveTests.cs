using System;
using System.Collections.Generic;
using System.Formats.Tar;
using System.IO;
using System.Linq;
using CosmosKernel.Programs;
using NUnit.Framework;
using TarFile = CosmosKernel.Programs.TarFile;

namespace CosmosPaging.Tests.Kernel;

[TestFixture]
public sealed unsafe class TarArchiveTests
{
    [Test]
    public void FilesAreFoundWithTheirBytes()
    {
        using var bytes = new GuardedBytes(Archive());
        var archive = new TarArchive(bytes.Start, bytes.Size);
        Assert.That(archive.TryFind("b.elf", out TarFile file));
        Assert.That(new Span<byte>(file.Data, (int)file.Size).SequenceEqual("second"u8));
        Assert.That(archive.TryFind("b", out _), Is.False);
        Assert.That(archive.TryFind("b.elf2", out _), Is.False);
    }

    [Test]
    public void FilesAreVisitedInOrderAndFoldersPassedOver() =>
        Assert.That(
            Visit(Archive(), out TarStep end),
            Is.EqualTo(new[] { "a.elf", "b.elf", "user/c.elf" }).And.Property("Count").EqualTo(end == TarStep.End ? 3 : -1));

    [Test]
    public void AnArchiveWithoutItsClosingBlocksIsWhole()
    {
        byte[] archive = Archive();
        int end = archive.Length;
        while (archive.AsSpan(end - 512, 512).IndexOfAnyExcept((byte)0) < 0)
        {
            end -= 512;
        }

        Assert.That(Visit(archive[..end], out TarStep step), Has.Count.EqualTo(3));
        Assert.That(step, Is.EqualTo(TarStep.End));
    }

    [Test]
    public void NothingIsAnEmptyArchive()
    {
        Assert.That(Visit([], out TarStep step), Is.Empty);
        Assert.That(step, Is.EqualTo(TarStep.End));
    }

    [TestCase(100, TarStep.Truncated, 0, TestName = "AnArchiveThatEndsInAHeader")]
    [TestCase(515, TarStep.Truncated, 0, TestName = "AnArchiveThatEndsInAFile")]
    [TestCase(1024 + 512 + 3, TarStep.Truncated, 1, TestName = "AnArchiveThatEndsInTheSecondFile")]
    public void Truncated(int length, object expected, int files)
    {
        Assert.That(Visit(Archive()[..length], out TarStep step), Has.Count.EqualTo(files));
        Assert.That(step, Is.EqualTo(expected));
    }

    [TestCase(257, TarStep.NotUstar, TestName = "AHeaderWithoutUstarsMark")]
    [TestCase(3, TarStep.WrongChecksum, TestName = "AHeaderWithAChangedName")]
    [TestCase(150, TarStep.WrongChecksum, TestName = "AHeaderWithAChangedChecksum")]
    public void Damaged(int place, object expected)
    {
        byte[] archive = Archive();
        archive[1024 + place] ^= 1;
        Assert.That(Visit(archive, out TarStep step), Is.EqualTo(new[] { "a.elf" }));
        Assert.That(step, Is.EqualTo(expected));
    }

    [Test]
    public void ASizeBeyondTheEndIsTruncation()
    {
        byte[] archive = Archive();
        "77777777777"u8.CopyTo(archive.AsSpan(124));
        FixChecksum(archive.AsSpan(0, 512));
        Assert.That(Visit(archive, out TarStep step), Is.Empty);
        Assert.That(step, Is.EqualTo(TarStep.Truncated));
    }

    [FsCheck.NUnit.Property(MaxTest = 2000)]
    public void NonsenseIsSurvivedAndEveryFileLiesInside(byte[] noise, ushort[] places, ushort length)
    {
        byte[] archive = Archive();
        for (int i = 0; i < Math.Min(noise.Length, places.Length); i++)
        {
            archive[places[i] % archive.Length] = noise[i];
        }

        for (int header = 0; header < 3; header++)
        {
            FixChecksum(archive.AsSpan(header * 1024, 512)); // else nothing but the checksum would be tested
        }

        Visit(archive[..Math.Min(archive.Length, length % (archive.Length + 1))], out _);
    }

    private static List<string> Visit(byte[] archive, out TarStep step)
    {
        using var bytes = new GuardedBytes(archive);
        var files = new List<string>();
        uint position = 0;
        while ((step = new TarArchive(bytes.Start, bytes.Size).Next(ref position, out TarFile file)) == TarStep.File)
        {
            Assert.That(file.Data >= bytes.Start && file.Data + file.Size <= bytes.Start + bytes.Size);
            files.Add(file.Name());
        }

        return files;
    }

    private static byte[] Archive()
    {
        using var stream = new MemoryStream();
        using (var writer = new TarWriter(stream, TarEntryFormat.Ustar, leaveOpen: true))
        {
            Add(writer, "a.elf", "first"u8);
            Add(writer, "b.elf", "second"u8);
            writer.WriteEntry(new UstarTarEntry(TarEntryType.Directory, "user/"));
            Add(writer, "user/c.elf", "third"u8);
        }

        return stream.ToArray();
    }

    private static void Add(TarWriter writer, string name, ReadOnlySpan<byte> content) =>
        writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content.ToArray()) });

    private static void FixChecksum(Span<byte> header)
    {
        header.Slice(148, 8).Fill((byte)' ');
        int sum = header.ToArray().Sum(value => value);
        System.Text.Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(header[148..]);
    }
}
