using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using CosmosKit.Tests;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Discs;
using CosmosPaging.Lab.Host;
using NUnit.Framework;

namespace CosmosPaging.Tests.UserKit;

/// <summary>
/// <c>./lab run --kit cosmos</c> as a person says it, with an installed kit whose compiler is the embedded one: the kernel is built for the
/// kit, once, booted and judged.
/// </summary>
[TestFixture]
internal sealed class FakeKitTests
{
    private static readonly string[] Projects = ["CosmosKernel", "CosmosKernel.Cpu", "CosmosKernel.Plugs"];
    private static readonly BuildTree Tree = new(BuiltKit.Root);

    private Dictionary<string, string> restoredBefore = null!;
    private DateTime begun;
    private int exitCode;
    private string output = string.Empty;

    [OneTimeSetUp]
    public void BuildBootAndJudge()
    {
        restoredBefore = Projects.ToDictionary(project => project, project => File.ReadAllText(Assets(project, string.Empty)));
        begun = DateTime.UtcNow;
        using FakeKit kit = new();
        (exitCode, output) = Dotnet.RunLab(
            ["run", "--kit", "cosmos", "--experiment", "cli", .. kit.Properties, $"-p:CosmosPrograms={Tree.ProgramsArchive}"]);
    }

    /// <summary>A person's next build must not take it for the genuine kit's.</summary>
    [OneTimeTearDown]
    public void RemoveImage()
    {
        File.Delete(Tree.UserKitKernelImage);
        File.Delete(Path.ChangeExtension(Tree.UserKitKernelImage, ".asm"));
    }

    [Test]
    public void The_kernel_is_booted_in_every_cell_and_judged()
    {
        Cell[] cells =
        [
            .. from variant in Offer.Variants.Resolve(KernelWords.All)
               from paging in Offer.Pagings.Resolve(KernelWords.All)
               select new Cell(variant, paging, KernelWords.Low, EmulatorChoice.Qemu),
        ];
        Assert.That(exitCode, Is.Zero, output);
        Assert.That(output, Does.Contain($"\n{cells.Length} expectations held, 0 failed\n"));
        foreach (Cell cell in cells)
        {
            Assert.That(output, Does.Contain($"\n{cell}: 1 held, 0 failed\n"));
        }
    }

    [Test]
    public void Its_image_is_the_kits_and_no_other()
    {
        Assert.That(File.GetLastWriteTimeUtc(Tree.UserKitKernelImage), Is.GreaterThanOrEqualTo(begun), output);
        Assert.That(MultibootHeader.IsSecondAlone(Tree.UserKitKernelImage), "as Cosmos' image");
    }

    /// <summary>
    /// Both kits once wrote the same project.assets.json: a build without the kit's property after one with it asked for Cosmos' packages.
    /// </summary>
    [Test]
    public void What_the_embedded_kit_has_restored_is_left_alone()
    {
        foreach (string project in Projects)
        {
            Assert.That(File.ReadAllText(Assets(project, string.Empty)), Is.EqualTo(restoredBefore[project]), project);
            Assert.That(restoredBefore[project], Does.Not.Contain("\"Cosmos.System2\"").And.Not.Contain("\"XSharp\""), project);
        }

        Assert.That(File.ReadAllText(Assets("CosmosKernel", "cosmos")), Does.Contain("\"Cosmos.System2\""));
        Assert.That(File.ReadAllText(Assets("CosmosKernel.Plugs", "cosmos")), Does.Contain("\"XSharp\""));
    }

    private static string Assets(string project, string kit) =>
        Path.Combine(BuiltKit.Root, "artifacts", "obj", project, kit, "project.assets.json");
}
