using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Runtime.Versioning;
using System.Threading.Tasks;
using CosmosPaging.Lab.Host;
using CosmosPaging.Lab.Verbs;
using NUnit.Framework;

namespace CosmosPaging.Tests.Lab;

/// <summary>
/// What the script <c>lab</c> builds, and when: in a tree with a file for every source folder, with a <c>dotnet</c> that notes what it is
/// asked to build, and builds nothing. What a verb needs it asks the real tool.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed class LabBuildTests
{
    private const string OneAfterTheOther = " -m:1";
    private const string ToolAlone = OneAfterTheOther + " -p:BuildProjectReferences=false";
    private const string WithRestore = " -m:1 -restore -m";

    private static readonly string[] Sources =
    [
        "CosmosPaging.sln", "global.json", "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props",
        "CosmosKit/Runtime/boot.asm", "CosmosKit/Build/CosmosKit.Build.csproj", "CosmosKernel/Kernel.cs",
        "CosmosKernel/CosmosKernel.csproj",
        "Programs/Nasm/hello.asm", "Programs/Programs.csproj", "Lab/Program.cs", "Lab/Parts.targets",
        "Tests/Booted/PublicBugs/bug.asm", "Tests/Booted/Programs/test.asm", "Tests/Lab/SomeTests.cs",
        "CosmosKit/README.md", "CosmosKit/Tests/SomeTests.cs", "CosmosKit/Tests/Some.Tests.csproj",
    ];

    private string folder = null!;

    [SetUp]
    public void MakeTree()
    {
        folder = Directory.CreateTempSubdirectory("cosmospaging-builds-").FullName;
        BuildTree tree = BuildTree.Find(AppContext.BaseDirectory)!;
        foreach (string source in Sources)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, source))!);
            File.WriteAllText(Path.Combine(folder, source), "");
        }

        File.Copy(Path.Combine(tree.Root, "lab"), Path.Combine(folder, "lab"));
        string tool = typeof(LabCommandLine).Assembly.Location;
        string real = ProgramSearch.Find("dotnet", Environment.GetEnvironmentVariable("PATH"))!;
        WriteScript("dotnet", $"""
            case $1 in
            build | msbuild)
                echo "$@" >>'{folder}/built'
                if [ -e '{folder}/does-not-build' ]; then cat '{folder}/does-not-build'; exit 1; fi
                for built in CosmosPaging.Lab CosmosKernel; do
                    mkdir -p '{folder}/artifacts/bin/'$built/debug && touch '{folder}/artifacts/bin/'$built/debug/$built.dll
                done ;;
            *)
                shift
                [ "$1" = --needs ] || exec echo "$@"
                exec '{real}' '{tool}' "$@" ;;
            esac
            """);
        WriteScript("apt-get", "exit 0");
        WriteScript("sudo", "exec \"$@\"");
        LetTimePass();
    }

    [TearDown]
    public void RemoveTree() => Directory.Delete(folder, recursive: true);

    [Test]
    public async Task InAFreshCloneTheToolComesFirstAndThenWhatTheVerbBoots()
    {
        Assert.That(
            await BuiltByAsync("run"),
            Is.EqualTo(new[] { Parts("true", "none", "false", WithRestore), Parts("true", "high", "true", WithRestore) }));
    }

    [TestCaseSource(nameof(Verbs))]
    public async Task EveryVerbBuildsWhatItNeedsInAFreshClone(string verb)
    {
        string words = verb switch
        {
            "attack" => "attack --emulator qemu",
            "compare-kits" => "compare-kits CosmosPaging.sln CosmosPaging.sln",
            "judge" => "judge CosmosPaging.sln",
            _ => verb,
        };
        string? needed = verb switch
        {
            "test" => "build CosmosPaging.sln -c Debug",
            "attack" => Parts("true", "high%3Blow", "true", WithRestore),
            "loop" or "compare-kits" or "judge" => null,
            _ => Parts("true", "high", "true", WithRestore),
        };

        Assert.That(await BuiltByAsync(words), Is.EqualTo(new[] { Parts("true", "none", "false", WithRestore), needed }.OfType<string>()));
        Assert.That(await BuiltByAsync(words), Is.Empty, "the second time");
    }

    [TestCase("CosmosKernel/Kernel.cs", "true", "high", "false")]
    [TestCase("CosmosKit/Runtime/boot.asm", "true", "high", "true")]
    [TestCase("Lab/Program.cs", "true", "none", "false", ToolAlone)]
    [TestCase("Programs/Nasm/hello.asm", "false", "none", "true")]
    [TestCase("Tests/Booted/PublicBugs/bug.asm", "false", "none", "true")]
    public async Task AnEditBuildsWhatDependsOnItAndNothingElse(
        string edited, string tool, string images, string programs, string more = OneAfterTheOther)
    {
        await BuiltByAsync("run");
        File.AppendAllText(Path.Combine(folder, edited), "x");

        Assert.That(await BuiltByAsync("run"), Is.EqualTo(new[] { Parts(tool, images, programs, more) }));
        Assert.That(await BuiltByAsync("run"), Is.Empty);
    }

    /// <summary>
    /// The tool holds the kernel's assembly. A verb that boots nothing may leave that as old as it is, but then not for ever.
    /// </summary>
    [TestCase("CosmosKernel/Kernel.cs")]
    [TestCase("CosmosKit/Runtime/boot.asm")]
    public async Task ALineOfLabBuildsTheKernelsAssemblyTooIfThatIsOutOfDate(string edited)
    {
        await BuiltByAsync("help");
        File.AppendAllText(Path.Combine(folder, edited), "x");
        Assert.That(await BuiltByAsync("help"), Is.Empty);
        File.AppendAllText(Path.Combine(folder, "Lab/Program.cs"), "x");

        Assert.That(await BuiltByAsync("help"), Is.EqualTo(new[] { Parts("true", "none", "false", OneAfterTheOther) }));
    }

    [Test]
    public async Task ALineOfLabBuildsTheKernelsAssemblyTooIfThatIsGone()
    {
        await BuiltByAsync("help");
        File.Delete(Path.Combine(folder, "artifacts/bin/CosmosKernel/debug/CosmosKernel.dll"));
        File.AppendAllText(Path.Combine(folder, "Lab/Program.cs"), "x");

        Assert.That(await BuiltByAsync("help"), Is.EqualTo(new[] { Parts("true", "none", "false", OneAfterTheOther) }));
    }

    [TestCase("Tests/Lab/SomeTests.cs")]
    [TestCase("CosmosKit/Tests/SomeTests.cs")]
    [TestCase("CosmosKit/Tests/Some.Tests.csproj")]
    [TestCase("CosmosKit/README.md")]
    public async Task ATestOrAPageIsNoReasonToBuildWhatIsBooted(string edited)
    {
        await BuiltByAsync("run");
        File.AppendAllText(Path.Combine(folder, edited), "x");

        Assert.That(await BuiltByAsync("run"), Is.Empty);
        Assert.That(await BuiltByAsync("test"), Is.EqualTo(new[] { "build CosmosPaging.sln -c Debug" }));
        Assert.That(await BuiltByAsync("run", "--layout", "low"), Is.Empty, "the whole solution has both layouts");
    }

    [Test]
    public async Task AFileThatIsRemovedIsAnEdit()
    {
        await BuiltByAsync("run");
        File.Delete(Path.Combine(folder, "Programs/Nasm/hello.asm"));

        Assert.That(await BuiltByAsync("run"), Is.EqualTo(new[] { Parts("false", "none", "true", OneAfterTheOther) }));
    }

    [TestCase("CosmosKernel/CosmosKernel.csproj")]
    [TestCase("Directory.Packages.props")]
    public async Task AfterAProjectHasChangedItsPackagesAreRestored(string project)
    {
        await BuiltByAsync("run");
        File.AppendAllText(Path.Combine(folder, project), "x");

        Assert.That(await BuiltByAsync("run"), Is.Not.Empty.And.All.EndsWith(WithRestore));
    }

    [Test]
    public async Task OtherLayoutsAreBuiltWhenTheyAreAskedFor()
    {
        await BuiltByAsync("run");

        Assert.That(await BuiltByAsync("run", "--layout", "low"), Is.EqualTo(new[] { Parts("true", "low", "false", WithRestore) }));
        Assert.That(await BuiltByAsync("run"), Is.Empty);
    }

    [TestCase("frobnicate")]
    [TestCase("run --experiment none")]
    [TestCase("run --program nowhere.elf")]
    [TestCase("run --json nowhere/out.json")]
    [TestCase("attack no-such-attack")]
    public async Task WrongUsageIsToldBeforeAnythingIsBuilt(string words)
    {
        await BuiltByAsync("help");
        File.AppendAllText(Path.Combine(folder, "CosmosKernel/Kernel.cs"), "x");

        (int exitCode, string errors) = await RunAsync(words.Split(' '));

        Assert.That(exitCode, Is.EqualTo(2), errors);
        Assert.That(errors, Does.StartWith("lab: ").And.Not.Contain("building"));
        Assert.That(TakeBuilt(), Is.Empty);
    }

    [Test]
    public async Task WhatDoesNotBuildIsToldAndBuiltAgain()
    {
        await BuiltByAsync("help");
        await File.WriteAllTextAsync(Path.Combine(folder, "does-not-build"), "");

        (int exitCode, string errors) = await RunAsync("maps");

        Assert.That(exitCode, Is.EqualTo(3));
        Assert.That(errors, Does.Contain("does not build (all of it: "));
        File.Delete(Path.Combine(folder, "does-not-build"));
        TakeBuilt();
        Assert.That(await BuiltByAsync("maps"), Is.EqualTo(new[] { Parts("true", "high", "true", WithRestore) }));
    }

    /// <summary>Whether its kernel is out of date MSBuild finds out, which looks at the kit, too.</summary>
    [TestCase("run")]
    [TestCase("maps")]
    [TestCase("debug")]
    [TestCase("iso")]
    public async Task TheUserKitsKernelIsOnePartMoreAndAskedForEachTime(string verb)
    {
        string[] words = [verb, "--kit", "cosmos", "-p:CosmosDir=the kit", "-p", "CosmosPrograms=/programs.tar"];
        string properties = $" -p:UserKit=true -p:CosmosDir={folder}/the kit -p:CosmosPrograms=/programs.tar";
        string kit = Parts("false", "none", "false", properties + WithRestore);

        Assert.That(await BuiltByAsync(words), Is.EqualTo(new[]
        {
            Parts("true", "none", "false", WithRestore), Parts("false", "none", "true", WithRestore), kit,
        }));
        Assert.That(await BuiltByAsync(words), Is.EqualTo(new[] { kit }));
    }

    [Test]
    public async Task TheSuiteIsBuiltBeforeTheUserKitsKernel()
    {
        Assert.That(await BuiltByAsync("test", "--kit", "cosmos"), Is.EqualTo(new[]
        {
            Parts("true", "none", "false", WithRestore), "build CosmosPaging.sln -c Debug",
            Parts("false", "none", "false", " -p:UserKit=true" + WithRestore),
        }));
    }

    [Test]
    public async Task WithoutTheUserKitItsOwnSentenceIsTold()
    {
        await BuiltByAsync("help");
        await BuiltByAsync("run");
        await File.WriteAllTextAsync(
            Path.Combine(folder, "does-not-build"),
            "/tree/UserKit.targets(34,5): error CP0001: The kit is missing (here): get it from [there]. [/tree/CosmosKernel.csproj]\n");

        (int exitCode, string errors) = await RunAsync("run", "--kit", "cosmos");

        Assert.That(exitCode, Is.EqualTo(3));
        Assert.That(errors, Is.EqualTo("lab: building kernel-cosmos\nlab: The kit is missing (here): get it from [there].\n"));
    }

    private static IEnumerable<string> Verbs() => VerbTable.All.Select(verb => verb.Name);

    private static string Parts(string tool, string images, string programs, string more) =>
        $"msbuild Lab/Parts.targets -p:Tool={tool} -p:KernelImages={images} -p:Programs={programs}{more}";

    /// <summary>Makes all that is there older than what is written next, whatever the file system's clock is like.</summary>
    private void LetTimePass()
    {
        DateTime before = DateTime.UtcNow.AddHours(-1);
        foreach (string entry in Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories))
        {
            File.SetLastWriteTimeUtc(entry, before);
        }
    }

    private void WriteScript(string name, string text)
    {
        Directory.CreateDirectory(Path.Combine(folder, "programs"));
        string path = Path.Combine(folder, "programs", name);
        File.WriteAllText(path, "#!/bin/sh\n" + text + "\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    private async Task<string[]> BuiltByAsync(params string[] words)
    {
        (int exitCode, string errors) = await RunAsync(words.Length == 1 ? words[0].Split(' ') : words);
        Assert.That(exitCode, Is.Zero, errors);
        return TakeBuilt();
    }

    /// <summary>What was built since this was last asked.</summary>
    private string[] TakeBuilt()
    {
        string notes = Path.Combine(folder, "built");
        string[] built = File.Exists(notes) ? File.ReadAllLines(notes) : [];
        File.Delete(notes);
        return [.. built.Select(line => line.Replace(" -nologo -v:minimal -clp:NoSummary", "", StringComparison.Ordinal))];
    }

    private async Task<(int ExitCode, string Errors)> RunAsync(params string[] words)
    {
        ProcessStartInfo start = new("bash", [Path.Combine(folder, "lab"), .. words])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = folder,
        };
        start.Environment["PATH"] = Path.Combine(folder, "programs") + ":" + Environment.GetEnvironmentVariable("PATH");
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string errors = await process.StandardError.ReadToEndAsync();
        await output;
        await process.WaitForExitAsync();
        return (process.ExitCode, errors);
    }
}
