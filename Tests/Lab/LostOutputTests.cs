using System;
using System.Diagnostics;
using System.Threading.Tasks;
using CosmosPaging.Lab.Host;
using CosmosPaging.Lab.Verbs;
using NUnit.Framework;

namespace CosmosPaging.Tests.Lab;

/// <summary>The tool where it cannot write: one line says so, there is no stack trace, and the exit code is agreed.</summary>
internal sealed class LostOutputTests
{
    private static readonly BuildTree Tree = BuildTree.Find(AppContext.BaseDirectory)!;
    private static readonly string Tool = typeof(LabCommandLine).Assembly.Location;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [TestCase("help >/dev/full", 3, "lab: standard output: No space left on device")]
    [TestCase(">/dev/full", 3, "lab: standard output: No space left on device")]
    [TestCase("run --help >/dev/full", 3, "lab: standard output: No space left on device")]
    [TestCase("help >&3", 3, "lab: standard output: Broken pipe")]
    [TestCase("run --experiment hello --variant shared >/dev/full", 3, "lab: standard output: No space left on device")]
    [TestCase("run --experiment hello --variant shared >&3", 3, "lab: standard output: Broken pipe")]
    [TestCase(
        "run --experiment hello --variant shared --json /dev/full >/dev/null",
        3,
        "lab: --json: the report could not be written: No space left on device")]
    [TestCase(
        "run --experiment hello --variant shared --json /dev/fd/3 >/dev/null",
        3,
        "lab: --json: the report could not be written: Broken pipe")]
    public async Task WhatCannotBeWrittenIsOneLine(string words, int exitCode, string line)
    {
        // Descriptor 3 is a pipe that nobody reads any more.
        (int code, string errors) = await ShellAsync($"exec 3> >(:); wait $!; exec dotnet '{Tool}' {words}");

        Assert.That(errors, Is.EqualTo(line + "\n"));
        Assert.That(code, Is.EqualTo(exitCode));
    }

    [TestCase("nonsense 2>/dev/full", 2)]
    [TestCase("nonsense 2>&3", 2)]
    [TestCase("help >/dev/full 2>/dev/full", 3)]
    public async Task WithoutAPlaceForComplaintsTheExitCodeTellsAll(string words, int exitCode)
    {
        (int code, string errors) = await ShellAsync($"exec 3> >(:); wait $!; exec dotnet '{Tool}' {words}");

        Assert.That(errors, Is.Empty);
        Assert.That(code, Is.EqualTo(exitCode));
    }

    [Test]
    public async Task TheScriptTurnsAClosedOutputDown()
    {
        (int code, string errors) = await ShellAsync($"exec '{Tree.Root}/lab' help >&-");

        Assert.That(errors, Is.EqualTo("lab: standard output is closed\n"));
        Assert.That(code, Is.EqualTo(3));
    }

    [TestCase("run --experiment hello")]
    [TestCase("maps")]
    [TestCase("bench")]
    [TestCase("debug")]
    [TestCase("test")]
    public async Task WithoutATemporaryFolderItSaysSo(string words)
    {
        (int code, string errors) = await ShellAsync($"TMPDIR=/nonexistent exec dotnet '{Tool}' {words} >/dev/null");

        Assert.That(errors, Does.StartWith("lab: the temporary folder /nonexistent/ cannot be used ("));
        Assert.That(errors, Does.EndWith("TMPDIR can name another one\n"));
        Assert.That(errors.Split('\n').Length - 1, Is.EqualTo(1));
        Assert.That(code, Is.EqualTo(3));
    }

    /// <summary>
    /// A limit for the size of files stands for a full disk: both refuse a write. First the archive is too long, then the guest's lines.
    /// (.NET's own memory is a file, too, unless it is told otherwise.)
    /// </summary>
    [TestCase(100, "--program PROGRAM", "lab: the archive of the programs cannot be written: ")]
    [TestCase(2, "", "lab: the temporary folder ")]
    public async Task AFullTemporaryFolderIsNotTheGuestsFault(int kilobytes, string words, string line)
    {
        string program = words.Replace("PROGRAM", Tree.ProgramFile("hello"), StringComparison.Ordinal);
        (int code, string errors) = await ShellAsync(
            $"trap '' XFSZ; ulimit -f {kilobytes}; export DOTNET_EnableWriteXorExecute=0; "
            + $"exec dotnet '{Tool}' run --variant shared --paging two-level --experiment hello {program} >/dev/null");

        Assert.That(errors, Does.StartWith(line));
        Assert.That(errors.Split('\n').Length - 1, Is.EqualTo(1), errors);
        Assert.That(code, Is.EqualTo(3));
    }

    private static async Task<(int ExitCode, string Errors)> ShellAsync(string script)
    {
        ProcessStartInfo start = new("bash", ["-c", script])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = Tree.Root,
        };
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        using Process shell = Process.Start(start)!;
        Task<string> output = shell.StandardOutput.ReadToEndAsync();
        string errors = await shell.StandardError.ReadToEndAsync().WaitAsync(Patience);
        await output.WaitAsync(Patience);
        await shell.WaitForExitAsync().WaitAsync(Patience);
        return (shell.ExitCode, errors);
    }
}
