using System;
using System.Diagnostics;
using System.IO;
using System.Net.Sockets;
using System.Threading.Tasks;
using CosmosPaging.Lab.Programs;
using NUnit.Framework;

namespace CosmosPaging.Tests.Lab;

internal sealed class OutsideProgramTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private string folder = null!;

    [SetUp]
    public void MakeFolder() => folder = Directory.CreateTempSubdirectory("cosmospaging-outside-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(folder, recursive: true);

    [TestCase("mine.elf", "mine")]
    [TestCase("MINE.ELF", "MINE")]
    [TestCase("a.out", "a.out")]
    [TestCase("two.elf.elf", "two.elf")]
    [TestCase("with-dash_and.1", "with-dash_and.1")]
    public void TheNameIsTheFilesLessItsExtension(string file, string name)
    {
        OutsideProgram program = OutsideProgram.Read(Make(file));

        Assert.That(program.Name, Is.EqualTo(name));
        Assert.That(program.MemberName, Is.EqualTo($"user/{name}.elf"));
        Assert.That(program.Content, Is.EqualTo(new byte[] { 1, 2, 3 }));
    }

    [TestCase(".elf")]
    [TestCase(".hidden")]
    [TestCase("-dash.elf")]
    [TestCase("two words.elf")]
    [TestCase("a=b.elf")]
    [TestCase("plus+.elf")]
    [TestCase("[x].elf")]
    [TestCase("naïve.elf")]
    [TestCase("line\nbreak.elf")]
    public void ANameThatWouldConfuseTheLogIsTurnedDown(string file) =>
        Assert.That(() => OutsideProgram.Read(Make(file)), Throws.TypeOf<UnusableProgramException>());

    [TestCase(80, true)]
    [TestCase(81, false)]
    public void ANameHasAtMost80Characters(int length, bool accepted) => Assert.That(
        () => OutsideProgram.Read(Make(new string('n', length) + ".elf")),
        accepted ? Throws.Nothing : Throws.TypeOf<UnusableProgramException>());

    [Test]
    public void AFileThatIsNotThereIsTurnedDown() => Assert.That(
        () => OutsideProgram.Read(Path.Combine(folder, "nothing.elf")), Throws.TypeOf<UnusableProgramException>());

    [Test]
    public void AFolderIsTurnedDown() => Assert.That(() => OutsideProgram.Read(folder), Throws.TypeOf<UnusableProgramException>());

    [TestCase("/dev/zero", "a device")]
    [TestCase("/dev/null", "a device")]
    [TestCase("fifo", "a FIFO")]
    [TestCase("link-to-fifo", "a FIFO")]
    [TestCase("socket", "a socket")]
    [TestCase("link-to-nothing", "No such file")]
    public async Task OnlyRegularFilesAreReadAndNobodyWaits(string name, string kind)
    {
        using Process maker = Process.Start("mkfifo", Path.Combine(folder, "fifo"));
        await maker.WaitForExitAsync();
        using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(Path.Combine(folder, "socket")));
        File.CreateSymbolicLink(Path.Combine(folder, "link-to-fifo"), "fifo");
        File.CreateSymbolicLink(Path.Combine(folder, "link-to-nothing"), "nothing");

        await Assert.ThatAsync(
            () => Task.Run(() => OutsideProgram.Read(Path.Combine(folder, name))).WaitAsync(Patience),
            Throws.TypeOf<UnusableProgramException>().With.Message.Contains(kind));
    }

    [Test]
    public void ALinkToAProgramIsFollowed()
    {
        File.CreateSymbolicLink(Path.Combine(folder, "link.elf"), Make("mine.elf"));

        Assert.That(OutsideProgram.Read(Path.Combine(folder, "link.elf")).Content, Is.EqualTo(new byte[] { 1, 2, 3 }));
    }

    [Test]
    public void WhatIsInTheFileIsTheKernelsBusiness()
    {
        string path = Path.Combine(folder, "empty.elf");
        File.WriteAllBytes(path, []);

        Assert.That(OutsideProgram.Read(path).Content, Is.Empty);
    }

    private string Make(string file)
    {
        string path = Path.Combine(folder, file);
        File.WriteAllBytes(path, [1, 2, 3]);
        return path;
    }
}
