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

/// <summary><c>./lab test --image</c> as a whole: tests of this suite, run once more, boot an image.</summary>
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
            StringWriter said = new();
            LabContext context = new(Tree, said, said) { SearchPath = Environment.GetEnvironmentVariable("PATH") };
            LabExit exit = await new LabCommandLine(context).RunAsync(["test", "WithoutAPortToEndIt", "--image", image]);
            string output = said.ToString();

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
}
