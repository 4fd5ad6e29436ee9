using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;

namespace CosmosKit.Build;

/// <summary>A program that the build runs.</summary>
/// <param name="path">Its path, or its name if it is on the path.</param>
/// <param name="installation">How to get it, for the message when it is missing.</param>
internal sealed partial class ExternalTool(string path, string installation)
{
    /// <summary>Runs it and waits.</summary>
    /// <param name="folder">Where it runs.</param>
    /// <exception cref="BuildException">It is missing or failed; its own words are the text.</exception>
    public void Run(string folder, IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(path, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw new BuildException(ErrorCodes.Tool, $"'{path}' cannot be run; {installation}");
        }

        using (process)
        {
            // Both streams are read at once: a tool that fills one while we wait for the other would hang.
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            Task<string> errors = process.StandardError.ReadToEndAsync();
            process.WaitForExit();
            if (process.ExitCode != 0)
            {
                string[] lines = (errors.Result + "\n" + output.Result)
                    .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
                // ilc adds its own stack, which says nothing to the reader.
                IEnumerable<string> telling = lines.TakeWhile(l => !l.StartsWith("at ", StringComparison.Ordinal)).Take(20);
                throw new BuildException([.. telling.DefaultIfEmpty($"exit code {process.ExitCode}").Select(l => Error(folder, l))]);
            }
        }
    }

    // nasm's "file:line: error: text" becomes a place to go to; others are quoted as they are.
    private BuildError Error(string folder, string line)
    {
        string name = Path.GetFileName(path);
        string own = name + ": error: ";
        return PlaceAndText().Match(line) is { Success: true } match
            ? new BuildError(
                ErrorCodes.Tool,
                $"{name}: {match.Groups["text"].Value}",
                new SourceLocation(
                    Path.Combine(folder, match.Groups["file"].Value),
                    int.Parse(match.Groups["line"].ValueSpan, CultureInfo.InvariantCulture), 1))
            : new BuildError(ErrorCodes.Tool, $"{name}: {(line.StartsWith(own, StringComparison.Ordinal) ? line[own.Length..] : line)}");
    }

    [GeneratedRegex(@"^(?<file>[^:\s]+):(?<line>\d+): error: (?<text>.*)$")]
    private static partial Regex PlaceAndText();
}
