using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using CosmosPaging.Lab.Benching;
using Spectre.Console;

namespace CosmosPaging.Lab.Reports;

/// <summary>
/// Prints a benchmark: instructions in every cell, what it costs in time to leave the kernel out, how many tasks there can be, and what
/// it costs elsewhere.
/// </summary>
/// <param name="console">Where to print.</param>
public sealed class BenchReport(IAnsiConsole console)
{
    private readonly ReportTables tables = new(console);

    /// <summary>Prints everything.</summary>
    /// <param name="cells">What was measured, the mappings of a paging format side by side.</param>
    /// <param name="missed">What is not as it should be.</param>
    public void Print(IReadOnlyList<BenchCell> cells, IReadOnlyCollection<string> missed)
    {
        tables.Heading("instructions for one operation, counted from ring 3 (the least sample)");
        tables.Print(
            ["operation", .. cells.Select(NameOf), "aim"],
            Operations.All.Select(operation => Instructions(operation, cells)).Append(TableBytes(cells)));
        if (cells.Any(cell => cell.Timed is not null))
        {
            // In each format the first mapping is the measure of the others.
            (BenchCell Measure, BenchCell Other)[] pairs =
                [.. cells.GroupBy(cell => cell.Cell.Paging).SelectMany(format => format.Skip(1).Select(other => (format.First(), other)))];
            tables.Heading(
                $"what it costs in time to leave the kernel out: the mean over {cells[0].Cell.Variant}'s, "
                + "in one boot of the emulator (no prediction for real hardware)");
            tables.Print(
                ["operation", .. pairs.Select(pair => NameOf(pair.Other))],
                Operations.All.Select(
                    operation => (string[])[operation.Name, .. pairs.Select(pair => Ratio(operation, pair.Measure, pair.Other))]));
        }

        tables.Heading("how many tasks can live at a time: each forks the next, until memory is full; ten times over");
        tables.Print(
            ["cell", "memory", "tasks", "frames a task", "instructions to make one", "to end one"],
            cells.SelectMany(cell => cell.Scales.Select(scale => Scale(cell, scale.Megabytes, scale.Reading))));
        tables.Heading("the same elsewhere, on the same emulator");
        tables.Print(
            ["operation", "floor", "floor, two CR3 loads", "Linux 6.1, nopti", "Linux 6.1, pti", "xv6"],
            Operations.All.Where(operation => operation.Elsewhere is not null)
                .Select(operation => Elsewhere(operation.Name, operation.Elsewhere!))
                .Append(Elsewhere(Operations.PageTables + ", bytes", Operations.TableBytesElsewhere)));
        foreach (string line in missed)
        {
            tables.Line(line, ReportTables.Bad);
        }

        tables.Line(
            missed.Count == 0 ? "every aim was met" : $"{missed.Count} things are not as aimed for",
            missed.Count == 0 ? ReportTables.Good : ReportTables.Bad);
    }

    private static string NameOf(BenchCell cell) => $"{cell.Cell.Variant}, {cell.Cell.Paging}";

    private static string[] Instructions(Operation operation, IReadOnlyList<BenchCell> cells)
    {
        string aim = operation switch
        {
            { AimSameTree: null } => "",
            { AimSameTree: var same, AimOtherTree: var other } when same != other => $"{Number(same)} / {Number(other)}",
            _ => Number(operation.AimSameTree),
        };
        return [$"{operation.Name}: {operation.Title}", .. cells.Select(cell => Number(cell.Counted.Of(operation)?.Least)), aim];
    }

    private static string[] TableBytes(IReadOnlyList<BenchCell> cells)
    {
        IEnumerable<string> aims = cells.Select(cell => Number(BenchAims.TableBytesOf(cell.Cell))).Distinct();
        return [$"{Operations.PageTables}: bytes of paging structures of a small task", .. cells.Select(
            cell => Number(cell.Counted.TableBytes)), string.Join(" / ", aims)];
    }

    private static string Ratio(Operation operation, BenchCell measure, BenchCell other) =>
        measure.Timed?.Of(operation)?.Mean is > 0 and var cheap && other.Timed?.Of(operation)?.Mean is { } dear
            ? ((double)dear / cheap).ToString("0.0", CultureInfo.InvariantCulture)
            : "-";

    private static string[] Scale(BenchCell cell, int megabytes, ScaleReading reading) =>
    [
        NameOf(cell),
        $"{megabytes} MB",
        Number(reading.Live),
        reading.FramesPerTask.ToString("0.0", CultureInfo.InvariantCulture),
        Number((int)Math.Round(reading.TicksToMake)),
        Number((int)Math.Round(reading.TicksToEnd)),
    ];

    private static string[] Elsewhere(string name, Elsewhere elsewhere) =>
    [
        name,
        Number(elsewhere.FloorSameTree),
        Number(elsewhere.FloorOtherTree),
        Number(elsewhere.Linux), Number(elsewhere.LinuxIsolated), Number(elsewhere.Xv6),
    ];

    private static string Number(int? number) => number?.ToString("N0", CultureInfo.InvariantCulture) ?? "-";
}
