using System.IO;
using CosmosPaging.Lab.Programs;
using NUnit.Framework;

namespace CosmosPaging.Tests.Lab;

internal sealed class OutsideProgramTests
{
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

    [Test]
    public void AFileWithoutEndIsTurnedDown() => Assert.That(() => OutsideProgram.Read("/dev/zero"), Throws.TypeOf<UnusableProgramException>());

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
