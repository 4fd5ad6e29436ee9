using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using CosmosPaging.Lab.Emulation;
using CosmosPaging.Lab.Running;
using NUnit.Framework;

namespace CosmosKit.Tests;

/// <summary>
/// The sample of Docs/Cosmos.md, a Cosmos kernel that takes this one's paging files, is the one that is built here, and it does what the
/// page says.
/// </summary>
[TestFixture]
internal sealed class OwnPagingTests
{
    private const string Indent = "    ";

    private static readonly string Folder = Path.Combine(BuiltKit.Root, "CosmosKit", "Tests", "Fixtures", "OwnPaging");

    private static readonly string Page = File.ReadAllText(Path.Combine(BuiltKit.Root, "Docs", "Cosmos.md"));

    [Test]
    public void The_page_shows_the_source_that_is_built() =>
        Assert.That(Page, Does.Contain(AsShown(File.ReadAllLines(Path.Combine(Folder, "Kernel.cs")))));

    [TestCase("OwnPaging.csproj")]
    [TestCase("Plugs/OwnPaging.Plugs.csproj")]
    public void The_page_names_the_files_that_are_taken(string file)
    {
        IEnumerable<string> taken = File.ReadLines(Path.Combine(Folder, file))
            .Where(line => line.Contains("<Compile Include", StringComparison.Ordinal));
        Assert.That(taken, Is.Not.Empty);
        Assert.That(Page, Does.Contain(AsShown([.. taken.Select(line => line.Trim())])));
    }

    [Test]
    public async Task It_maps_a_page_and_protects_it()
    {
        BootResult boot = await SelfTestBoot.OfAsync(new MachineDefinition(BuiltKit.Output("OwnPaging", "-low.elf"), string.Empty));
        string[] lines = SelfTestBoot.Lines(boot);
        Assert.That(boot.End.Signal, Is.EqualTo(GuestSignal.Panicked), () => string.Join('\n', lines));
        Assert.That(lines, Has.Length.EqualTo(3));
        Assert.That(lines[0], Is.EqualTo("mapped=yes read=2004"));
        Assert.That(lines[1], Does.Match("^pte=[0-9a-f]{5}061$"), "present, accessed, dirty; neither R/W nor U/S");
        Assert.That(lines[2], Does.StartWith("panic: exception vector=0000000e error=00000003 "), "a write to a page that is there");
        foreach (string line in lines)
        {
            Assert.That(Page, Does.Match("(?m)^    " + Regex.Replace(Regex.Escape(line), "(pte|eip|cr2)=[0-9a-f]+", "$1=[0-9a-f]+")), line);
        }
    }

    private static string AsShown(string[] lines) =>
        string.Join('\n', lines.Select(line => line.Length == 0 ? line : Indent + line)) + "\n";
}
