using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text.Json;
using CosmosPaging.Tests.Kit;
using NUnit.Framework;

namespace CosmosPaging.Tests.UserKit;

/// <summary>
/// The genuine user kit and the embedded one in one tree: neither disturbs what the other has made, and Visual Studio 2022 opens the first.
/// </summary>
[TestFixture]
internal sealed class KitBesideKitTests
{
    private static readonly string[] Projects = ["CosmosKernel", "CosmosKernel.Cpu", "CosmosKernel.Plugs"];
    private static readonly string[] Packages =
        ["Cosmos.Build", "Cosmos.Debug.Kernel", "Cosmos.System2", "Cosmos.Plugs", "Cosmos.Core", "XSharp"];

    private static readonly string VisualStudio = Path.Combine(BuiltKit.Root, "CosmosKernel/UserKit/VisualStudio");

    /// <summary>
    /// Both kits once wrote the same project.assets.json: a build without the kit's property after one with it asked for Cosmos' packages.
    /// </summary>
    [Test]
    public void Restoring_for_the_user_kit_leaves_what_the_embedded_kit_has_restored()
    {
        string folder = Directory.CreateTempSubdirectory("cosmospaging-kit-").FullName;
        try
        {
            string feed = Directory.CreateDirectory(Path.Combine(folder, "Packages")).FullName;
            foreach (string package in Packages)
            {
                WriteEmptyPackage(feed, package);
            }

            Dictionary<string, string> before =
                Projects.ToDictionary(project => project, project => File.ReadAllText(Assets(project, string.Empty)));
            string machines = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
                ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget/packages");
            (int exitCode, string output) = Dotnet.Run(
                "restore", "CosmosKernel", "-nodeReuse:false", "-p:CosmosUserKit=true", $"-p:CosmosDir={folder}",
                $"-p:CosmosPrograms={folder}/programs.tar",
                $"-p:RestoreSources={feed}", $"-p:RestorePackagesPath={folder}/restored", $"-p:RestoreFallbackFolders={machines}");
            Assert.That(exitCode, Is.Zero, output);
            foreach (string project in Projects)
            {
                Assert.That(File.ReadAllText(Assets(project, string.Empty)), Is.EqualTo(before[project]), project);
                Assert.That(before[project], Does.Not.Contain("\"Cosmos.System2\"").And.Not.Contain("\"XSharp\""), project);
            }

            Assert.That(File.ReadAllText(Assets("CosmosKernel", "cosmos")), Does.Contain("\"Cosmos.System2\""));
            Assert.That(File.ReadAllText(Assets("CosmosKernel.Plugs", "cosmos")), Does.Contain("\"XSharp\""));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Test]
    public void Programs_are_not_built_where_an_archive_is_named()
    {
        using EvaluatedProject named = new("CosmosKernel/CosmosKernel.csproj", userKit: true, "-p:CosmosPrograms=some/programs.tar");
        using EvaluatedProject unnamed = new("CosmosKernel/CosmosKernel.csproj", userKit: true);
        Assert.That(named.Items("ProjectReference"), Has.None.EndsWith("Programs.csproj"));
        Assert.That(unnamed.Items("ProjectReference"), Has.One.EndsWith("Programs.csproj"));
    }

    /// <summary>
    /// Visual Studio 2022 loads no SDK that is newer than itself, and takes the one that the global.json nearest to the solution asks for.
    /// Of the kit's own, the lowest SDK from 8 on that there is counts: the one that came with Visual Studio.
    /// </summary>
    [Test]
    public void Visual_Studio_has_a_solution_beside_a_global_json_of_its_own()
    {
        JsonElement sdk = JsonDocument.Parse(File.ReadAllText(Path.Combine(VisualStudio, "global.json"))).RootElement.GetProperty("sdk");
        Assert.That((sdk.GetProperty("version").GetString(), sdk.GetProperty("rollForward").GetString()), Is.EqualTo(("8.0.100", "major")));
        (int exitCode, string output) = Dotnet.Run("sln", Path.Combine(VisualStudio, "CosmosKernel.sln"), "list");
        Assert.That(exitCode, Is.Zero, output);
        IEnumerable<string> listed = output.Split('\n').Where(line => line.EndsWith(".csproj", StringComparison.Ordinal))
            .Select(line => Path.GetFullPath(line.Replace('\\', '/'), VisualStudio));
        string kernel = Path.Combine(BuiltKit.Root, "CosmosKernel");
        IEnumerable<string> all = Directory.EnumerateFiles(kernel, "*.csproj", SearchOption.AllDirectories)
            .Where(project => Path.GetFileName(project) != "Probe.csproj");
        Assert.That(listed, Is.EquivalentTo(all));
    }

    private static string Assets(string project, string kit) =>
        Path.Combine(BuiltKit.Root, "artifacts/obj", project, kit, "project.assets.json");

    private static void WriteEmptyPackage(string folder, string name)
    {
        using ZipArchive package = ZipFile.Open(Path.Combine(folder, name + ".0.1.0.nupkg"), ZipArchiveMode.Create);
        using StreamWriter writer = new(package.CreateEntry(name + ".nuspec").Open());
        writer.Write(
            $"""
            <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
              <metadata><id>{name}</id><version>0.1.0</version><authors>CosmosPaging</authors><description>Empty.</description></metadata>
            </package>
            """);
    }
}
