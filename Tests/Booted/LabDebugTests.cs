using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using CosmosPaging.Lab.Commands;
using CosmosPaging.Lab.Debugging;
using CosmosPaging.Lab.Emulation;
using CosmosPaging.Lab.Host;
using CosmosPaging.Lab.Verbs;
using NUnit.Framework;

namespace CosmosPaging.Tests.Booted;

/// <summary><c>./lab debug</c> as a whole.</summary>
internal sealed class LabDebugTests
{
    private static readonly BuildTree Tree = BuildTree.Find(AppContext.BaseDirectory)!;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Test]
    public async Task QemuWaitsForGdbUntilCtrlCAndIsGoneThen()
    {
        int port = FreePort();

        // What runs in a shell's background ignores Ctrl-C, and hands that down.
        using Process lab = Start(
            "env", "--default-signal=INT", "dotnet", typeof(LabCommandLine).Assembly.Location, "debug", "--port", $"{port}");
        StringBuilder said = new();
        using CancellationTokenSource patience = new(Patience);
        while (!said.ToString().Contains("Ctrl-C ends the machine", StringComparison.Ordinal))
        {
            said.AppendLine(await lab.StandardOutput.ReadLineAsync(patience.Token)
                ?? throw new AssertionException(said + await lab.StandardError.ReadToEndAsync()));
        }

        const string image = "artifacts/bin/CosmosKernel/debug/CosmosKernel.elf";
        Assert.That(
            said.ToString(), Does.Contain($"gdb -x Lab/Debugging/cosmospaging.py -ex 'target remote 127.0.0.1:{port}' {image}"));
        Assert.That(File.Exists(Path.Combine(Tree.Root, "Lab/Debugging/cosmospaging.py")));
        using (TcpClient gdb = new())
        {
            await gdb.ConnectAsync(IPAddress.Loopback, port, patience.Token);
        }

        using Process interrupt = Start("kill", "-INT", $"{lab.Id}");
        await lab.WaitForExitAsync(patience.Token);
        Assert.That(lab.ExitCode, Is.EqualTo((int)LabExit.Interrupted));
        Assert.That(Emulators(port), Is.Empty);
    }

    [Test]
    public async Task APortThatIsTakenIsWrongUsage()
    {
        using TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Start();
        StringWriter errors = new();
        LabContext context = new(Tree, TextWriter.Null, errors) { SearchPath = Environment.GetEnvironmentVariable("PATH") };

        LabExit exit = await new LabCommandLine(context).RunAsync(["debug", "--port", $"{((IPEndPoint)taken.LocalEndpoint).Port}"]);

        Assert.That(exit, Is.EqualTo(LabExit.Usage));
        Assert.That(errors.ToString(), Does.Contain("choose another"));
    }

    [Test]
    public async Task BochsStopsWhereTheCommandLineSaysAndKnowsTheMethods()
    {
        string output = await LayOutAsync("--variant", "fourfour", "--paging", "pae", "--break", "start+fault");
        Assert.That(
            AsInTheDocs(output),
            Does.Contain(
                "bochs -q -f Bochs.cfg -rc out/debug/bochs.rc 'ata0-master: type=cdrom, path=out/debug/boot.iso, status=inserted'"));

        string told = await BochsAsync("c", "bt 2", "c", "bt 5", "lb \"Scheduler.EndCurrent\"", "c");
        Assert.That(told,
            Does.Match(
                @"Magic breakpoint(.*\n)*?.*\(Kernel\.Run\+[0-9a-f]+\)\n(.*\n)*"
                + @".*Magic breakpoint(.*\n)*?.*\(FaultHandler\.Handle\+[0-9a-f]+\)\n"));
        Assert.That(told, Does.Match(@"Breakpoint 1, .*\n(.*\n)?.*\(Scheduler\.EndCurrent\+0\)"));
    }

    /// <summary>What Docs/Debugging.md shows of Bochs' debugger is what it says: the commands are given again.</summary>
    [Test]
    public async Task BochsTranscriptInTheDocsIsTrue()
    {
        const string heading = "Bochs' debugger";
        const string shell = @"\$ \./lab debug --emulator bochs ";
        const string prompt = "<bochs:[0-9]+> ";
        string[] command = Transcript.Blocks("Docs/Debugging.md", heading, "$ ./lab debug").Single();
        Transcript.AssertSaid(command, AsInTheDocs(await LayOutAsync(Transcript.Typed(command, shell).Single().Split(' '))), shell);
        string[] session = Transcript.Blocks("Docs/Debugging.md", heading, "<bochs:1>").Single();
        Transcript.AssertSaid(session, await BochsAsync(Transcript.Typed(session, prompt)), prompt);
    }

    [TestCase("CosmosKernel_CosmosKernel_Traps_TrapDispatcher__Handle", "TrapDispatcher.Handle")]
    [TestCase("CosmosKernel_CosmosKernel_Scheduling_Scheduler___ctor", "Scheduler.ctor")]
    [TestCase("CosmosKernelTrapEntry", "CosmosKernelTrapEntry")]
    [TestCase("__start", "__start")]
    public void AMethodsSymbolIsWhatCSharpCallsIt(string symbol, string name) =>
        Assert.That(KernelSymbols.CSharpName(symbol), Is.EqualTo(name));

    private static Process Start(string program, params string[] arguments) => Process.Start(new ProcessStartInfo(program, arguments)
    {
        WorkingDirectory = Tree.Root,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    /// <summary>The docs show what is typed for Debian's Bochs 2.7: its debugger needs no word to start, and its BIOS works.</summary>
    private static string AsInTheDocs(string output)
    {
        string words = string.Concat(BochsDebugger.Installed.DebuggerWords.Select(word => " " + word));
        string plain = words.Length == 0 ? output : output.Replace($"Bochs.cfg{words} -rc", "Bochs.cfg -rc", StringComparison.Ordinal);
        return BochsDebugger.Installed.BiosWords.Aggregate(
            plain, (text, word) => text.Replace($" '{word}'", "", StringComparison.Ordinal));
    }

    /// <summary>What <c>lab debug</c> says when it lays out a disc for Bochs.</summary>
    private static async Task<string> LayOutAsync(params string[] choices)
    {
        StringWriter output = new();
        LabContext context = new(Tree, output, TextWriter.Null) { SearchPath = Environment.GetEnvironmentVariable("PATH") };
        LabExit exit = await new LabCommandLine(context).RunAsync(["debug", "--emulator", "bochs", .. choices]);
        Assert.That(exit, Is.EqualTo(LabExit.Held), output.ToString());
        return output.ToString();
    }

    /// <summary>What Bochs says to commands, on that disc and with those symbols.</summary>
    private static async Task<string> BochsAsync(params string[] commands)
    {
        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(
                file,
                await File.ReadAllTextAsync(Path.Combine(Tree.Root, "out/debug/bochs.rc")) + string.Join('\n', commands) + "\nquit\n");
            return await BochsDebugger.RunAsync(file, "out/debug/boot.iso");
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>A port that nobody listens at.</summary>
    internal static int FreePort()
    {
        using TcpListener any = new(IPAddress.Loopback, 0);
        any.Start();
        return ((IPEndPoint)any.LocalEndpoint).Port;
    }

    private static string[] Emulators(int port) =>
    [
        .. Directory.EnumerateDirectories("/proc")
            .Where(folder => int.TryParse(Path.GetFileName(folder), out _))
            .Select(CommandLine)
            .Where(words =>
                words.Contains(QemuEmulator.Program, StringComparison.Ordinal)
                    && words.Contains($"tcp:127.0.0.1:{port}", StringComparison.Ordinal)),
    ];

    private static string CommandLine(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline"));
        }
        catch (IOException)
        {
            // It has just ended.
            return string.Empty;
        }
    }
}
