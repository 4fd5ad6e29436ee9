using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using System.Xml.Linq;
using CosmosPaging.Lab.Emulation;
using CosmosPaging.Lab.Host;

namespace CosmosPaging.Lab.Commands;

/// <summary><c>lab test</c>: runs the NUnit suite, shows its output as it comes, and counts from its result file.</summary>
/// <param name="context">What it needs of the world around it.</param>
public sealed class TestCommand(LabContext context)
{
    private const string ResultFile = "lab.trx";

    /// <summary>Does it.</summary>
    /// <param name="filter">A part of the full name of the tests to run; none runs all.</param>
    /// <param name="cancellation">Ends the tests and the command.</param>
    /// <returns>The exit code.</returns>
    public async Task<LabExit> ExecuteAsync(string? filter, CancellationToken cancellation)
    {
        if (!File.Exists(context.Tree.TestsAssembly))
        {
            context.Complain($"{context.Tree.TestsAssembly} is missing; build it with: dotnet build CosmosPaging.sln");
            return LabExit.Prerequisite;
        }

        using SessionFolder folder = new();
        int exitCode = await RunTestsAsync(filter, folder.Path, cancellation).ConfigureAwait(false);
        return Report(filter, exitCode, TestCounts.Read(folder.File(ResultFile)));
    }

    /// <summary>
    /// Makes the settings that select tests. Not by the test platform's own filter: the NUnit adapter reads that one wrongly when a name has
    /// blanks or parentheses, as the names of test cases have.
    /// </summary>
    /// <param name="part">A part of a test's full name, taken literally but for upper and lower case.</param>
    /// <returns>A runsettings file with an expression of NUnit's test selection language.</returns>
    public static XDocument Selection(string part)
    {
        // Both the language and the regular expression in it take a backslash as an escape.
        IEnumerable<string> pattern = part.Select(character =>
            char.IsAsciiLetterOrDigit(character) ? character.ToString() : string.Create(CultureInfo.InvariantCulture, $@"\\u{(int)character:x4}"));
        string expression = $"test =~ '(?i){string.Concat(pattern)}'";
        return new XDocument(new XElement("RunSettings", new XElement("NUnit", new XElement("Where", expression))));
    }

    private LabExit Report(string? filter, int exitCode, TestCounts? counts)
    {
        if (counts is not { Total: > 0 } && exitCode == 0)
        {
            context.Complain(filter is null ? "the suite has no tests" : $"no test's full name contains '{filter}'");
            context.Output.WriteLine("0 passed, 0 failed");
            return LabExit.Usage;
        }

        TestCounts known = counts ?? new TestCounts(0, 0, 0);
        int failed = known.Failed;
        if (exitCode != 0 && failed == 0)
        {
            context.Complain($"the test run itself failed with exit code {exitCode}, which counts as one failure");
            failed = 1;
        }

        if (known.Total > known.Passed + known.Failed)
        {
            context.Output.WriteLine($"{known.Total - known.Passed - known.Failed} not run");
        }

        context.Output.WriteLine($"{known.Passed} passed, {failed} failed");
        return known.Passed > 0 && failed == 0 ? LabExit.Held : LabExit.Failed;
    }

    private async Task<int> RunTestsAsync(string? filter, string folder, CancellationToken cancellation)
    {
        List<string> arguments =
        [
            "test", context.Tree.TestsAssembly,
            "--results-directory", folder,
            "--logger", "trx;LogFileName=" + ResultFile,
            "--logger", "console;verbosity=normal",
        ];
        if (!string.IsNullOrEmpty(filter))
        {
            string settings = Path.Combine(folder, "selection.runsettings");
            Selection(filter).Save(settings);
            arguments.AddRange(["--settings", settings]);
        }

        // The output is passed on line by line, so that this tool's last line is the last one whatever the terminal does.
        ProcessStartInfo start = new("dotnet", arguments)
        {
            WorkingDirectory = context.Tree.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        using Process process = new() { StartInfo = start };
        ChildProcesses.Start(process);
        using CancellationTokenSource lost = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task output = PassOnAsync(process.StandardOutput, context.Output, lost);
        Task errors = PassOnAsync(process.StandardError, context.Errors, lost);
        try
        {
            await process.WaitForExitAsync(lost.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // The output was lost, which is told below.
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        await Task.WhenAll(output, errors).ConfigureAwait(false);
        return process.ExitCode;
    }

    private static async Task PassOnAsync(StreamReader from, TextWriter to, CancellationTokenSource lost)
    {
        try
        {
            while (await from.ReadLineAsync().ConfigureAwait(false) is { } line)
            {
                await to.WriteLineAsync(line).ConfigureAwait(false);
                await to.FlushAsync().ConfigureAwait(false);
            }
        }
        catch (OutputLostException)
        {
            await lost.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }
}
