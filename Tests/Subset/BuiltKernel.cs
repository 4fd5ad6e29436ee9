using System;
using System.IO;
using CosmosPaging.Lab.Host;
using NUnit.Framework;

namespace CosmosPaging.Tests.Subset;

/// <summary>The kernel's assemblies, as its compilers get them.</summary>
internal static class BuiltKernel
{
    /// <summary>Reads them.</summary>
    public static CodeBase Read() =>
        new(
        [
            Built("CosmosKernel", "CosmosKernel"),
            Built("CosmosKernel", "CosmosKernel.Cpu"),
            Built("CosmosKernel.Plugs", "CosmosKernel.Plugs"),
        ]);

    private static string Built(string project, string assembly)
    {
        string root = BuildTree.Find(AppContext.BaseDirectory)!.Root;
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        string file = Path.Combine(root, "artifacts", "bin", project, configuration, assembly + ".dll");
        Assert.That(File.Exists(file), file + " is missing: build the solution first");
        return file;
    }
}
