using System;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;
using CosmosPaging.Lab.Host;
using NUnit.Framework;

namespace CosmosPaging.Tests.Lab;

/// <summary>
/// A quick build checks nothing that does not change what is built; the full build after it checks what the quick one left out, and no
/// more.
/// </summary>
internal sealed class QuickBuildTests
{
    private const string Clean = "namespace Quick;\n\n/// <summary>A class.</summary>\npublic static class Sample\n{\n}\n";
    private const string Undocumented =
        "namespace Quick;\n\n/// <summary>A class.</summary>\npublic static class Sample\n{\n    public const int Value = 1;\n}\n";

    private string folder = null!;

    [SetUp]
    public void MakeProject()
    {
        folder = Directory.CreateTempSubdirectory("cosmospaging-quick-").FullName;
        foreach (string file in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json" })
        {
            File.Copy(Path.Combine(BuildTree.Find(AppContext.BaseDirectory)!.Root, file), Path.Combine(folder, file));
        }

        File.WriteAllText(
            Path.Combine(folder, "Quick.csproj"),
            "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>");
    }

    [TearDown]
    public void RemoveProject() => Directory.Delete(folder, recursive: true);

    [Test]
    public async Task AFullBuildChecksWhatAQuickOneCompiledAndOnlyThat()
    {
        Edit(Clean);
        Assert.That((await BuildAsync()).ExitCode, Is.Zero);
        DateTime compiled = Compiled();

        Assert.That((await BuildAsync("-p:QuickBuild=true", "--no-restore")).ExitCode, Is.Zero);
        Assert.That((await BuildAsync("--no-restore")).ExitCode, Is.Zero);
        Assert.That(Compiled(), Is.EqualTo(compiled), "nothing was edited");

        Edit(Undocumented);
        Assert.That((await BuildAsync("-p:QuickBuild=true", "--no-restore")).ExitCode, Is.Zero);
        Assert.That(Compiled(), Is.GreaterThan(compiled));
        (int exitCode, string output) = await BuildAsync("--no-restore");
        Assert.That(exitCode, Is.Not.Zero);
        Assert.That(output, Does.Contain("error CS1591").And.Contain("Value"));
    }

    private void Edit(string text) => File.WriteAllText(Path.Combine(folder, "Sample.cs"), text);

    private DateTime Compiled() => File.GetLastWriteTimeUtc(Path.Combine(folder, "artifacts", "obj", "Quick", "debug", "Quick.dll"));

    private async Task<(int ExitCode, string Output)> BuildAsync(params string[] words)
    {
        ProcessStartInfo start = new(
            "dotnet",
            ["build", "--nologo", "-nodeReuse:false", "-m:1", "-v:quiet", "-clp:NoSummary", "-p:UseSharedCompilation=false", .. words])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }
}
