using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using CosmosKit.Build;
using CosmosKit.Build.ObjectFile;
using Mono.Cecil;
using NUnit.Framework;

namespace CosmosKit.Tests;

/// <summary>What the core library's page says of why a type is there.</summary>
[TestFixture]
internal sealed partial class CoreLibraryReasonTests
{
    private const string Compiler = "ilc";

    private static readonly string Page = File.ReadAllText(Path.Combine(BuiltKit.Root, "CosmosKit", "CoreLibrary", "README.md"));

    // What the build left: the self-test kernel's assemblies as ilc compiled them, and how it was called.
    private static readonly string Built = Path.Combine(BuiltKit.Root, "artifacts", "obj", "CosmosKit.SelfTest", "debug", "image-high");

    private string folder = null!;

    [SetUp]
    public void MakeFolder() => folder = Directory.CreateTempSubdirectory("cosmospaging-reasons-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(folder, recursive: true);

    [Test]
    public void EveryTypeIsInOneRow()
    {
        using ModuleDefinition library = ModuleDefinition.ReadModule(BuiltKit.Output("corlib"));
        IEnumerable<string> types = library.Types.Where(IsWritten).Select(type => Name(type.Name)).Distinct();
        Assert.That(Rows().SelectMany(row => row.Types).Order(), Is.EqualTo(types.Order()));
    }

    [Test]
    public void ThereAreThreeReasons() =>
        Assert.That(
            Rows().Select(row => row.Reason).Distinct(),
            Is.EqualTo(new[] { Compiler, Compiler + " symbols", "C#", "convenience" }));

    [Test]
    public void TheCompilerAsksForNoTypeOfAnotherRow()
    {
        HashSet<string> asked = [.. Rows().Where(row => row.Reason == Compiler).SelectMany(row => row.Types)];
        Assert.That(asked, Has.Count.GreaterThan(40));
        long? asBuilt = CodeSize(_ => false);
        Assert.That(asBuilt, Is.Positive);
        Assert.That(CodeSize(type => !asked.Contains(type)), Is.EqualTo(asBuilt));
    }

    /// <summary>One of each row: that one is not left out without being noticed.</summary>
    [TestCase("MethodTable")]
    [TestCase("IntrinsicAttribute")]
    [TestCase("TypeCast")]
    public void TheCompilerAsksForATypeOfItsRows(string name)
    {
        Assert.That(Rows().Where(row => row.Reason == Compiler).SelectMany(row => row.Types), Has.Member(name));
        Assert.That(CodeSize(type => type == name), Is.Not.EqualTo(CodeSize(_ => false)));
    }

    /// <summary>Compiles the self-test kernel with some of the core library's types under another name.</summary>
    /// <param name="isRenamed">Whether all types of this name are.</param>
    /// <returns>How many bytes of code there are; null if the compiler failed.</returns>
    private long? CodeSize(Predicate<string> isRenamed)
    {
        string[] assemblies = Directory.GetFiles(Path.Combine(Built, "woven"), "*.dll");
        using DefaultAssemblyResolver resolver = new();
        resolver.AddSearchDirectory(Path.Combine(Built, "woven"));
        foreach (string file in assemblies)
        {
            using ModuleDefinition module = ModuleDefinition.ReadModule(file, new ReaderParameters { AssemblyResolver = resolver });
            Rename(module, isRenamed);
            module.Write(Path.Combine(folder, Path.GetFileName(file)));
        }

        string compiler = File.ReadLines(Built + ".rsp").SkipWhile(word => word != "--ilc").ElementAt(1);
        IEnumerable<string> names = assemblies.Select(file => Path.GetFileNameWithoutExtension(file));
        try
        {
            new ExternalTool(compiler, "restore the NuGet packages").Run(
                folder,
                [
                    "CosmosKit.SelfTest.dll", "--systemmodule:corlib", "--targetos:windows", "--targetarch:x86", "--nativelib",
                    "--directpinvoke:*", "-O", "-o:managed.obj",
                    .. names.Where(name => name != "CosmosKit.SelfTest").Select(name => $"-r:{name}.dll"),
                    .. names.Select(name => "--generateunmanagedentrypoints:" + name),
                ]);
        }
        catch (BuildException)
        {
            return null;
        }

        return CoffFile.Parse(File.ReadAllBytes(Path.Combine(folder, "managed.obj"))).Sections
            .Where(section => section.IsCode).Sum(section => (long)section.Size);
    }

    private static void Rename(ModuleDefinition module, Predicate<string> isRenamed)
    {
        // These have values of enumerations, which cannot be written when those have other names; nothing reads them in an image.
        foreach (ICustomAttributeProvider place in module.GetTypes().SelectMany(Places))
        {
            foreach (CustomAttribute attribute in place.CustomAttributes
                .Where(a => a.AttributeType.Name is "AttributeUsageAttribute" or "DebuggerBrowsableAttribute").ToArray())
            {
                place.CustomAttributes.Remove(attribute);
            }
        }

        IEnumerable<TypeReference> types = module.Assembly.Name.Name == "corlib"
            ? module.Types.Where(IsWritten)
            : module.GetTypeReferences().Where(type => type.DeclaringType is null && type.Scope.Name == "corlib");
        foreach (TypeReference type in types.Where(type => isRenamed(Name(type.Name))).ToArray())
        {
            type.Name = type.Name.Insert(Name(type.Name).Length, "Renamed");
        }
    }

    private static IEnumerable<ICustomAttributeProvider> Places(TypeDefinition type) => [type, .. type.Fields, .. type.Properties];

    /// <summary>Whether a type is in the sources; the C# compiler adds a few attributes of its own.</summary>
    private static bool IsWritten(TypeDefinition type) =>
        type.Name[0] != '<' && type.CustomAttributes.All(attribute => attribute.AttributeType.Name != "EmbeddedAttribute");

    /// <summary>A type's name without the number of its type parameters.</summary>
    private static string Name(string name) => name.Split('`')[0];

    private static IEnumerable<(string Reason, string[] Types)> Rows() =>
        Row().Matches(Page).Select(row =>
            (row.Groups[1].Value, TypeName().Matches(row.Groups[2].Value).Select(type => type.Groups[1].Value).ToArray()));

    [GeneratedRegex(@"^\| \*\*(.+?)\*\* \| .+ \| (`.+`) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex TypeName();
}
