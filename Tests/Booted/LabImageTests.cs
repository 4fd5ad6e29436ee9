using System;
using System.Buffers.Binary;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using CosmosPaging.Lab.Commands;
using CosmosPaging.Lab.Discs;
using CosmosPaging.Lab.Host;
using CosmosPaging.Lab.Verbs;
using NUnit.Framework;

namespace CosmosPaging.Tests.Booted;

/// <summary><c>--image</c>: kernels and discs that the lab did not build, made here from those that it did.</summary>
[TestFixtureSource(typeof(KernelBoot), nameof(KernelBoot.Emulators))]
internal sealed class LabImageTests(string emulator)
{
    private static readonly BuildTree Tree = BuildTree.Find(AppContext.BaseDirectory)!;

    private readonly string[] one = ["--emulator", emulator, "--experiment", "read-kernel-text", "--paging", "two-level"];
    private string folder = null!;
    private string output = "";

    [SetUp]
    public void MakeFolder() => folder = Directory.CreateTempSubdirectory("cosmospaging-image-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(folder, recursive: true);

    [Test]
    public async Task AKernelSaysItselfWhereItIsLinked()
    {
        string image = Path.Combine(folder, "kernel.bin");
        File.Copy(Tree.LowKernelImage, image);

        Assert.That(await RunAsync(["run", "--image", image, .. one]), Is.EqualTo(LabExit.Held), output);
        Assert.That(
            output, Does.Contain("shared, two-level paging, low layout, " + emulator).And.Contain("\n3 expectations held, 0 failed"));
    }

    [Test]
    public async Task AKernelWithAMultiboot2HeaderAloneIsBootedByGrub()
    {
        string image = Path.Combine(folder, "second.elf");
        await File.WriteAllBytesAsync(image, WithoutFirstHeader(await File.ReadAllBytesAsync(Tree.KernelImage)));
        Assert.That(MultibootHeader.IsSecondAlone(image));

        Assert.That(await RunAsync(["run", "--image", image, "--memory", "96", .. one]), Is.EqualTo(LabExit.Held), output);
        Assert.That(output, Does.Contain("\n3 expectations held, 0 failed"));
    }

    [Test]
    public async Task ADiscIsBootedAsItIsAndTheCellsThatComeAreJudged()
    {
        string disc = Path.Combine(folder, "disc.iso");
        BootMenu menu = new([new MenuEntry("one cell", "variant=fourfour paging=pae experiments=read-kernel-text")]);
        new BootDisc(Environment.GetEnvironmentVariable("PATH")).Write(disc, Tree.StrippedKernelImage, Tree.ProgramsArchive, menu);

        Assert.That(await RunAsync(["run", "--image", disc, "--emulator", emulator]), Is.EqualTo(LabExit.Held), output);
        Assert.That(output, Does.Contain("fourfour, pae paging, high layout, " + emulator).And.Contain("\n1 expectations held, 0 failed"));
    }

    [Test]
    public async Task WhatADiscDecidesIsNotAskedFor()
    {
        string disc = Path.Combine(folder, "disc.iso");
        byte[] sectors = new byte[17 * 2048];
        "CD001"u8.CopyTo(sectors.AsSpan((16 * 2048) + 1));
        await File.WriteAllBytesAsync(disc, sectors);
        foreach (string[] words in (string[][])[
            ["run", "--paging", "pae"], ["run", "--experiment", "none"], ["run", "--layout", "low"], ["maps"], ["bench"], ["test"],
        ])
        {
            Assert.That(await RunAsync([.. words, "--image", disc]), Is.EqualTo(LabExit.Usage), string.Join(' ', words));
            Assert.That(output, Does.Contain("--image").And.Contain("itself").Or.Contain("of its own"), string.Join(' ', words));
        }
    }

    /// <summary>An image as Cosmos' are: with a Multiboot 2 header alone.</summary>
    public static byte[] WithoutFirstHeader(byte[] image)
    {
        const uint magic = 0x1BADB002;
        int[] places = [.. Enumerable.Range(0, 8192 / 4).Select(word => word * 4).Where(
            at => BinaryPrimitives.ReadUInt32LittleEndian(image.AsSpan(at)) == magic)];
        Assert.That(places, Is.Not.Empty);
        foreach (int place in places)
        {
            image[place] = 0;
        }

        return image;
    }

    private async Task<LabExit> RunAsync(string[] words)
    {
        StringWriter said = new();
        LabContext context = new(Tree, said, said) { SearchPath = Environment.GetEnvironmentVariable("PATH") };
        LabExit exit = await new LabCommandLine(context).RunAsync(words);
        output = said.ToString();
        return exit;
    }
}
