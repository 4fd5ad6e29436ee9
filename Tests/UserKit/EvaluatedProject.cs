using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace CosmosPaging.Tests.UserKit;

/// <summary>A project of the kernel as MSBuild sees it before it builds anything.</summary>
internal sealed class EvaluatedProject : IDisposable
{
    private static readonly string[] Properties =
    [
        "TargetFramework", "Platform", "SupportsX86Intrinsics", "SelfContained", "DebugEnabled", "EnableGDB", "StartCosmosGDB",
        "VisualStudioDebugPort",
        "CosmosDebugPort", "Launch", "Profile", "Description", "PxeInterface", "Configuration", "Configurations", "Optimize", "LangVersion",
        "OutputType",
        "ManagePackageVersionsCentrally", "TreatWarningsAsErrors", "OutputPath", "IntermediateOutputPath", "ProduceReferenceAssembly",
        "CosmosKitFolder",
        "RestoreAdditionalProjectSources", "ExtractMapFile",
    ];

    private readonly JsonDocument document;

    /// <summary>Evaluates a project.</summary>
    /// <param name="path">The project, from the repository's root.</param>
    /// <param name="userKit">Whether for the genuine user kit.</param>
    /// <param name="more">More properties, as <c>-p:Name=Value</c>.</param>
    public EvaluatedProject(string path, bool userKit, params IEnumerable<string> more)
    {
        (int exitCode, string output) = Dotnet.Run(
        [
            "msbuild", path, "-nodeReuse:false", $"-p:CosmosUserKit={(userKit ? "true" : string.Empty)}", .. more,
            $"-getProperty:{string.Join(',', Properties)}", "-getItem:PackageReference,ProjectReference,EmbeddedResource,PackageDownload",
        ]);
        document = exitCode == 0 ? JsonDocument.Parse(output) : throw new InvalidOperationException(output);
    }

    /// <summary>The value of a property.</summary>
    /// <param name="property">One of those asked for.</param>
    public string this[string property] => document.RootElement.GetProperty("Properties").GetProperty(property).GetString()!;

    /// <summary>The items of a kind: names, and the metadata asked for.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="metadata">Which metadata; each is appended as <c> Name=Value</c> where an item has it.</param>
    public IEnumerable<string> Items(string kind, params string[] metadata) =>
        document.RootElement.GetProperty("Items").GetProperty(kind).EnumerateArray().Select(item =>
            item.GetProperty("Identity").GetString()
            + string.Concat(metadata.Where(m => item.TryGetProperty(m, out JsonElement v) && v.GetString() != string.Empty)
                .Select(m => $" {m}={item.GetProperty(m).GetString()}")));

    /// <inheritdoc/>
    public void Dispose() => document.Dispose();
}
