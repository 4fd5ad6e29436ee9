using System;
using System.IO;
using System.Linq;
using CosmosKit.Build;

namespace CosmosPaging.Tests.Kit;

/// <summary>Where the build put the kit's assemblies and the fixtures, next to these tests.</summary>
internal static class BuiltKit
{
    // artifacts/bin/CosmosPaging.Tests/CONFIGURATION/
    private static readonly DirectoryInfo Here = new(AppContext.BaseDirectory);

    /// <summary>The repository's root.</summary>
    public static string Root => Here.Parent!.Parent!.Parent!.Parent!.FullName;

    /// <summary>A file that a project built.</summary>
    /// <param name="project">The project's name.</param>
    /// <param name="extension">The file's extension, with whatever stands before it.</param>
    public static string Output(string project, string extension = ".dll") =>
        Path.Combine(Here.Parent!.Parent!.FullName, project, Here.Name, project + extension);

    /// <summary>An image of a fixture, of which only the weaving matters.</summary>
    /// <param name="main">The main assembly's project.</param>
    /// <param name="plugs">The projects of its plugs, besides the kit's own.</param>
    public static ImageOptions Image(string main, params string[] plugs) => new()
    {
        Kind = ImageKind.Kernel,
        Assembly = Output(main),
        References = [Output("Cosmos.Kit")],
        Plugs = [Output("Cosmos.Kit.Plugs"), .. plugs.Select(p => Output(p))],
        CoreLibrary = Output("corlib"),
        Compiler = string.Empty,
        Runtime = string.Empty,
        Intermediate = string.Empty,
        Output = string.Empty,
    };
}
