using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Runtime.Versioning;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using CosmosPaging.Lab.Host;
using CosmosPaging.Lab.Verbs;
using NUnit.Framework;
using YamlDotNet.RepresentationModel;

namespace CosmosPaging.Tests.Lab;

/// <summary>The files that say to other programs what to do with this repository: CI, the dev container, a release.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class RepositoryFilesTests
{
    private const string Run = "bash .ci/run";
    private const string Release = "bash .ci/release";
    private const string Image = "mcr.microsoft.com/dotnet/sdk:10.0";
    private static readonly BuildTree Tree = BuildTree.Find(AppContext.BaseDirectory)!;

    private string folder = null!;

    [SetUp]
    public void MakeFolder() => folder = Directory.CreateTempSubdirectory("cosmospaging-release-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(folder, recursive: true);

    [Test]
    public void GitHubRunsWhatCiRunChecksAndReleasesOnATag()
    {
        YamlMappingNode jobs = (YamlMappingNode)Yaml(".github/workflows/ci.yml")["jobs"];
        YamlNode test = jobs["test"];
        YamlNode release = jobs["release"];

        Assert.That(Commands(test), Does.Contain(Run));
        Assert.That(Commands(release), Does.Contain(Release));
        Assert.That(release["if"].ToString(), Does.Contain("refs/tags/v"));
        Assert.That(release["needs"].ToString(), Is.EqualTo("test"));
        Assert.That(new[] { test["container"].ToString(), release["container"].ToString() }, Is.All.EqualTo(Image));

        static string[] Commands(YamlNode job) =>
            [.. ((YamlSequenceNode)job["steps"]).Cast<YamlMappingNode>().Where(
                step => step.Children.ContainsKey("run")).Select(step => step["run"].ToString())];
    }

    [Test]
    public void GitLabRunsWhatCiRunChecksAndReleasesOnATag()
    {
        YamlNode file = Yaml(".gitlab-ci.yml");
        YamlNode release = file["release"];

        Assert.That(file["image"].ToString(), Is.EqualTo(Image));
        Assert.That(file["test"]["script"][0].ToString(), Is.EqualTo(Run));
        Assert.That(release["script"][0].ToString(), Is.EqualTo(Release));
        Assert.That(release["rules"][0]["if"].ToString(), Does.Contain("CI_COMMIT_TAG"));
        Assert.That(release["artifacts"]["paths"][0].ToString(), Is.EqualTo("out/release/"));
    }

    [Test]
    public void TheDevContainerIsMadeByTheScriptThatIsTried()
    {
        JsonElement container = Json(".devcontainer/devcontainer.json");

        Assert.That(container.GetProperty("image").GetString(), Is.EqualTo(Image));
        string install = container.GetProperty("onCreateCommand").GetString()!;
        Assert.That(install, Is.EqualTo("bash .devcontainer/install"));
        Assert.That(File.ReadAllText(Path.Combine(Tree.Root, ".devcontainer/check")), Does.Contain($"inside {install}\n"));
    }

    [TestCase(".devcontainer/devcontainer.json")]
    [TestCase(".vscode/extensions.json")]
    [TestCase(".vscode/launch.json")]
    [TestCase(".vscode/tasks.json")]
    public void ItIsJson(string file) => Assert.That(Json(file).ValueKind, Is.EqualTo(JsonValueKind.Object));

    [TestCase(".ci/run")]
    [TestCase(".ci/release")]
    [TestCase(".ci/clean-root")]
    [TestCase(".ci/debian-13")]
    [TestCase(".devcontainer/install")]
    [TestCase(".devcontainer/check")]
    public async Task ItIsAScriptThatBashUnderstands(string file)
    {
        string path = Path.Combine(Tree.Root, file);
        Assert.That(File.GetUnixFileMode(path) & UnixFileMode.UserExecute, Is.Not.Zero);
        Assert.That(await BashAsync(Tree.Root, "-n", path), Is.Empty);
    }

    /// <summary>In a tree with a <c>lab</c> that makes files as the real one does, in no time.</summary>
    [Test]
    public async Task AReleaseHasTheDiscTheImagesTheProgramsAndTheirChecksums()
    {
        Directory.CreateDirectory(Path.Combine(folder, ".ci"));
        File.Copy(Path.Combine(Tree.Root, ".ci/release"), Path.Combine(folder, ".ci/release"));
        await File.WriteAllTextAsync(Path.Combine(folder, "LICENSE"), "licence");
        await File.WriteAllTextAsync(Path.Combine(folder, "lab"), """
            #!/bin/sh
            kernels=artifacts/bin/CosmosKernel/debug
            mkdir -p out $kernels artifacts/bin/Programs/debug
            case "$*" in
            iso) echo iso >out/CosmosPaging.iso; echo vmx >out/CosmosPaging.vmx; echo high >$kernels/CosmosKernel-stripped.elf; echo tar >artifacts/bin/Programs/debug/programs.tar ;;
            *low*) echo low >$kernels/CosmosKernel-low-stripped.elf ;;
            esac
            """);
        File.SetUnixFileMode(Path.Combine(folder, "lab"), UnixFileMode.UserRead | UnixFileMode.UserExecute);

        await BashAsync(folder, ".ci/release");

        string release = Path.Combine(folder, "out/release");
        string[] files = ["CosmosKernel-low.elf", "CosmosKernel.elf", "CosmosPaging.iso", "CosmosPaging.vmx", "LICENSE", "programs.tar"];
        Assert.That(Directory.GetFiles(release).Select(Path.GetFileName), Is.EquivalentTo(files.Append("SHA256SUMS")));
        Assert.That(await File.ReadAllTextAsync(Path.Combine(release, "CosmosKernel-low.elf")), Is.EqualTo("low\n"));
        Assert.That(
            (await BashAsync(release, "-c", "sha256sum -c SHA256SUMS")).Split('\n'),
            Is.EquivalentTo(files.Select(file => file + ": OK").Append("")));
    }

    [Test]
    public void TheVersionHasItsSectionAmongTheChangesAndTheKernelKnowsIt()
    {
        string version = Regex.Match(
            File.ReadAllText(Path.Combine(Tree.Root, "Directory.Build.props")), "<Version>(.+)</Version>").Groups[1].Value;

        Assert.That(version, Does.Match(@"^\d+\.\d+\.\d+$"));
        Assert.That(File.ReadAllText(Path.Combine(Tree.Root, "CHANGELOG.md")), Does.Contain($"\n## {version}\n"));
        Assert.That(version, Is.EqualTo(CosmosKernel.KernelVersion.Text));
        Assert.That(typeof(LabCommandLine).Assembly.GetName().Version!.ToString(3), Is.EqualTo(version));
    }

    /// <summary>As on a system that has the .NET SDK and no bash: nothing else is on the search path.</summary>
    [TestCase("help", "Exit codes:")]
    [TestCase("attack --list", "kernel-memory")]
    public async Task WhatBootsNothingNeedsTheSdkAlone(string words, string told)
    {
        File.CreateSymbolicLink(Path.Combine(folder, "dotnet"), ProgramSearch.Find("dotnet", Environment.GetEnvironmentVariable("PATH"))!);
        ProcessStartInfo start = new(Path.Combine(folder, "dotnet"), ["run", "--no-build", "--project", "Lab", "--", .. words.Split(' ')])
        {
            WorkingDirectory = Tree.Root,
        };
        start.Environment["PATH"] = folder;

        Assert.That(await OutputAsync(start), Does.Contain(told));
    }

    private static YamlMappingNode Yaml(string file)
    {
        YamlStream stream = [];
        using StreamReader text = new(Path.Combine(Tree.Root, file));
        stream.Load(text);
        return (YamlMappingNode)stream.Documents.Single().RootNode;
    }

    private static JsonElement Json(string file) => JsonDocument.Parse(
        File.ReadAllText(Path.Combine(Tree.Root, file)),
        new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip }).RootElement;

    private static Task<string> BashAsync(string place, params string[] words) =>
        OutputAsync(new ProcessStartInfo("bash", words) { WorkingDirectory = place });

    /// <summary>What a program prints; it has to succeed.</summary>
    private static async Task<string> OutputAsync(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.That(process.ExitCode, Is.Zero, output + await errors);
        return output;
    }
}
