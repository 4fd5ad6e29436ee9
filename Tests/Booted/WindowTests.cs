using System;
using System.Diagnostics;
using System.Linq;
using System.Threading.Tasks;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Commands;
using CosmosPaging.Lab.Host;
using CosmosPaging.Lab.Verbs;
using NUnit.Framework;

namespace CosmosPaging.Tests.Booted;

/// <summary>
/// <c>./lab run --screen</c> as a whole, on a desktop: the emulator's own window, and what it shows. Bochs' by <c>Bochs.cfg</c> is in
/// <see cref="DiscTests"/>.
/// </summary>
internal sealed class WindowTests
{
    [TestCase("shared", "two-level", "qemu", " CosmosPaging  shared mapping, two-level, high layout")]
    [TestCase("fourfour", "pae", "qemu", " CosmosPaging  4:4 split, pae, high layout")]
    [TestCase("kpti", "two-level", "qemu", " CosmosPaging  page-table isolation, two-level, high layout")]
    [TestCase("fourfour", "two-level", "bochs", " CosmosPaging  4:4 split, two-level, high layout")]
    public async Task AWindowShowsTheLiveView(string variant, string paging, string emulator, string title)
    {
        await using Desktop desktop = await Desktop.StartAsync();
        string[] words = [
            "--default-signal=INT", "dotnet", typeof(LabCommandLine).Assembly.Location, "run", "--screen", "--variant", variant, "--paging",
            paging, "--emulator", emulator];
        ProcessStartInfo start = new("env", words)
        {
            WorkingDirectory = BuildTree.Find(AppContext.BaseDirectory)!.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DISPLAY"] = desktop.Name },
        };
        using Process lab = Process.Start(start)!;
        try
        {
            string[] rows = await desktop.WaitForRowAsync(0, title);
            string all = string.Join('\n', rows);
            Assert.That(rows.Count(row => ScreenPicture.Begins(row, " ???????? ??? trampoline r?x ring ?")), Is.EqualTo(1), all);
            Assert.That(
                rows.Count(row => ScreenPicture.Begins(row, " ???????? ??? kernel     r?x ring ?")),
                Is.EqualTo(variant == KernelWords.Shared ? 1 : 0), all);
        }
        finally
        {
            using Process interrupt = Process.Start("kill", ["-INT", $"{lab.Id}"]);
            await lab.WaitForExitAsync();
        }

        Assert.That(
            await lab.StandardOutput.ReadToEndAsync(), Does.StartWith("A window opens; H shows what the keys do."),
            await lab.StandardError.ReadToEndAsync());
        Assert.That(lab.ExitCode, Is.EqualTo((int)LabExit.Interrupted));
    }
}
