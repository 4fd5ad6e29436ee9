using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using CosmosKernel.Experiments;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Guest;
using CosmosPaging.Lab.Host;
using NUnit.Framework;

namespace CosmosPaging.Tests.Booted;

/// <summary>
/// The programs <c>compare</c>, <c>compare-memory</c> and <c>compare-traps</c> write down what system calls return, what signals bring and
/// what memory holds, and <c>compare-random</c> does so for some hundred things that nobody has thought of. Run by Linux on this machine
/// they must write the same lines as in a whole run here. Not by <c>qemu-i386</c>: version 7.2 puts -1 into trapno, and knows neither
/// MAP_FIXED_NOREPLACE nor holes in mprotect.
/// </summary>
internal sealed class LinuxComparisonTests
{
    private static readonly string[] Programs = ["compare", "compare-memory", "compare-traps", "compare-random"];

    /// <summary>Why a program has nothing to be compared with on this machine; null where Linux runs programs for i386.</summary>
    private static readonly string? Obstacle = FindObstacle();

    /// <summary>What can be compared. The programs that cannot are told by <see cref="WhatIsNotComparedIsToldWithItsReason"/>.</summary>
    private static IEnumerable<TestCaseData<string, Cell>> Cases =>
        from program in Obstacle is null ? Programs : []
        from cell in KernelBoot.Cells
        select new TestCaseData<string, Cell>(program, cell) { TestName = $"{{m}} ({program}, {cell})" };

    [TestCaseSource(nameof(Cases))]
    public async Task AProgramSeesWhatItSeesOnLinux(string program, Cell cell)
    {
        string[] expected = await OnLinuxAsync(program);
        KernelBoot boot = await KernelBoot.WholeRunAsync(cell);
        GuestRun run = boot.Verdict.Runs.Single(result => result.Cell == cell).Guest!;
        Assert.That(
            run.LinesOf(run.Checks.Single(check => check.Name == program)).OfType<ProgramLine>().Select(line => line.Text),
            Is.EqualTo(expected));
    }

    [Test]
    public void WhatIsNotComparedIsToldWithItsReason()
    {
        string told = Obstacle is null ? "all" : $"none of {string.Join(", ", Programs)}: {Obstacle}";
        TestContext.Out.WriteLine("compared with this machine's Linux: " + told);
        Assert.That(Cases.Select(test => test.Arguments[0]).Distinct(), Is.EqualTo(Obstacle is null ? Programs : []));
    }

    private static async Task<string[]> OnLinuxAsync(string name)
    {
        string program = FileOf(name);
        Assert.That(File.Exists(program), program + " is missing: build the solution first");
        string[] arguments = ExperimentTable.All.Single(experiment => experiment.Name == name).Roles.Single().Arguments;
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.That(process.ExitCode, Is.Zero);
        return output.TrimEnd('\n').Split('\n');
    }

    private static string FileOf(string name) => BuildTree.Find(AppContext.BaseDirectory)!.ProgramFile(name);

    /// <summary>Starts the smallest of the samples: a Linux that does not know such files says so at once.</summary>
    private static string? FindObstacle()
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(FileOf("hello")) { RedirectStandardOutput = true })!;
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return null;
        }
        catch (Win32Exception cause) when (File.Exists(FileOf("hello")))
        {
            return "it does not run programs for i386: " + cause.Message;
        }
        catch (Win32Exception)
        {
            // Nothing is built: the tests say that.
            return null;
        }
    }
}
