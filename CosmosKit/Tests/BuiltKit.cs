using System;
using System.IO;

namespace CosmosKit.Tests;

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
}
