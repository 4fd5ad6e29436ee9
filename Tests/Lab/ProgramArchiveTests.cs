using System.Collections.Generic;
using System.Formats.Tar;
using System.IO;
using System.Text;
using CosmosPaging.Lab.Programs;
using NUnit.Framework;

namespace CosmosPaging.Tests.Lab;

internal sealed class ProgramArchiveTests
{
    [Test]
    public void ItHoldsTheSamplesThenTheProgramsFromOutside()
    {
        byte[] archive = Write(new OutsideProgram("b", [4, 5]), new OutsideProgram("a", []));

        Assert.That(Members(archive), Is.EqualTo(new (string, byte[])[]
        {
            ("hello.elf", [1, 2, 3]),
            ("big.elf", new byte[100_000]),
            ("user/b.elf", [4, 5]),
            ("user/a.elf", []),
        }));
    }

    [Test]
    public void EveryHeaderIsUstar()
    {
        byte[] archive = Write(new OutsideProgram(new string('n', OutsideProgram.LongestName), [1]));

        Assert.That(Encoding.ASCII.GetString(archive, 257, 5), Is.EqualTo("ustar"));
        Assert.That(archive.Length % 512, Is.Zero);
        using TarReader reader = new(new MemoryStream(archive));
        while (reader.GetNextEntry() is { } entry)
        {
            Assert.That(entry.Format, Is.EqualTo(TarEntryFormat.Ustar));
        }
    }

    [Test]
    public void TheSameContentGivesTheSameBytes()
    {
        byte[] first = Write(new OutsideProgram("a", [1]));

        Assert.That(Write(new OutsideProgram("a", [1])), Is.EqualTo(first));
    }

    [Test]
    public void WhatIsNoArchiveIsRefused() => Assert.That(
        () => ProgramArchive.Write(new MemoryStream(Encoding.ASCII.GetBytes(new string('x', 2048))), [], new MemoryStream()),
        Throws.InstanceOf<InvalidDataException>());

    private static byte[] Write(params OutsideProgram[] programs)
    {
        using MemoryStream samples = new();
        using (TarWriter writer = new(samples, TarEntryFormat.Ustar, leaveOpen: true))
        {
            writer.WriteEntry(new UstarTarEntry(TarEntryType.Directory, "folder/"));
            writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "hello.elf") { DataStream = new MemoryStream([1, 2, 3]) });
            writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "big.elf") { DataStream = new MemoryStream(new byte[100_000]) });
        }

        samples.Position = 0;
        using MemoryStream archive = new();
        ProgramArchive.Write(samples, programs, archive);
        return archive.ToArray();
    }

    private static List<(string Name, byte[] Content)> Members(byte[] archive)
    {
        List<(string, byte[])> members = [];
        using TarReader reader = new(new MemoryStream(archive));
        while (reader.GetNextEntry(copyData: true) is { } entry)
        {
            using MemoryStream content = new();
            entry.DataStream?.CopyTo(content);
            members.Add((entry.Name, content.ToArray()));
        }

        return members;
    }
}
