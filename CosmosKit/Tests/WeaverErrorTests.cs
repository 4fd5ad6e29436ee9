using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using CosmosKit.Build;
using CosmosKit.Build.Weaving;
using NUnit.Framework;

namespace CosmosKit.Tests;

/// <summary>What is wrong with plugs, and with what the code uses, is told: each case by its code, its name, and its reason.</summary>
[TestFixture]
internal sealed class WeaverErrorTests
{
    private static readonly Lazy<IReadOnlyList<BuildError>> WrongPlugs = new(
        () => ErrorsOf(Image("KitFixture.Targets", "KitFixture.WrongPlugs")));
    private static readonly Lazy<IReadOnlyList<BuildError>> FaultyPlugs = new(
        () => ErrorsOf(Image("KitFixture.Targets", "KitFixture.FaultyPlugs")));
    private static readonly Lazy<IReadOnlyList<BuildError>> MissingMembers =
        new(() => ErrorsOf(Image("KitFixture.MissingMembers")));

    [TestCase("CK0020", "NoTargetType", "Nowhere")]
    [TestCase("CK0020", "NoTargetNamed", "names no target type")]
    [TestCase("CK0025", "InheritablePlug", "Inheritable")]
    [TestCase("CK0025", "GenericTarget", "generic types")]
    [TestCase("CK0021", "WrongMethods.NoSuchMethod", "KitFixture.Targets.Machine.NoSuchMethod")]
    [TestCase("CK0022", "WrongMethods.ReadWide", "returns System.UInt64, the plug System.UInt32")]
    [TestCase("CK0022", "WrongMethods.Write", "has the parameters (System.UInt32, System.Byte), the plug (System.UInt32, System.UInt16)")]
    [TestCase("CK0022", "WrongMethods.Read(", "is static, so there is no aThis")]
    [TestCase("CK0022", "WrongMethods.Speed", "must take aThis first")]
    [TestCase("CK0022", "WrongMethods.Scale", "first parameter must be 'KitFixture.Targets.Machine aThis'")]
    [TestCase("CK0025", "WrongMethods.Generic", "type parameters")]
    [TestCase("CK0025", "WrongMethods.Handler", "IsWildcard")]
    [TestCase("CK0022", "WrongMethods.MustBePlugged", "public and static")]
    [TestCase("CK0023", "SecondOfTwo.Taken", "FirstOfTwo.Taken")]
    [TestCase("CK0024", "WrongAssembler.Read(", "not derived from AssemblerMethod")]
    [TestCase("CK0024", "WrongAssembler.ReadWide", "no object can be made")]
    [TestCase("CK0022", "WrongField.Speed", "_weight")]
    [TestCase("CK0027", "Machine.MustBePlugged", "must be plugged")]
    public void A_wrong_plug_is_named_with_its_reason(string code, string plug, string reason)
    {
        IEnumerable<string> about = WrongPlugs.Value.Where(e => e.Code == code && e.Text.Contains(plug, StringComparison.Ordinal))
            .Select(e => e.Text);
        Assert.That(about, Has.One.Contains(reason));
    }

    [TestCase("OptionalTargetType")]
    [TestCase("NoSuchOptionalMethod")]
    [TestCase("NoSuchDisabledMethod")]
    [TestCase("FirstOfTwo.Taken(System.UInt32)' targets")]
    public void A_plug_that_may_be_left_out_is_no_error(string plug) =>
        Assert.That(WrongPlugs.Value.Select(e => e.Text), Has.None.Contains(plug));

    [Test]
    public void Nothing_else_is_told_of_the_wrong_plugs() => Assert.That(WrongPlugs.Value, Has.Count.EqualTo(18));

    [Test]
    public void An_error_names_the_line_of_the_plug()
    {
        BuildError error = WrongPlugs.Value.Single(e => e.Text.Contains("NoSuchMethod", StringComparison.Ordinal));
        string[] source = File.ReadAllLines(error.Source!.File);
        Assert.That(source[error.Source.Line - 2], Does.Contain("NoSuchMethod"), "the line before the method's opening brace");
        Assert.That(error.ToString(), Does.Match(@"^.*Plugs\.cs\(\d+,\d+\): error CK0021: "));
    }

    [TestCase("CK0024", "MachinePlug.Read(", "threw NotSupportedException: not on a Sunday")]
    [TestCase("CK0028", "Machine.HandlerWithResult", "without a result")]
    [TestCase("CK0028", "Machine.Speed", "only static")]
    public void A_fault_of_an_assembler_class_is_told(string code, string name, string reason)
    {
        IEnumerable<string> about = FaultyPlugs.Value.Where(e => e.Code == code && e.Text.Contains(name, StringComparison.Ordinal))
            .Select(e => e.Text);
        Assert.That(about, Has.One.Contains(reason));
    }

    [TestCase("System.IO.File", "is not in the kit's core library")]
    [TestCase("System.String.Normalize()", "is not in the kit's core library")]
    [TestCase("System.Linq.Enumerable", "is not in the kit's core library")]
    [TestCase("XSharp.XS", "exists only while the image is built")]
    public void A_member_that_the_core_library_lacks_is_told_with_the_line_that_uses_it(string member, string reason)
    {
        BuildError error = MissingMembers.Value.Single(e => e.Text.Contains(member, StringComparison.Ordinal));
        Assert.That(error.Code, Is.EqualTo("CK0010"));
        Assert.That(error.Text, Does.Contain(reason).And.Contain("Kernel::Run()"));
        string line = File.ReadAllLines(error.Source!.File)[error.Source.Line - 1];
        Assert.That(line, Does.Contain(member.Split('.')[^1].TrimEnd('(', ')')).Or.Contain("Sum").Or.Contain("File").Or.Contain("XS"));
    }

    /// <summary>An image of a fixture, of which only the weaving matters.</summary>
    /// <param name="main">The main assembly's project.</param>
    /// <param name="plugs">The projects of its plugs, besides the kit's own.</param>
    private static ImageOptions Image(string main, params string[] plugs) => new()
    {
        Kind = ImageKind.Kernel,
        Assembly = BuiltKit.Output(main),
        References = [BuiltKit.Output("Cosmos.Kit")],
        Plugs = [BuiltKit.Output("Cosmos.Kit.Plugs"), .. plugs.Select(plug => BuiltKit.Output(plug))],
        CoreLibrary = BuiltKit.Output("corlib"),
        Compiler = string.Empty,
        Runtime = string.Empty,
        Intermediate = string.Empty,
        Output = string.Empty,
    };

    private static IReadOnlyList<BuildError> ErrorsOf(ImageOptions image)
    {
        string folder = Directory.CreateTempSubdirectory("weaver-").FullName;
        try
        {
            return Assert.Throws<BuildException>(
                () => Weaver.Weave(image, Directory.CreateDirectory(Path.Combine(folder, "woven")).FullName))!.Errors;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
