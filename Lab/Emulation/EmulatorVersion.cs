using System;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace CosmosPaging.Lab.Emulation;

/// <summary>What version a program says it is.</summary>
internal static partial class EmulatorVersion
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>Runs a program that tells its version and ends.</summary>
    /// <param name="program">The program.</param>
    /// <param name="option">What makes it tell.</param>
    /// <returns>The number with a point that it prints behind its name; none if there is none, or it does not end.</returns>
    public static Version? Ask(string program, string option)
    {
        ProcessStartInfo start = new(program, [option]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        if (!process.WaitForExit(Limit))
        {
            process.Kill();
            return null;
        }

        string said = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        return Version.TryParse(Number().Match(said).Groups["number"].Value, out Version? version) ? version : null;
    }

    [GeneratedRegex(@"\b(emulator version|Bochs x86 Emulator) (?<number>[0-9]+\.[0-9]+(\.[0-9]+)?)")]
    private static partial Regex Number();
}
