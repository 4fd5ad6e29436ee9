using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using CosmosPaging.Lab.Emulation;
using CosmosPaging.Lab.Running;

namespace CosmosPaging.Lab.Attacks;

/// <summary>Asks an emulator for its version: major and minor number.</summary>
public static partial class EmulatorVersion
{
    /// <summary>What stands where it cannot be found out.</summary>
    public const string Unknown = "unknown";

    /// <summary>Asks.</summary>
    /// <param name="emulator">The emulator's name.</param>
    /// <param name="searchPath">The folders to look for it in.</param>
    /// <param name="cancellation">Ends the emulator.</param>
    /// <returns>Such as <c>7.2</c>.</returns>
    public static async Task<string> AskAsync(string emulator, string? searchPath, CancellationToken cancellation)
    {
        // Bochs has no option for it: its banner comes when it starts, and without a BIOS it ends at once.
        (string program, string[] words) = emulator == EmulatorChoice.Qemu
            ? (QemuEmulator.Program, (string[])["--version"])
            : ("bochs", ["-n", "-q", "romimage: file=/nonexistent", "display_library: rfb, options=\"timeout=0\""]);
        ProcessStartInfo start = new(ProgramSearch.Find(program, searchPath) ?? program, words)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        try
        {
            using Process process = new() { StartInfo = start };
            process.Start();
            process.StandardInput.Close();
            Task<string> errors = process.StandardError.ReadToEndAsync(cancellation);
            string output = await process.StandardOutput.ReadToEndAsync(cancellation).ConfigureAwait(false);
            await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
            return Read(output + await errors.ConfigureAwait(false));
        }
        catch (Win32Exception)
        {
            return Unknown;
        }
    }

    /// <summary>Finds the version in an emulator's own words.</summary>
    /// <param name="words">What it printed.</param>
    /// <returns>The version, or <see cref="Unknown"/>.</returns>
    public static string Read(string words) => Version().Match(words) is { Success: true } match ? match.Groups[1].Value : Unknown;

    [GeneratedRegex("(?:QEMU emulator version|Bochs x86 Emulator) ([0-9]+[.][0-9]+)")]
    private static partial Regex Version();
}
