using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using CosmosPaging.Lab.Attacks;

namespace CosmosPaging.Lab.Reports;

/// <summary>Writes what came of attacks for other programs. The names are a contract.</summary>
public static class AttackJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    };

    /// <summary>Writes results.</summary>
    /// <param name="results">The results.</param>
    /// <param name="destination">Where to write.</param>
    public static void Write(IEnumerable<AttackResult> results, Stream destination) => Write(
        new
        {
            Schema = 2,
            Attacks = results.GroupBy(result => result.Attack.Name).Select(attack => new
            {
                Name = attack.Key,
                attack.First().Attack.Tries,
                Results = attack.Select(Result),
            }),
        },
        destination);

    /// <summary>Writes what was made of breakages.</summary>
    /// <param name="results">The results.</param>
    /// <param name="destination">Where to write.</param>
    public static void Write(IEnumerable<BreakageResult> results, Stream destination) => Write(
        new
        {
            Schema = 2,
            Breakages = results.Select(result => new
            {
                result.Breakage.Name,
                result.Breakage.Meaning,
                result.Breakage.Change.File,
                result.Breakage.Change.Member,
                result.Noticed,
                result.Problem,
                Attacks = result.Attacks.Select(attack => new
                {
                    attack.Attack.Name,
                    Noticed = BreakageResult.HasNoticed(attack),
                    Result = Result(attack),
                }),
            }),
        },
        destination);

    private static object Result(AttackResult result) => new
    {
        result.Cell.Variant,
        result.Cell.Paging,
        result.Cell.Layout,
        result.Cell.Emulator,
        Outcome = JsonNamingPolicy.KebabCaseLower.ConvertName(result.Outcome.ToString()),
        result.Status,
        result.Problems,
        Deviations = result.Deviations.Select(deviation => deviation.Reason),
    };

    private static void Write(object report, Stream destination)
    {
        JsonSerializer.Serialize(destination, report, Options);
        destination.WriteByte((byte)'\n');
    }
}
