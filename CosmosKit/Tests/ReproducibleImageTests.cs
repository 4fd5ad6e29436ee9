using System;
using System.IO;
using System.Linq;
using System.Text;
using CosmosKit.Build;
using NUnit.Framework;

namespace CosmosKit.Tests;

/// <summary>The kernel's image, made a second time of copies in another folder.</summary>
[TestFixture]
internal sealed class ReproducibleImageTests
{
    private string elsewhere = null!;

    [SetUp]
    public void MakeFolder() => elsewhere = Directory.CreateTempSubdirectory("cosmospaging-elsewhere-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(elsewhere, recursive: true);

    [Test]
    public void TheDiscsImageIsTheSameWhereverItIsMadeAndTheDebuggersTellsWhere()
    {
        // What the build wrote down of how it made the image.
        string[] words = File.ReadAllLines(Path.Combine(BuiltKit.Root, "artifacts/obj/CosmosKernel/debug/image-high.rsp"));
        foreach (string word in words.Where(word => word.StartsWith(BuiltKit.Root, StringComparison.Ordinal)))
        {
            Copy(word);
        }

        ImageBuilder.Build(ImageOptions.Parse(words.Select(Elsewhere)));

        string image = BuiltKit.Output("CosmosKernel", ".elf");
        Assert.That(
            File.ReadAllBytes(Elsewhere(image)).AsSpan().IndexOf(Encoding.UTF8.GetBytes(elsewhere + "/\0")),
            Is.Not.Negative,
            "where the sources are");
        string stripped = BuiltKit.Output("CosmosKernel", "-stripped.elf");
        Assert.That(File.ReadAllBytes(Elsewhere(stripped)), Is.EqualTo(File.ReadAllBytes(stripped)));
    }

    private string Elsewhere(string path) => path.Replace(BuiltKit.Root, elsewhere, StringComparison.Ordinal);

    /// <summary>Copies an assembly with its symbols, or the files of a folder of sources.</summary>
    private void Copy(string path)
    {
        string[] files = Path.GetExtension(path) == ".dll" ? [path, Path.ChangeExtension(path, ".pdb")]
            : Path.GetFileName(path) == "Runtime" ? Directory.GetFiles(path)
            : [];
        foreach (string file in files.Where(File.Exists))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Elsewhere(file))!);
            File.Copy(file, Elsewhere(file));
        }
    }
}
