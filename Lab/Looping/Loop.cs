using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using CosmosPaging.Lab.Host;

namespace CosmosPaging.Lab.Looping;

/// <summary>
/// Measures how long it takes from an edit to an answer, in a copy of the repository: the time of <c>./lab run --experiment cli</c>, which
/// builds what is out of date and boots. As a part of a clean build of the solution, so that it means the same on a slow machine.
/// </summary>
/// <param name="tree">The repository.</param>
/// <param name="tell">Is told what is being done.</param>
public sealed class Loop(BuildTree tree, Action<string> tell)
{
    // The middle one counts.
    private const int Samples = 3;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(15);

    /// <summary>Measures every step.</summary>
    /// <param name="cancellation">Ends what is being done.</param>
    /// <returns>The clean build, the fresh clone, and each step.</returns>
    /// <exception cref="PrerequisiteException">Something does not build, or an expectation does not hold.</exception>
    public async Task<IReadOnlyList<LoopResult>> MeasureAsync(CancellationToken cancellation)
    {
        using TreeCopy copy = new(tree, ".git", "out", "artifacts");
        tell("a clean build of the solution");
        string[] build = ["dotnet", "build", "CosmosPaging.sln", "-c", "Debug", "--nologo", "-v:quiet"];
        double clean = await TimeAsync(copy, build, cancellation).ConfigureAwait(false);
        Directory.Delete(Path.Combine(copy.Root, "artifacts"), recursive: true);
        List<LoopResult> results = [new("a clean build of the solution", clean, 1, null, null)];

        tell("the first answer in a fresh clone");
        string[] run = ["./lab", "run", "--experiment", LoopSteps.Experiment];
        double fresh = await TimeAsync(copy, run, cancellation).ConfigureAwait(false);
        results.Add(new LoopResult("a fresh clone", fresh, fresh / clean, LoopSteps.FreshCloneSeconds, null));
        foreach (LoopStep step in LoopSteps.All)
        {
            tell(step.Name);
            List<double> samples = [];
            for (int i = 0; i < Samples; i++)
            {
                Edit(copy, step, back: i % 2 == 1);
                samples.Add(await TimeAsync(copy, run, cancellation).ConfigureAwait(false));
            }

            double middle = samples.Order().ElementAt(Samples / 2);
            results.Add(new LoopResult(step.Name, middle, middle / clean, step.AimSeconds, step.AimRatio));
        }

        return results;
    }

    private static void Edit(TreeCopy copy, LoopStep step, bool back)
    {
        if (step.File is null)
        {
            return;
        }

        string path = Path.Combine(copy.Root, step.File);
        string text = File.ReadAllText(path);
        (string old, string now) = back ? (step.New, step.Old) : (step.Old, step.New);
        string edited = text.Replace(old, now, StringComparison.Ordinal);
        if (edited == text)
        {
            throw new PrerequisiteException($"{step.File} has no '{old.Trim()}' to edit");
        }

        File.WriteAllText(path, edited);
    }

    private static async Task<double> TimeAsync(TreeCopy copy, string[] words, CancellationToken cancellation)
    {
        ProcessStartInfo start = new(words[0], words[1..])
        {
            WorkingDirectory = copy.Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.FileName = words[0].StartsWith('.') ? Path.Combine(copy.Root, words[0]) : words[0];

        // As the script lab builds: no server does a part of the work, or has its beginning counted.
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Limit);
        using Process process = new() { StartInfo = start };
        long begun = Stopwatch.GetTimestamp();
        process.Start();
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        Task<string> output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(patience.Token).ConfigureAwait(false);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        double seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        string said = await output.ConfigureAwait(false) + await errors.ConfigureAwait(false);
        return process.ExitCode == 0
            ? seconds
            : throw new PrerequisiteException(
                $"'{string.Join(' ', words)}' ended with exit code {process.ExitCode}: {said.TrimEnd().Split('\n')[^1]}");
    }
}
