using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using CosmosPaging.Lab.Guest;
using CosmosPaging.Lab.Running;
using NUnit.Framework;

namespace CosmosPaging.Tests.Booted;

/// <summary>
/// The program <c>compare</c> writes down what system calls return and what signals bring. Run by Linux on this machine it must write the same lines
/// as here. Not by <c>qemu-i386</c>: version 7.2 puts -1 into trapno, and knows neither MAP_FIXED_NOREPLACE nor holes in mprotect.
/// </summary>
[TestFixtureSource(typeof(KernelBoot), nameof(KernelBoot.Emulators))]
internal sealed class LinuxComparisonTests(string emulator)
{
    [Test]
    public async Task AProgramSeesWhatItSeesOnLinux([Values("shared", "fourfour")] string variant, [Values("two-level", "pae")] string paging)
    {
        string[] expected = await OnLinuxAsync();
        BootResult boot = await KernelBoot.BootAsync(emulator, $"variant={variant} paging={paging} experiments=compare");
        Assert.That(boot.Transcript.Lines.OfType<ProgramLine>().Select(line => line.Text), Is.EqualTo(expected));
    }

    private static async Task<string[]> OnLinuxAsync()
    {
        string program = Path.Combine(BuildTree.Find(TestContext.CurrentContext.TestDirectory)!.Root, "artifacts", "bin", "Programs", "debug", "compare.elf");
        Assert.That(File.Exists(program), program + " is missing: build the solution first");
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program) { RedirectStandardOutput = true })!;
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
