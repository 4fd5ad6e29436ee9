using System;
using System.IO;
using System.Text;
using System.Threading.Tasks;
using CosmosPaging.Lab.Commands;
using CosmosPaging.Lab.Discs;
using CosmosPaging.Lab.Host;
using CosmosPaging.Lab.Verbs;
using NUnit.Framework;

namespace CosmosPaging.Tests.Booted;

/// <summary><c>./lab test</c> as a whole: tests of this suite, run once more.</summary>
internal sealed class LabTestTests
{
    private static readonly BuildTree Tree = BuildTree.Find(AppContext.BaseDirectory)!;

    /// <summary>
    /// The image is this tree's own with a Multiboot 2 header alone, so GRUB boots it; and it panics in other words, so that the one of the
    /// two tests that reads them must fail. Did the tests boot the lab's own kernel, both would pass.
    /// </summary>
    [Test]
    public async Task TheTestsThatAreLeftBootTheImage()
    {
        byte[] kernel = LabImageTests.WithoutFirstHeader(await File.ReadAllBytesAsync(Tree.KernelImage));
        byte[] words = Encoding.Unicode.GetBytes("the command line asked for it");
        kernel.AsSpan(kernel.AsSpan().IndexOf(words), words.Length).Reverse();
        string folder = Directory.CreateTempSubdirectory("cosmospaging-image-").FullName;
        try
        {
            string image = Path.Combine(folder, "second.elf");
            await File.WriteAllBytesAsync(image, kernel);
            Assert.That(MultibootHeader.IsSecondAlone(image));
            (LabExit exit, string output) = await RunAsync("test", "WithoutAPortToEndIt", "--image", image);

            Assert.That(exit, Is.EqualTo(LabExit.Failed), output);
            Assert.That(output, Does.StartWith(image + ", high layout; left out, for it ").And.Contain("\n  DiscTests: is about "));
            const string name = "WithoutAPortToEndItTheMachineHaltsAfterTheMarker";
            Assert.That(output, Does.Contain($"Passed {name}(\"variant=shared experiments=hello\""));
            Assert.That(output, Does.Contain($"Failed {name}(\"provoke=panic\""));
            Assert.That(output, Does.EndWith("\n1 passed, 1 failed\n"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The filter is in the names of two tests, one in each assembly.</summary>
    [Test]
    public async Task TheLastLineCountsTheTestsOfBothAssemblies()
    {
        (LabExit exit, string output) = await RunAsync("test", "is_reserved_does_not_count");

        Assert.That(exit, Is.EqualTo(LabExit.Held), output);
        Assert.That(output, Does.Contain("Passed What_is_reserved_does_not_count"));
        Assert.That(output, Does.Contain("Passed Memory_that_is_reserved_does_not_count"));
        Assert.That(output, Does.EndWith("\n2 passed, 0 failed\n"));
    }

    /// <summary>A filter that selects nothing in one of the assemblies is nothing to warn of.</summary>
    [Test]
    public async Task AFilterForOneAssemblyGivesNoWarningOfTheOther()
    {
        (_, string output) = await RunAsync("test", "Memory_that_is_reserved_does_not_count");

        Assert.That(output, Does.Not.Contain("No test").And.EndWith("\n1 passed, 0 failed\n"));
    }

    private static async Task<(LabExit Exit, string Output)> RunAsync(params string[] words)
    {
        StringWriter said = new();
        LabContext context = new(Tree, said, said) { SearchPath = Environment.GetEnvironmentVariable("PATH") };
        return (await new LabCommandLine(context).RunAsync(words), said.ToString());
    }
}
