using System;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;
using NUnit.Framework;

namespace CosmosKit.Tests;

/// <summary>What gdb makes of an image: C# names, source lines, breakpoints, backtraces and values, in the self-test kernel.</summary>
[TestFixture]
internal sealed class DebugInformationTests
{
    private const string Source = "CosmosKit/Api/System/Kernel.cs";

    private static readonly string[] SourceLines = File.ReadAllLines(Path.Combine(BuiltKit.Root, Source));

    /// <summary>gdb 16 takes no line before a method's first one that has code; gdb 13 takes the next one that has.</summary>
    private static int FirstLineOfStart => Array.FindIndex(SourceLines, l => l.Contains("if (mStarted)", StringComparison.Ordinal)) + 1;

    private static int StartLine => Array.FindIndex(SourceLines, l => l.Contains("void Start()", StringComparison.Ordinal)) + 1;

    [TestCase("")]
    [TestCase("-noopt")]
    public void A_method_is_found_by_its_name_and_its_source_is_listed(string variant)
    {
        string told = Gdb(variant, "info line Kernel.Start", "list Kernel.Start");
        Assert.That(told, Does.Match($"""Line \d+ of "{Source}" starts at address 0x[0-9a-f]+ <Kernel.Start>"""));
        Assert.That(told, Does.Match($@"(?m)^{StartLine}\s+public virtual void Start\(\)"));
    }

    [Test]
    public void A_source_line_has_an_address()
    {
        int line = Array.FindIndex(SourceLines, l => l.Contains("mStarted = true", StringComparison.Ordinal)) + 1;
        Assert.That(
            Gdb("-noopt", $"info line Kernel.cs:{line}"),
            Does.Match($"""Line {line} of "{Source}" starts at address 0x[0-9a-f]+ <Kernel.Start\+\d+>"""));
    }

    [TestCase("")]
    [TestCase("-noopt")]
    public void A_running_kernel_stops_at_a_breakpoint_and_tells_how_it_came_there(string variant)
    {
        string emulator =
            "qemu-system-i386 -accel tcg -cpu coreduo -m 64 -display none -no-reboot -device isa-debug-exit,iobase=0xf4,iosize=4 "
            + $"-serial null -S -gdb stdio -kernel {Image(variant)}";
        string told = Gdb(
            variant, $"target remote | exec timeout 30 {emulator}", "break Kernel.BeforeRun", "continue", "backtrace", "kill");
        Assert.That(told, Does.Match(@"Breakpoint 1[.0-9]*, Kernel\.BeforeRun \(.* at CosmosKit/SelfTest/Kernel\.cs:\d+"));
        Assert.That(told, Does.Match($@"#1 .* Kernel\.Start .* at {Source}:\d+"));
        Assert.That(told, Does.Match(@"#3 .* at boot\.asm:\d+"));
    }

    [Test]
    public void A_breakpoint_by_a_files_whole_path_is_found()
    {
        string told = Gdb(string.Empty, "info sources", $"break {BuiltKit.Root}/{Source}:{FirstLineOfStart}");
        Assert.That(told.Split([',', '\n'], StringSplitOptions.TrimEntries), Has.Some.EqualTo($"{BuiltKit.Root}/{Source}"));
        Assert.That(told, Does.Match($@"Breakpoint 1 at 0x[0-9a-f]+: file {Source}, line \d+"));
    }

    [Test]
    public void An_object_is_called_this()
    {
        Assert.That(Gdb(string.Empty, "info scope Kernel.Start"), Does.Match(@"(?m)^Symbol this is "));
    }

    private static string Image(string variant) => BuiltKit.Output("CosmosKit.SelfTest", variant + ".elf");

    private static string Gdb(string variant, params string[] commands)
    {
        // Anywhere but in the repository: the image tells where its sources are.
        ProcessStartInfo start = new("timeout", ["60", "gdb", "-batch", "-nx", "-ex", "set pagination off", "-ex", "set confirm off"])
        {
            WorkingDirectory = Path.GetTempPath(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.ArgumentList.Add(Image(variant));
        foreach (string command in commands)
        {
            start.ArgumentList.Add("-ex");
            start.ArgumentList.Add(command);
        }

        using Process gdb = Process.Start(start)!;
        gdb.StandardInput.Close();
        Task<string> errors = gdb.StandardError.ReadToEndAsync();
        string output = gdb.StandardOutput.ReadToEnd();
        gdb.WaitForExit();
        return output + errors.Result;
    }
}
