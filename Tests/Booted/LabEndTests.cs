using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using CosmosPaging.Lab.Host;
using CosmosPaging.Lab.Verbs;
using NUnit.Framework;

namespace CosmosPaging.Tests.Booted;

/// <summary>
/// The tool, ended from outside while an emulator runs: by a signal that it hears, and by one that it does not. Neither the emulator nor a
/// file is left.
/// </summary>
internal sealed class LabEndTests
{
    private static readonly BuildTree Tree = BuildTree.Find(AppContext.BaseDirectory)!;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private string folder = null!;

    [SetUp]
    public void MakeFolder() => folder = Directory.CreateTempSubdirectory("cosmospaging-end-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(folder, recursive: true);

    [TestCase("INT", 130)]
    [TestCase("TERM", 143)]
    [TestCase("HUP", 129)]
    [TestCase("KILL", 137)]
    public async Task NothingOutlivesIt(string signal, int exitCode)
    {
        using CancellationTokenSource patience = new(Patience);
        using Process lab = StartLab();
        int emulator = 0;
        try
        {
            emulator = await FindEmulatorAsync(lab, patience.Token);

            using Process kill = Process.Start("kill", ["-" + signal, $"{lab.Id}"]);
            await lab.WaitForExitAsync(patience.Token);

            Assert.That(lab.ExitCode, Is.EqualTo(exitCode), await lab.StandardError.ReadToEndAsync(patience.Token));
            while (IsAlive(emulator) || Directory.EnumerateFileSystemEntries(folder).Any())
            {
                // The emulator is the host's to end, the folder another process's to remove: neither tells when it is done.
                await Task.Delay(20, patience.Token);
            }
        }
        finally
        {
            lab.Kill();
            if (emulator != 0 && IsAlive(emulator))
            {
                using Process last = Process.Start("kill", ["-KILL", $"{emulator}"]);
                await last.WaitForExitAsync();
            }
        }
    }

    /// <summary>QEMU, stopped before its first instruction, waits for a debugger that never comes.</summary>
    private Process StartLab()
    {
        using TcpListener any = new(IPAddress.Loopback, 0);
        any.Start();
        int port = ((IPEndPoint)any.LocalEndpoint).Port;
        any.Stop();

        // What runs in a shell's background ignores Ctrl-C, and hands that down.
        string[] words = ["--default-signal=INT,HUP", "dotnet", typeof(LabCommandLine).Assembly.Location, "debug", "--port", $"{port}"];
        ProcessStartInfo start = new("env", words)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Tree.Root,
        };
        start.Environment["TMPDIR"] = folder;
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        return Process.Start(start)!;
    }

    /// <summary>The child of the tool's that runs in a folder of its own.</summary>
    private static async Task<int> FindEmulatorAsync(Process lab, CancellationToken cancellation)
    {
        string? line;
        do
        {
            line = await lab.StandardOutput.ReadLineAsync(cancellation);
            Assert.That(line, Is.Not.Null);
        }
        while (!line!.Contains("Ctrl-C ends the machine", StringComparison.Ordinal));

        ProcessStartInfo search = new("pgrep", ["-P", $"{lab.Id}", "qemu"]) { RedirectStandardOutput = true };
        using Process children = Process.Start(search)!;
        string numbers = await children.StandardOutput.ReadToEndAsync(cancellation);
        return int.Parse(numbers.Trim(), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static bool IsAlive(int process)
    {
        try
        {
            // A process that has ended stays in the list until somebody asks for its exit code; its state is Z then.
            string stat = File.ReadAllText(FormattableString.Invariant($"/proc/{process}/stat"));
            return stat[stat.LastIndexOf(')') + 2] != 'Z';
        }
        catch (IOException)
        {
            return false;
        }
    }
}
