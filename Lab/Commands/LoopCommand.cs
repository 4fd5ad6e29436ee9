using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using CosmosPaging.Lab.Looping;
using CosmosPaging.Lab.Reports;

namespace CosmosPaging.Lab.Commands;

/// <summary><c>lab loop</c>: how long it takes from an edit to an answer.</summary>
/// <param name="context">What it needs of the world around it.</param>
public sealed class LoopCommand(LabContext context) : BootingCommand(context)
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    };

    /// <summary>Does it.</summary>
    /// <param name="path">Where the report goes as JSON, if one is wanted.</param>
    /// <param name="cancellation">Ends what is being done.</param>
    /// <returns>The exit code; <see cref="LabExit.Failed"/> if a step took a larger part of a clean build than it may.</returns>
    public Task<LabExit> ExecuteAsync(string? path, CancellationToken cancellation) =>
        GuardAsync(async () =>
        {
            using ReportFile? json = path is null ? null : CreateReport(path);
            Loop loop = new(Context.Tree, what => Context.Complain("measuring " + what));
            IReadOnlyList<LoopResult> results = await loop.MeasureAsync(cancellation).ConfigureAwait(false);
            Print(results);
            if (json is not null)
            {
                WriteReport(json, stream => Write(results, stream));
            }

            return results.All(result => result.Holds) ? LabExit.Held : LabExit.Failed;
        });

    private void Print(IReadOnlyList<LoopResult> results)
    {
        ReportTables tables = new(ReportConsole.Create(Context.Output, Context.OutputIsTerminal));
        tables.Heading($"from an edit to the answer of './lab run --experiment {LoopSteps.Experiment}'");
        tables.Print(
            ["what was done", "seconds", "aim on an idle machine", "part of a clean build", "at most"],
            results.Select(result => (string[])
            [
                result.Name, Number(result.Seconds, "0.00"), Number(result.AimSeconds, "0.0"), Number(result.Ratio, "0.000"),
                Number(result.AimRatio, "0.00"),
            ]));
        foreach (LoopResult missed in results.Where(result => !result.Holds))
        {
            string promise = $"at most {Number(missed.AimRatio, "0.00")} was promised";
            tables.Line($"{missed.Name}: it takes {Number(missed.Ratio, "0.000")} of a clean build, and {promise}", ReportTables.Bad);
        }
    }

    private static void Write(IReadOnlyList<LoopResult> results, Stream stream)
    {
        JsonSerializer.Serialize(stream, new { Steps = results }, Options);
        stream.WriteByte((byte)'\n');
    }

    private static string Number(double? number, string format) => number?.ToString(format, CultureInfo.InvariantCulture) ?? "-";
}
