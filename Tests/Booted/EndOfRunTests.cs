using System;
using System.Diagnostics;
using System.IO;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using CosmosPaging.Lab.Discs;
using CosmosPaging.Lab.Emulation;
using CosmosPaging.Lab.Inspection;
using NUnit.Framework;

namespace CosmosPaging.Tests.Booted;

/// <summary>
/// The end of a run in a machine that has no port to end it by, as VMware and a real PC have none: the marker on the serial line, then a
/// halt. How it is where there is a port, every other booted test sees.
/// </summary>
internal sealed partial class EndOfRunTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [TestCase("variant=shared experiments=hello", "done: held=1 failed=0\n")]
    [TestCase("provoke=panic", "panic: the command line asked for it\n")]
    public async Task WithoutAPortToEndItTheMachineHaltsAfterTheMarker(string commandLine, string marker)
    {
        MachineDefinition definition = KernelBoot.Definition(commandLine);
        string folder = Directory.CreateTempSubdirectory("end-").FullName;
        string console = Path.Combine(folder, "com1.txt");
        string socket = Path.Combine(folder, "qmp.sock");
        ProcessStartInfo start = new(
            QemuEmulator.Program,
            [
                "-accel", "tcg", "-cpu", "coreduo", "-m", "64", "-display", "none", "-nic", "none", "-no-reboot",
                .. Loaded(definition, folder), "-serial", "file:" + console, "-qmp", $"unix:{socket},server=on,wait=off",
            ]);
        using Process machine = Process.Start(start)!;
        try
        {
            await using QmpClient monitor = await QmpClient.ConnectAsync(socket, Patience, CancellationToken.None);
            string registers = string.Empty;
            Stopwatch watch = Stopwatch.StartNew();

            // Halted with interrupts off: nothing but a reset wakes it, and it writes no more.
            while (!HaltedForGood().IsMatch(registers) && watch.Elapsed < Patience)
            {
                await Task.Delay(50);
                registers = await monitor.AskHumanMonitorAsync("info registers", CancellationToken.None);
            }

            Assert.That(registers, Does.Match(HaltedForGood()));
            Assert.That(await File.ReadAllTextAsync(console), Does.Contain("\n" + marker));
        }
        finally
        {
            machine.Kill();
            await machine.WaitForExitAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    [GeneratedRegex(@"EFL=[0-9a-f]{5}[014589cd][0-9a-f]{2} .*HLT=1", RegexOptions.Singleline)]
    private static partial Regex HaltedForGood();

    /// <summary>By what the machine gets its kernel: QEMU itself, or GRUB where the image has a Multiboot 2 header alone.</summary>
    private static string[] Loaded(MachineDefinition definition, string folder)
    {
        if (!MultibootHeader.IsSecondAlone(definition.KernelImage))
        {
            return ["-kernel", definition.KernelImage, "-initrd", definition.Archive!, "-append", definition.CommandLine];
        }

        string disc = Path.Combine(folder, "disc.iso");
        BootMenu menu = new([new MenuEntry("CosmosPaging", definition.CommandLine)]);
        new BootDisc(Environment.GetEnvironmentVariable("PATH")).Write(disc, definition.KernelImage, definition.Archive, menu);
        return ["-cdrom", disc];
    }
}
