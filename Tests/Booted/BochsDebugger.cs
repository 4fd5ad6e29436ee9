using System;
using System.Diagnostics;
using System.Threading.Tasks;
using CosmosPaging.Lab.Emulation;
using CosmosPaging.Lab.Host;

namespace CosmosPaging.Tests.Booted;

/// <summary>Bochs with its debugger, told what to do by a file, with the settings that a person uses.</summary>
internal static class BochsDebugger
{
    /// <summary>The Bochs that it is.</summary>
    public static BochsProgram Installed { get; } = new(Environment.GetEnvironmentVariable("PATH"));

    /// <summary>Runs it to the end of the commands.</summary>
    /// <param name="commands">The path of the file with the commands; the last one quits.</param>
    /// <param name="disc">The path of the disc, as seen from the root.</param>
    /// <returns>What it says.</returns>
    public static async Task<string> RunAsync(string commands, string disc)
    {
        string[] words =
        [
            "90", "bochs", "-q", "-f", "Bochs.cfg", .. Installed.DebuggerWords, "-rc", commands,
            $"ata0-master: type=cdrom, path={disc}, status=inserted",
            "display_library: rfb, options=\"timeout=0\"", "com1: enabled=1, mode=file, dev=/dev/null", "log: /dev/null",
            .. Installed.BiosWords,
        ];
        ProcessStartInfo start = new("timeout", words)
        {
            WorkingDirectory = BuildTree.Find(AppContext.BaseDirectory)!.Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process bochs = Process.Start(start)!;
        bochs.StandardInput.Close();
        bochs.BeginErrorReadLine();
        string told = await bochs.StandardOutput.ReadToEndAsync();
        await bochs.WaitForExitAsync();
        return told;
    }
}
