using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using NUnit.Framework;

namespace CosmosKit.Tests;

/// <summary>A kernel with wrong plugs does not build, and <c>dotnet build</c> says why.</summary>
[TestFixture]
internal sealed class BrokenBuildTests
{
    private static readonly Lazy<(int ExitCode, string[] Lines)> BrokenKernel = new(Build);

    [Test]
    public void It_fails() => Assert.That(BrokenKernel.Value.ExitCode, Is.EqualTo(1));

    [TestCase("CK0020", "KitFixture.Targets.Nowhere")]
    [TestCase("CK0021", "KitFixture.Targets.Machine.NoSuchMethod")]
    [TestCase("CK0022", "KitFixture.WrongPlugs.WrongMethods.Write")]
    public void It_names_the_plug_and_its_target_as_an_error(string code, string name) =>
        Assert.That(BrokenKernel.Value.Lines.Where(l => l.Contains($"error {code}: ", StringComparison.Ordinal)), Has.Some.Contains(name));

    [Test]
    public void It_names_the_plugs_source_line() =>
        Assert.That(BrokenKernel.Value.Lines, Has.Some.Match(@"/WrongPlugs/Plugs\.cs\(\d+,\d+\): error CK0021: "));

    [Test]
    public void It_leaves_no_image() => Assert.That(File.Exists(BuiltKit.Output("KitFixture.BrokenKernel", ".elf")), Is.False);

    private static (int ExitCode, string[] Lines) Build()
    {
        string project = Path.Combine(BuiltKit.Root, "CosmosKit", "Tests", "Fixtures", "BrokenKernel", "KitFixture.BrokenKernel.csproj");
        ProcessStartInfo start = new("dotnet", ["build", project, "-nodeReuse:false", "-nologo", "-v:q"]) { RedirectStandardOutput = true };
        // What the test host was given for itself must not steer the build.
        foreach (string variable in start.Environment.Keys.Where(k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(variable);
        }

        using Process build = Process.Start(start)!;
        string output = build.StandardOutput.ReadToEnd();
        build.WaitForExit();
        return (build.ExitCode, output.Split('\n'));
    }
}
