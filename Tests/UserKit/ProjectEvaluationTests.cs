using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using NUnit.Framework;

namespace CosmosPaging.Tests.UserKit;

/// <summary>
/// The kernel's projects both ways. With <c>CosmosUserKit=true</c> they are what Cosmos' own template makes
/// (CosmosOS/Cosmos, source/templates/csharp/CSharpProject.csproj); without, nothing of it is left.
/// </summary>
[TestFixture]
internal sealed class ProjectEvaluationTests
{
    private const string KernelProject = "CosmosKernel/CosmosKernel.csproj";
    private const string CpuProject = "CosmosKernel/Cpu/CosmosKernel.Cpu.csproj";
    private const string PlugsProject = "CosmosKernel/Plugs/CosmosKernel.Plugs.csproj";

    private EvaluatedProject kernel = null!;
    private EvaluatedProject cpu = null!;
    private EvaluatedProject plugs = null!;
    private EvaluatedProject embeddedKernel = null!;

    [OneTimeSetUp]
    public void Evaluate()
    {
        kernel = new EvaluatedProject(KernelProject, userKit: true);
        cpu = new EvaluatedProject(CpuProject, userKit: true);
        plugs = new EvaluatedProject(PlugsProject, userKit: true);
        embeddedKernel = new EvaluatedProject(KernelProject, userKit: false);
    }

    [OneTimeTearDown]
    public void Dispose()
    {
        kernel.Dispose();
        cpu.Dispose();
        plugs.Dispose();
        embeddedKernel.Dispose();
    }

    [TestCase("TargetFramework", "net6.0")]
    [TestCase("Platform", "cosmos")]
    [TestCase("SupportsX86Intrinsics", "false")]
    [TestCase("SelfContained", "True")]
    [TestCase("DebugEnabled", "false")]
    [TestCase("EnableGDB", "False")]
    [TestCase("StartCosmosGDB", "False")]
    [TestCase("VisualStudioDebugPort", @"Pipe: Cosmos\Serial")]
    [TestCase("CosmosDebugPort", "Serial: COM1")]
    [TestCase("Launch", "VMware")]
    [TestCase("Profile", "VMware")]
    [TestCase("Description", "Use VMware Player or Workstation to deploy and debug.")]
    [TestCase("PxeInterface", "192.168.0.8")]
    [TestCase("OutputType", "Library")]
    public void The_kernel_has_the_templates_properties(string property, string value) => Assert.That(kernel[property], Is.EqualTo(value));

    [Test]
    public void The_kernel_has_the_templates_packages() =>
        Assert.That(kernel.Items("PackageReference", "Version", "NoWarn"), Is.EquivalentTo(new[]
    {
        "Cosmos.Build Version=0-* NoWarn=NU1604",
        "Cosmos.Debug.Kernel Version=0-* NoWarn=NU1604",
        "Cosmos.System2 Version=0-* NoWarn=NU1604",
        "Cosmos.Plugs Version=0-* NoWarn=NU1604",
    }));

    /// <summary>
    /// Without the map's addresses in the .cdb Cosmos' debugger finds no place for a breakpoint, and the template leaves the map out.
    /// </summary>
    [TestCase("true", "True")]
    [TestCase("True", "True")]
    [TestCase("false", "")]
    public void Cosmos_debugger_can_be_asked_for_and_gets_addresses(string enabled, string map)
    {
        using EvaluatedProject asked = new(KernelProject, userKit: true, $"-p:DebugEnabled={enabled}");
        Assert.That((asked["DebugEnabled"], asked["ExtractMapFile"]), Is.EqualTo((enabled, map)));
    }

    [Test]
    public void The_plugs_are_a_PlugsReference_and_no_reference() => Assert.That(
        kernel.Items("ProjectReference", "OutputItemType", "ReferenceOutputAssembly").Select(i => i.Replace('\\', '/')),
        Has.One.EqualTo("Plugs/CosmosKernel.Plugs.csproj OutputItemType=PlugsReference ReferenceOutputAssembly=false"));

    [Test]
    public void The_programs_are_a_resource_of_the_name_that_the_kernel_asks_for()
    {
        using EvaluatedProject named = new(KernelProject, userKit: true, "-p:CosmosPrograms=some/programs.tar");
        Assert.That(kernel.Items("EmbeddedResource", "LogicalName"), Has.One.EndsWith("/programs.tar LogicalName=programs.tar"));
        Assert.That(named.Items("EmbeddedResource", "LogicalName"), Has.One.EndsWith("some/programs.tar LogicalName=programs.tar"));
    }

    [Test]
    public void The_plugs_are_made_against_Cosmos_packages_and_the_processor_against_none()
    {
        Assert.That(
            plugs.Items("PackageReference", "Version", "NoWarn"),
            Is.EquivalentTo(new[] { "Cosmos.Core Version=0-* NoWarn=NU1604", "XSharp Version=0-* NoWarn=NU1604" }));
        Assert.That(cpu.Items("PackageReference"), Is.Empty);
    }

    [Test]
    public void All_three_are_unoptimised_debug_builds_of_net6_without_central_versions()
    {
        foreach (EvaluatedProject project in new[] { kernel, cpu, plugs })
        {
            Assert.That(
                (project["TargetFramework"], project["Configuration"], project["Configurations"], project["Optimize"],
                    project["ManagePackageVersionsCentrally"]),
                Is.EqualTo(("net6.0", "Debug", "Debug", "false", "false")));
        }
    }

    /// <summary>C# 12 is the newest that the SDK 8 has, which comes with Visual Studio 2022 17.8.</summary>
    [Test]
    public void The_kernel_is_in_a_language_that_Visual_Studio_2022_knows() =>
        Assert.That(
            (kernel["LangVersion"], cpu["LangVersion"], plugs["LangVersion"], embeddedKernel["LangVersion"]),
            Is.EqualTo(("12", "12", "12", "12")));

    [Test]
    public void Nothing_of_the_embedded_kit_is_in_them()
    {
        foreach (EvaluatedProject project in new[] { kernel, cpu, plugs })
        {
            Assert.That(project["CosmosKitFolder"], Is.Empty);
            Assert.That(project.Items("PackageDownload"), Is.Empty);
            Assert.That(project.Items("ProjectReference"), Has.None.Contains("CosmosKit"));
        }
    }

    [Test]
    public void They_are_built_apart_from_the_embedded_kits()
    {
        Assert.That(Path.IsPathRooted(kernel["OutputPath"]), Is.False, "Cosmos' Launch target puts the project's folder in front");
        Assert.That(kernel["OutputPath"], Is.Not.EqualTo(embeddedKernel["OutputPath"]));
        Assert.That(kernel["IntermediateOutputPath"], Is.Not.EqualTo(embeddedKernel["IntermediateOutputPath"]));
    }

    /// <summary>
    /// Cosmos.Build starts IL2CPU when the kernel's assembly or a plugs' is newer than its output, and looks at no other.
    /// </summary>
    [Test]
    public void A_change_in_a_method_of_Cpu_compiles_the_kernel_again() =>
        Assert.That((cpu["ProduceReferenceAssembly"], embeddedKernel["ProduceReferenceAssembly"]), Is.EqualTo(("false", "true")));

    [Test]
    public void An_installed_kits_packages_are_a_source()
    {
        string folder = Directory.CreateTempSubdirectory("cosmospaging-kit-").FullName;
        Directory.CreateDirectory(Path.Combine(folder, "Packages"));
        using EvaluatedProject installed = new(PlugsProject, userKit: true, $"-p:CosmosDir={folder}");
        Directory.Delete(folder, recursive: true);
        Assert.That(installed["RestoreAdditionalProjectSources"], Does.EndWith($"{folder}/Packages"));
        Assert.That(embeddedKernel["RestoreAdditionalProjectSources"], Is.Empty);
    }

    [Test]
    public void Without_the_user_kit_nothing_of_it_is_left()
    {
        Assert.That((
            embeddedKernel["Platform"], embeddedKernel["Optimize"], embeddedKernel["ManagePackageVersionsCentrally"],
            embeddedKernel["TreatWarningsAsErrors"]), Is.EqualTo(("AnyCPU", "true", "true", "true")));
        Assert.That(
            (embeddedKernel["SelfContained"], embeddedKernel["Launch"], embeddedKernel["PxeInterface"]),
            Is.EqualTo((string.Empty, string.Empty, string.Empty)));
        Assert.That(embeddedKernel.Items("PackageReference"), Is.Empty);
        Assert.That(embeddedKernel.Items("EmbeddedResource"), Is.Empty);
        Assert.That(embeddedKernel.Items("ProjectReference"), Has.Some.Contains("Cosmos.Kit.csproj"));
    }

    [TestCase(KernelProject)]
    [TestCase(CpuProject)]
    [TestCase(PlugsProject)]
    [TestCase("CosmosPaging.sln")]
    public void Without_the_user_kit_installed_one_sentence_says_so(string project)
    {
        string empty = Directory.CreateTempSubdirectory("cosmospaging-feed-").FullName;
        try
        {
            (int exitCode, string output) = Dotnet.Run(
                "build", project, "-nodeReuse:false", "-nologo", "-tl:off", "-p:CosmosUserKit=true", $"-p:CosmosDir={empty}",
                $"-p:RestoreSources={empty}");
            List<string> errors = [
                .. output.Split('\n').Where(l => l.Contains("error", StringComparison.OrdinalIgnoreCase)).Select(l => l.Trim()).Distinct()];
            Assert.That(exitCode, Is.EqualTo(1));
            Assert.That(errors, Has.Count.EqualTo(2).And.Member("1 Error(s)"), output);
            const string advice =
                ": install it from https://github.com/CosmosOS/Cosmos, or use the embedded kit, which needs nothing and is the default.";
            Assert.That(errors[0], Does.Contain("error CP0001: The Cosmos user kit is not installed").And.Contain(advice));
        }
        finally
        {
            Directory.Delete(empty, recursive: true);
        }
    }
}
