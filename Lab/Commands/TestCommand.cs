using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using System.Xml.Linq;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Discs;
using CosmosPaging.Lab.Emulation;
using CosmosPaging.Lab.Host;
using CosmosPaging.Lab.Running;

namespace CosmosPaging.Lab.Commands;

/// <summary>
/// <c>lab test</c>: runs the NUnit suite, or those of its tests that can be asked of an image that the lab did not build; shows its output
/// as it comes, and counts from its result file.
/// </summary>
/// <param name="context">What it needs of the world around it.</param>
public sealed class TestCommand(LabContext context) : BootingCommand(context)
{
    /// <summary>The parameter by which the tests are told which image to boot; without it they boot the lab's own.</summary>
    public const string ImageParameter = "image";

    /// <summary>The parameter by which they are told where that image is linked.</summary>
    public const string LayoutParameter = "layout";

    private const string ResultFile = "lab.trx";

    /// <summary>
    /// How the test platform says that a filter selects nothing in one of the assemblies, as if something were wrong. If it selects nothing
    /// in any, this tool says so.
    /// </summary>
    private const string NoneInOneAssembly = "No test is available in ";

    /// <summary>Does it.</summary>
    /// <param name="filter">A part of the full name of the tests to run; none runs all.</param>
    /// <param name="image">The image to boot instead of the lab's own kernels.</param>
    /// <param name="cancellation">Ends the tests and the command.</param>
    /// <returns>The exit code.</returns>
    public Task<LabExit> ExecuteAsync(string? filter, GuestImage? image, CancellationToken cancellation) => GuardAsync(async () =>
    {
        string[] assemblies =
            image is null ? [Context.Tree.TestsAssembly, Context.Tree.KitTestsAssembly] : [Context.Tree.TestsAssembly];
        if (assemblies.FirstOrDefault(assembly => !File.Exists(assembly)) is { } missing)
        {
            Context.Complain(BuildTree.MissingAdvice(missing));
            return LabExit.Prerequisite;
        }

        Dictionary<string, string> parameters = [];
        if (image is not null)
        {
            if (await FindLayoutAsync(image, cancellation).ConfigureAwait(false) is not { } layout)
            {
                return LabExit.GuestBroken;
            }

            parameters = new() { [ImageParameter] = image.Path, [LayoutParameter] = layout };
            await TellPlanAsync(image, layout, cancellation).ConfigureAwait(false);
        }

        using SessionFolder folder = new();
        int exitCode = await RunTestsAsync(assemblies, filter, parameters, folder.Path, cancellation).ConfigureAwait(false);
        return Report(
            filter is null ? "the suite has no tests"
            : image is null ? $"no test's full name contains '{filter}'"
            : $"of the tests that can be asked of an image no one's full name contains '{filter}'",
            exitCode,
            TestCounts.Read(folder.File(ResultFile)));
    });

    /// <summary>
    /// Makes the settings that select tests. Not by the test platform's own filter: the NUnit adapter reads that one wrongly when a name
    /// has blanks or parentheses, as the names of test cases have.
    /// </summary>
    /// <param name="part">A part of a test's full name, taken literally but for upper and lower case; none selects all.</param>
    /// <param name="parameters">What the tests are told. If they are told anything, they are those of <see cref="ImageTestPlan"/>.</param>
    /// <returns>A runsettings file with an expression of NUnit's test selection language.</returns>
    public static XDocument Selection(string? part, IReadOnlyDictionary<string, string> parameters)
    {
        // Both the language and the regular expression in it take a backslash as an escape.
        IEnumerable<string> pattern = (part ?? "").Select(character =>
            char.IsAsciiLetterOrDigit(character)
                ? character.ToString()
                : string.Create(CultureInfo.InvariantCulture, $@"\\u{(int)character:x4}"));
        string[] expressions =
        [
            .. parameters.Count > 0 ? new[] { ImageTestPlan.Expression } : [],
            .. string.IsNullOrEmpty(part) ? [] : new[] { $"test =~ '(?i){string.Concat(pattern)}'" },
        ];
        return new XDocument(new XElement(
            "RunSettings",
            new XElement("NUnit", new XElement("Where", string.Join(" and ", expressions))),
            new XElement(
                "TestRunParameters",
                parameters.Select(one => new XElement("Parameter", new XAttribute("name", one.Key), new XAttribute("value", one.Value))))));
    }

    private async Task TellPlanAsync(GuestImage image, string layout, CancellationToken cancellation)
    {
        const string leftOut = "left out, for it cannot be asked of an image that the lab did not build:";
        await Context.Output.WriteLineAsync($"{image.Path}, {layout} layout; {leftOut}").ConfigureAwait(false);
        foreach (string line in ImageTestPlan.LeftOut)
        {
            await Context.Output.WriteLineAsync("  " + line).ConfigureAwait(false);
        }

        await Context.Output.FlushAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Boots an image without any experiment: it says itself where it is linked.</summary>
    /// <returns>The layout; none if it did not come to its end, which is told.</returns>
    private async Task<string?> FindLayoutAsync(GuestImage image, CancellationToken cancellation)
    {
        RunChoices boot = new() { Image = image };
        IEmulator emulator = FindEmulator(boot);
        string commandLine = $"variant={KernelWords.Shared} paging={KernelWords.TwoLevel} experiments={KernelWords.None}";
        MachineDefinition definition = Define(boot, commandLine, Context.Tree.ProgramsArchive);
        BootResult trial = await Boot.RunAsync(emulator, definition, boot.Timeout, cancellation).ConfigureAwait(false);
        if (trial.Breakdown is null && trial.Transcript.Runs is [{ Header.Layout: var layout }, ..])
        {
            return layout;
        }

        Context.Complain(trial.Breakdown ?? "the guest told of no run");
        PrintLastLines(trial);
        return null;
    }

    private LabExit Report(string nothingRan, int exitCode, TestCounts? counts)
    {
        if (counts is not { Total: > 0 } && exitCode == 0)
        {
            Context.Complain(nothingRan);
            Context.Output.WriteLine("0 passed, 0 failed");
            return LabExit.Usage;
        }

        TestCounts known = counts ?? new TestCounts(0, 0, 0);
        int failed = known.Failed;
        if (exitCode != 0 && failed == 0)
        {
            Context.Complain($"the test run itself failed with exit code {exitCode}, which counts as one failure");
            failed = 1;
        }

        if (known.Total > known.Passed + known.Failed)
        {
            Context.Output.WriteLine($"{known.Total - known.Passed - known.Failed} not run");
        }

        Context.Output.WriteLine($"{known.Passed} passed, {failed} failed");
        return known.Passed > 0 && failed == 0 ? LabExit.Held : LabExit.Failed;
    }

    private async Task<int> RunTestsAsync(
        string[] assemblies,
        string? filter,
        IReadOnlyDictionary<string, string> parameters,
        string folder,
        CancellationToken cancellation)
    {
        List<string> arguments =
        [
            "test", .. assemblies,
            "--results-directory", folder,
            "--logger", "trx;LogFileName=" + ResultFile,
            "--logger", "console;verbosity=normal",
        ];
        if (!string.IsNullOrEmpty(filter) || parameters.Count > 0)
        {
            string settings = Path.Combine(folder, "selection.runsettings");
            Selection(filter, parameters).Save(settings);
            arguments.AddRange(["--settings", settings]);
        }

        // The output is passed on line by line, so that this tool's last line is the last one whatever the terminal does.
        ProcessStartInfo start = new("dotnet", arguments)
        {
            WorkingDirectory = Context.Tree.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        using Process process = new() { StartInfo = start };
        ChildProcesses.Start(process);
        using CancellationTokenSource lost = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task output = PassOnAsync(process.StandardOutput, Context.Output, lost);
        Task errors = PassOnAsync(process.StandardError, Context.Errors, lost);
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
                if (!line.StartsWith(NoneInOneAssembly, StringComparison.Ordinal))
                {
                    await to.WriteLineAsync(line).ConfigureAwait(false);
                    await to.FlushAsync().ConfigureAwait(false);
                }
            }
        }
        catch (OutputLostException)
        {
            await lost.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }
}
