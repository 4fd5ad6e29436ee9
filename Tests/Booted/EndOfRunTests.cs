using System;
using System.Diagnostics;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using CosmosPaging.Lab.Emulation;
using NUnit.Framework;

namespace CosmosPaging.Tests.Booted;

/// <summary>
/// The end of a run in a machine that has no port to end it by, as VMware and a real PC have none: the marker on the serial line, then a halt. How it
/// is where there is a port, every other booted test sees.
/// </summary>
internal sealed class EndOfRunTests
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
                "-accel", "tcg", "-cpu", "coreduo", "-m", "64", "-display", "none", "-nic", "none", "-no-reboot", "-kernel", definition.KernelImage,
                "-initrd", definition.Archive!, "-append", commandLine, "-serial", "file:" + console, "-qmp", $"unix:{socket},server=on,wait=off",
            ]);
        using Process machine = Process.Start(start)!;
        try
        {
            await using QmpClient monitor = await QmpClient.ConnectAsync(socket, Patience, CancellationToken.None);
            string registers = string.Empty;
            Stopwatch watch = Stopwatch.StartNew();

            // Halted with interrupts off: nothing but a reset wakes it.
            while (!(registers.Contains("HLT=1", StringComparison.Ordinal) && File.ReadAllText(console).Contains(marker, StringComparison.Ordinal)) && watch.Elapsed < Patience)
            {
                await Task.Delay(50);
                registers = await monitor.AskHumanMonitorAsync("info registers", CancellationToken.None);
            }

            Assert.That(registers, Does.Match(@"EFL=[0-9a-f]{5}[014589cd][0-9a-f]{2} ").And.Contain("HLT=1"));
            Assert.That(await File.ReadAllTextAsync(console), Does.Contain("\n" + marker));
        }
        finally
        {
            machine.Kill();
            await machine.WaitForExitAsync();
            Directory.Delete(folder, recursive: true);
        }
    }
}
