using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using CosmosKernel.Experiments;
using CosmosPaging.Lab.Guest;
using CosmosPaging.Lab.Running;
using NUnit.Framework;

namespace CosmosPaging.Tests.Booted;

/// <summary>
/// The programs <c>compare</c>, <c>compare-memory</c> and <c>compare-traps</c> write down what system calls return, what signals bring and what memory holds, and
/// <c>compare-random</c> does so for some hundred things that nobody has thought of. Run by Linux on this machine they must write the same lines as in a whole run here. Not by <c>qemu-i386</c>: version 7.2 puts -1 into trapno, and knows neither MAP_FIXED_NOREPLACE nor
/// holes in mprotect.
/// </summary>
internal sealed class LinuxComparisonTests
{
    private static IEnumerable<TestCaseData<string, Cell>> Cases =>
        from program in new[] { "compare", "compare-memory", "compare-traps", "compare-random" }
        from cell in KernelBoot.Cells
        select new TestCaseData<string, Cell>(program, cell) { TestName = $"{{m}} ({program}, {cell})" };

    [TestCaseSource(nameof(Cases))]
    public async Task AProgramSeesWhatItSeesOnLinux(string program, Cell cell)
    {
        string[] expected = await OnLinuxAsync(program);
        KernelBoot boot = await KernelBoot.WholeRunAsync(cell);
        GuestRun run = boot.Verdict.Runs.Single(result => result.Cell == cell).Guest!;
        Assert.That(run.LinesOf(run.Checks.Single(check => check.Name == program)).OfType<ProgramLine>().Select(line => line.Text), Is.EqualTo(expected));
    }

    private static async Task<string[]> OnLinuxAsync(string name)
    {
        string program = Path.Combine(BuildTree.Find(TestContext.CurrentContext.TestDirectory)!.Root, "artifacts", "bin", "Programs", "debug", name + ".elf");
        Assert.That(File.Exists(program), program + " is missing: build the solution first");
        try
        {
            string[] arguments = ExperimentTable.All.Single(experiment => experiment.Name == name).Roles.Single().Arguments;
            using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
            string output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.That(process.ExitCode, Is.Zero);
            return output.TrimEnd('\n').Split('\n');
        }
        catch (Win32Exception)
        {
            Assert.Ignore("This Linux does not run i386 programs.");
            return [];
        }
    }
}
