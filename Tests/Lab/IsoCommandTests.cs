using System;
using System.Buffers.Binary;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using CosmosPaging.Lab.Commands;
using CosmosPaging.Lab.Discs;
using CosmosPaging.Lab.Host;
using NUnit.Framework;

namespace CosmosPaging.Tests.Lab;

/// <summary><c>lab iso</c>, and the discs that it and Bochs' machines are made of.</summary>
internal sealed class IsoCommandTests
{
    private const long LargestDisc = 2_000_000;

    [Test]
    public async Task TheSameFilesGiveTheSameBytes()
    {
        using FakeTree tree = new FakeTree().WithKernel("x\n", Endings.Hang);
        Assert.That(await tree.RunAsync("iso"), Is.EqualTo(LabExit.Held), tree.Errors);
        string disc = Path.Combine(tree.Tree.Products, "CosmosPaging.iso");
        string machine = Path.Combine(tree.Tree.Products, "CosmosPaging.vmx");
        byte[][] first = [await File.ReadAllBytesAsync(disc), await File.ReadAllBytesAsync(machine)];

        // Two seconds, since some of a disc's dates have no finer grain; and files that are newer.
        await Task.Delay(TimeSpan.FromSeconds(2.1));
        File.SetLastWriteTimeUtc(tree.Tree.StrippedKernelImage, DateTime.UtcNow);
        Assert.That(await tree.RunAsync("iso"), Is.EqualTo(LabExit.Held));

        Assert.That(await File.ReadAllBytesAsync(disc), Is.EqualTo(first[0]));
        Assert.That(await File.ReadAllBytesAsync(machine), Is.EqualTo(first[1]));
    }

    [Test]
    public async Task APersonSeesHowManyFilesAreDone()
    {
        using FakeTree tree = new FakeTree { ErrorsAreTerminal = true }.WithKernel("x\n", Endings.Hang);

        Assert.That(await tree.RunAsync("iso"), Is.EqualTo(LabExit.Held), tree.Errors);
        Assert.That(tree.Errors, Does.StartWith("\r\u001b[Klab: 0 of 3 files done, 0 s\r").And.EndWith("\r\u001b[K"));
    }

    /// <summary>VMware passes over what it does not know, without a word: so a key that is misspelt must not pass here.</summary>
    [TestCase(false)]
    [TestCase(true)]
    public void VmwaresMachineHasKnownKeysAlone(bool waitsForDebugger)
    {
        string[] known =
        [
            ".encoding", "config.version", "virtualHW.version", "displayName", "guestOS", "firmware", "bios.bootOrder", "numvcpus",
            "memsize",
            "ide1:0.present", "ide1:0.deviceType", "ide1:0.fileName", "ide1:0.startConnected", "floppy0.present", "ethernet0.present",
            "sound.present",
            "serial0.present", "serial0.fileType", "serial0.fileName", "serial0.startConnected", "serial0.yieldOnMsrRead",
            "serial0.tryNoRxLoss",
            "answer.msg.serial.file.open", "msg.autoAnswer", "debugStub.listen.guest32", "debugStub.hideBreakpoints",
            "monitor.debugOnStartGuest32", "uuid.action",
        ];
        string[] lines = VmwareMachine.Text("x.iso", waitsForDebugger).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string[] settings = [.. lines.Where(line => !line.StartsWith('#'))];
        string[] keys = [.. settings.Select(line => line.Split(' ')[0])];

        Assert.That(settings, Has.All.Match("^[A-Za-z0-9:.]+ = \"[^\"]+\"$"));
        Assert.That(keys, Is.Unique.And.SubsetOf(known));
        Assert.That(keys.Contains("monitor.debugOnStartGuest32"), Is.EqualTo(waitsForDebugger));
        Assert.That(settings, Does.Contain("ide1:0.fileName = \"x.iso\""));
    }

    [Test]
    public void TheDiscOfTheRealKernelIsSmall()
    {
        BuildTree tree = BuildTree.Find(AppContext.BaseDirectory)!;
        string disc = Path.GetTempFileName();
        new BootDisc(Environment.GetEnvironmentVariable("PATH"))
            .Write(disc, tree.StrippedKernelImage, tree.ProgramsArchive, BootMenu.ForPeople);
        long length = new FileInfo(disc).Length;
        File.Delete(disc);

        Assert.That(length, Is.LessThan(LargestDisc));
    }

    /// <summary>So the same commit gives the same bytes in another folder, too.</summary>
    [Test]
    public void NothingOnTheDiscNamesTheFolderItWasMadeIn()
    {
        BuildTree tree = BuildTree.Find(AppContext.BaseDirectory)!;
        byte[] root = Encoding.UTF8.GetBytes(tree.Root);
        foreach (string file in new[] { tree.StrippedKernelImage, tree.ProgramsArchive })
        {
            Assert.That(File.ReadAllBytes(file).AsSpan().IndexOf(root), Is.Negative, file);
        }
    }

    [Test]
    public void TheMenuHasAllFirstAndEachCombination()
    {
        Assert.That(BootMenu.ForPeople.Entries.Select(entry => entry.CommandLine), Is.EqualTo(new[]
        {
            "variant=all paging=all screen=live",
            "variant=shared paging=two-level screen=live",
            "variant=fourfour paging=two-level screen=live",
            "variant=kpti paging=two-level screen=live",
            "variant=shared paging=pae screen=live",
            "variant=fourfour paging=pae screen=live",
            "variant=kpti paging=pae screen=live",
        }));
    }

    [TestCase(MultibootProtocol.First, true, "    multiboot /boot/CosmosKernel.elf a=b\n    module /boot/programs.tar.gz\n}\n")]
    [TestCase(MultibootProtocol.Second, true, "    multiboot2 /boot/CosmosKernel.elf a=b\n    module2 /boot/programs.tar.gz\n}\n")]
    [TestCase(MultibootProtocol.Second, false, "    multiboot2 /boot/CosmosKernel.elf a=b\n}\n")]
    public void AnEntrySpeaksTheKernelsProtocol(MultibootProtocol protocol, bool hasArchive, string entry)
    {
        string text = new BootMenu([new MenuEntry("other", "a"), new MenuEntry("title", "a=b")]).Text(protocol, hasArchive);

        Assert.That(text, Does.StartWith("set default=0\nset timeout=0\nif keystatus ").And.EndWith("menuentry \"title\" {\n" + entry));
    }

    /// <summary>It is made for a machine: there is nobody to hold a key, and nothing to unpack.</summary>
    [Test]
    public void AMenuOfOneEntryAsksForNoKeyAndItsArchiveIsAsItIs() => Assert.That(
        new BootMenu([new MenuEntry("title", "a=b")]).Text(MultibootProtocol.Second, hasArchive: true),
        Is.EqualTo(
            "set default=0\nset timeout=0\nmenuentry \"title\" {\n    multiboot2 /boot/CosmosKernel.elf a=b\n"
            + "    module2 /boot/programs.tar\n}\n"));

    [TestCase(0, MultibootProtocol.First)]
    [TestCase(8180, MultibootProtocol.First)]
    [TestCase(0, MultibootProtocol.Second)]
    [TestCase(32752, MultibootProtocol.Second)]
    public void AHeaderIsFoundWhereItMayBe(int offset, MultibootProtocol expected) =>
        Assert.That(Read(Image(offset, expected)), Is.EqualTo(expected));

    [TestCase(2, MultibootProtocol.First)]
    [TestCase(8184, MultibootProtocol.First)]
    [TestCase(4, MultibootProtocol.Second)]
    [TestCase(32760, MultibootProtocol.Second)]
    public void AHeaderElsewhereIsNone(int offset, MultibootProtocol protocol) =>
        Assert.That(
            () => Read(Image(offset, protocol)), Throws.TypeOf<InvalidDataException>().With.Message.Contains("no Multiboot header"));

    [Test]
    public void OfTwoHeadersTheNewerProtocolsCounts()
    {
        byte[] image = Image(0, MultibootProtocol.First);
        Image(64, MultibootProtocol.Second).AsSpan(64, 16).CopyTo(image.AsSpan(64));

        Assert.That(Read(image), Is.EqualTo(MultibootProtocol.Second));
    }

    [Test]
    public void VmwareFindsTheDiscBesideIt()
    {
        string text = VmwareMachine.Text("CosmosPaging.iso");

        Assert.That(text, Does.Contain("ide1:0.fileName = \"CosmosPaging.iso\"\n").And.Contain("firmware = \"bios\"\n").And.Contain(
            "debugStub.listen.guest32 = \"TRUE\"\n"));
        Assert.That(text.TrimEnd('\n').Split('\n'), Is.All.Match("^(#.*|[A-Za-z0-9.:]+ = \"[^\"]*\")$"));
    }

    [Test]
    public async Task WithoutGrubsToolsThePackageIsNamed()
    {
        using FakeTree tree = new() { SearchPath = "/nonexistent" };

        Assert.That(await tree.RunAsync("iso"), Is.EqualTo(LabExit.Prerequisite));
        Assert.That(tree.Errors, Does.Contain("apt-get install -y --no-install-recommends grub-common"));
    }

    private static byte[] Image(int offset, MultibootProtocol protocol)
    {
        byte[] image = new byte[40_000];
        uint[] words = protocol == MultibootProtocol.First ? [0x1BADB002, 3, 0] : [0xE85250D6, 0, 16, 0];
        words[^1] = unchecked((uint)-words.Sum(word => (long)word));
        for (int i = 0; i < words.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(image.AsSpan(offset + (4 * i)), words[i]);
        }

        return image;
    }

    private static MultibootProtocol Read(byte[] image)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, image);
            return MultibootHeader.Read(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
