using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using CosmosKit.Tests;
using NUnit.Framework;

namespace CosmosPaging.Tests.UserKit;

/// <summary>
/// The genuine user kit and the embedded one in one tree: what each needs built and restored, and what Visual Studio 2022 opens.
/// </summary>
[TestFixture]
internal sealed class KitBesideKitTests
{
    private static readonly string VisualStudio = Path.Combine(BuiltKit.Root, "CosmosKernel/UserKit/VisualStudio");

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
}
