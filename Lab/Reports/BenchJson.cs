using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Serialization;
using CosmosPaging.Lab.Benching;

namespace CosmosPaging.Lab.Reports;

/// <summary>Writes a benchmark for other programs. The names are a contract.</summary>
public static class BenchJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
    };

    /// <summary>Writes a benchmark.</summary>
    /// <param name="cells">What was measured.</param>
    /// <param name="missed">What is not as it should be.</param>
    /// <param name="destination">Where to write.</param>
    public static void Write(IEnumerable<BenchCell> cells, IEnumerable<string> missed, Stream destination)
    {
        var report = new
        {
            Cells = cells.Select(Cell),
            Elsewhere = Operations.All.Where(operation => operation.Elsewhere is not null)
                .Select(operation => new { operation.Name, Instructions = operation.Elsewhere }),
            PageTableBytesElsewhere = Operations.TableBytesElsewhere,
            Missed = missed,
        };
        JsonSerializer.Serialize(destination, report, Options);
        destination.WriteByte((byte)'\n');
    }

    private static object Cell(BenchCell cell) => new
    {
        cell.Cell.Variant,
        cell.Cell.Paging,
        cell.Cell.Layout,
        cell.Cell.Emulator,
        Operations = Operations.All.Select(operation => new
        {
            operation.Name,
            Instructions = cell.Counted.Of(operation)?.Least,
            MeanInstructions = cell.Counted.Of(operation)?.Mean,
            Ticks = cell.Timed?.Of(operation)?.Mean,
            Aim = BenchAims.Of(operation, cell.Cell),
        }),
        PageTableBytes = cell.Counted.TableBytes,
        PageTableBytesAim = BenchAims.TableBytesOf(cell.Cell),
        Scale = cell.Scales.Select(scale => new
        {
            MemoryMegabytes = scale.Megabytes,
            LiveTasks = scale.Reading.Live,
            scale.Reading.FramesPerTask,
            InstructionsToMake = scale.Reading.TicksToMake,
            InstructionsToEnd = scale.Reading.TicksToEnd,
        }),
    };
}
