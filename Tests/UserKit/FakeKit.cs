using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Xml.Linq;
using CosmosKit.Tests;

namespace CosmosPaging.Tests.UserKit;

/// <summary>
/// An installed Cosmos user kit: a folder with what the genuine one has in the same places, as far as this repository's build uses it. The
/// packages have Cosmos' API and plugs as the embedded kit has them; the targets of <c>Cosmos.Build</c> call the embedded kit's compiler.
/// </summary>
internal sealed class FakeKit : IDisposable
{
    private const string Version = "0.1.0";

    private static readonly XNamespace Nuspec = "http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd";

    private readonly string folder = Directory.CreateTempSubdirectory("cosmospaging-kit-").FullName;

    public FakeKit()
    {
        Directory.CreateDirectory(Packages);
        Pack("Cosmos.Build", [("build/Cosmos.Build.targets", Targets("Cosmos.Build"))]);
        Pack("Cosmos.Core", [("lib/net6.0/Cosmos.Kit.dll", BuiltKit.Output("Cosmos.Kit"))]);
        Pack("Cosmos.System2", [], "Cosmos.Core");
        Pack("Cosmos.Debug.Kernel", []);
        Pack("XSharp", [], "Cosmos.Core");
        Pack(
            "Cosmos.Plugs",
            [
                ("build/Cosmos.Plugs.targets", Targets("Cosmos.Plugs")),
                ("lib/net6.0/Cosmos.Kit.Plugs.dll", BuiltKit.Output("Cosmos.Kit.Plugs")),
            ]);
        string compiler = Path.Combine(folder, "Build", "IL2CPU");
        Copy(Path.GetDirectoryName(BuiltKit.Output("CosmosKit.Build"))!, compiler);
        Copy(Path.GetDirectoryName(BuiltKit.Output("corlib"))!, compiler);
        Copy(Path.Combine(BuiltKit.Root, "CosmosKit", "Runtime"), Path.Combine(compiler, "Runtime"));
        Directory.CreateSymbolicLink(Path.Combine(compiler, "ilc"), Path.GetDirectoryName(Ilc())!);
    }

    /// <summary>What a build is told to use it, instead of what is installed and of any other source of packages.</summary>
    public IReadOnlyList<string> Properties =>
    [
        $"-p:CosmosDir={folder}", $"-p:RestoreSources={Packages}",

        // Not among the person's own packages, where the genuine ones have the same names.
        $"-p:RestorePackagesPath={folder}/restored",
        $"-p:RestoreFallbackFolders={Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? UsualPackages}",
    ];

    private static string UsualPackages =>
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private string Packages => Path.Combine(folder, "Packages");

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static string Targets(string package) => Path.Combine(BuiltKit.Root, "Tests", "UserKit", "FakeKit", package + ".targets");

    /// <summary>The compiler that the embedded kit's own build has called.</summary>
    private static string Ilc() => File.ReadLines(Path.Combine(BuiltKit.Root, "artifacts", "obj", "CosmosKernel", "debug", "image-low.rsp"))
        .SkipWhile(word => word != "--ilc").ElementAt(1);

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }

    private void Pack(string name, IEnumerable<(string Path, string Source)> files, params string[] dependencies)
    {
        using ZipArchive package = ZipFile.Open(Path.Combine(Packages, $"{name}.{Version}.nupkg"), ZipArchiveMode.Create);
        using (Stream entry = package.CreateEntry(name + ".nuspec").Open())
        {
            new XElement(
                Nuspec + "package",
                new XElement(
                    Nuspec + "metadata",
                    new XElement(Nuspec + "id", name),
                    new XElement(Nuspec + "version", Version),
                    new XElement(Nuspec + "authors", "CosmosPaging"),
                    new XElement(Nuspec + "description", "Stands in for Cosmos' package of this name."),
                    new XElement(
                        Nuspec + "dependencies",
                        new XElement(
                            Nuspec + "group",
                            new XAttribute("targetFramework", "net6.0"),
                            dependencies.Select(dependency => new XElement(
                                Nuspec + "dependency", new XAttribute("id", dependency), new XAttribute("version", Version)))))))
                .Save(entry);
        }

        foreach ((string path, string source) in files)
        {
            package.CreateEntryFromFile(source, path, CompressionLevel.NoCompression);
        }
    }
}
