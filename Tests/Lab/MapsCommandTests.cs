using System.IO;
using System.Text.Json;
using System.Threading.Tasks;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Commands;
using CosmosPaging.Lab.Pictures;
using CosmosPaging.Lab.Reports;
using NUnit.Framework;

namespace CosmosPaging.Tests.Lab;

/// <summary><c>lab maps</c> with guests that never show their tables.</summary>
internal sealed class MapsCommandTests
{
    [TestCase("qemu")]
    [TestCase("bochs")]
    public async Task AGuestThatPanicsIsExitFourWithItsLastWords(string emulator)
    {
        using FakeTree tree = WithPrograms(new FakeTree().WithKernel(
            Transcripts.Boot + "panic: no more\n", emulator == "bochs" ? Endings.BochsShutdown : Endings.Panicked));

        LabExit exit = await tree.RunAsync("maps", "--emulator", emulator, "--variant", "shared", "--paging", "two-level");

        Assert.That(exit, Is.EqualTo(LabExit.GuestBroken), tree.Errors);
        Assert.That(
            tree.Errors,
            Does.Contain("'address-space' never said that it was ready; the guest panicked\n").And.Contain("    panic: no more\n"));
    }

    [TestCase("qemu")]
    [TestCase("bochs")]
    public async Task AGuestThatHangsIsExitFour(string emulator)
    {
        using FakeTree tree = WithPrograms(new FakeTree().WithKernel(Transcripts.Boot, Endings.Hang));

        LabExit exit = await tree.RunAsync(
            "maps", "--emulator", emulator, "--variant", "shared", "--paging", "two-level", "--timeout", "3");

        Assert.That(exit, Is.EqualTo(LabExit.GuestBroken), tree.Errors);
        Assert.That(tree.Errors, Does.Contain("the guest hung: it had not ended after 3 s"));
    }

    [Test]
    public async Task APersonSeesHowManyCellsAreDone()
    {
        using FakeTree tree = WithPrograms(new FakeTree { ErrorsAreTerminal = true }.WithKernel(Transcripts.Boot, Endings.Hang));

        await tree.RunAsync("maps", "--timeout", "1");

        Assert.That(tree.Errors, Does.StartWith("\r\u001b[Klab: 0 of 6 cells done, 0 s\r").And.Contain("\r\u001b[Klab: shared, two-level"));
    }

    [Test]
    public void TasksThatAreNotShownAreCounted()
    {
        MachinePicture picture = new(new Cell("shared", "pae", "high", "qemu"), default, 0, [], TasksNotListed: 17);
        StringWriter output = new();
        new MapsReport(ReportConsole.Create(output, terminal: false)).PrintPicture(picture);
        Assert.That(
            output.ToString(), Does.EndWith("\n17 more tasks were alive, of which the kernel keeps no card: neither shown nor compared\n"));

        using MemoryStream json = new();
        MapsJson.Write([picture], json);
        using JsonDocument document = JsonDocument.Parse(json.ToArray());
        Assert.That(document.RootElement.GetProperty("machines")[0].GetProperty("notListed").GetInt32(), Is.EqualTo(17));
    }

    [Test]
    public async Task AKernelThatShowsNoTablesIsExitFour()
    {
        using FakeTree tree = WithPrograms(new FakeTree().WithKernel("[1 address-space] ready\n", Endings.Hang));

        LabExit exit = await tree.RunAsync("maps", "--variant", "shared", "--paging", "two-level", "--timeout", "5");

        Assert.That(exit, Is.EqualTo(LabExit.GuestBroken), tree.Errors);
        Assert.That(tree.Errors, Does.Contain("lab: shared, two-level paging, high layout, qemu: no picture: "));
    }

    [Test]
    public async Task WithoutTheSampleProgramsItSaysHowToBuildThem()
    {
        using FakeTree tree = new FakeTree().WithKernel(Transcripts.Boot, Endings.Hang);

        Assert.That(await tree.RunAsync("maps"), Is.EqualTo(LabExit.Prerequisite));
        Assert.That(tree.Errors, Does.Contain("spin.elf").And.Contain("dotnet build CosmosPaging.sln"));
    }

    [Test]
    public async Task AProgramNamedAsASampleIsWrongUsage()
    {
        using FakeTree tree = WithPrograms(new FakeTree().WithKernel(Transcripts.Boot, Endings.Hang));

        Assert.That(await tree.RunAsync("maps", "--program", tree.Tree.ProgramFile("spin")), Is.EqualTo(LabExit.Usage));
        Assert.That(tree.Errors, Does.Contain("another program named spin"));
    }

    private static FakeTree WithPrograms(FakeTree tree)
    {
        foreach (string name in new[] { "spin", "address-space" })
        {
            File.WriteAllBytes(tree.Tree.ProgramFile(name), [1, 2, 3]);
        }

        return tree;
    }
}
