using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Guest;

namespace CosmosPaging.Lab.Comparing;

/// <summary>
/// The log of one image, cut into parts and freed of what two images need not have in common. It reads fields by their names and relies on
/// none, so that logs of older kernels stay readable.
/// </summary>
public sealed partial class LoggedKit
{
    /// <summary>The cell of what is said before the first run and after the last one.</summary>
    public const string WholeBoot = "boot";

    /// <summary>The part of a run, or of the boot, that is no experiment's: its first and last lines.</summary>
    public const string Frame = "(frame)";

    /// <summary>What comes after the last experiment that was judged: programs from outside, or an experiment that never ended.</summary>
    public const string Rest = "(after the last check)";

    private const string Untold = "untold:";
    private const string Sentence = "sentence";
    private const string Output = "output";
    private const uint FirstOfUserInLowLayout = 0x40000000;
    private const uint FirstOfKernelInHighLayout = 0xC0000000;
    private const uint FirstOfTrampoline = 0xFFC00000;
    private const ulong EntryBits = 0x8000000000000FFF;

    private static readonly string[] Numbers = ["pid", "cr3"];
    private static readonly string[] Addresses = ["eip", "cr2", "address", "at"];
    private static readonly string[] Entries = ["pdpte", "pde", "pte"];

    // What the check of the invariants counts is of this image's pages, and of the moment.
    private static readonly string[] InvariantFields = ["name", "result", "checked", "broken"];

    private readonly List<LoggedPart> parts = [];
    private readonly Dictionary<(string Cell, string Name), int> places = [];

    private LoggedKit(string layout) => Layout = layout;

    /// <summary>Where the kernel is linked, by the log; empty if it does not say.</summary>
    public string Layout { get; }

    /// <summary>The parts, in the order of the log.</summary>
    public IReadOnlyList<LoggedPart> Parts => parts;

    /// <summary>Reads a log of one boot.</summary>
    /// <param name="lines">Its lines.</param>
    /// <returns>The log, in parts.</returns>
    public static LoggedKit Read(IReadOnlyList<ConsoleLine> lines)
    {
        Dictionary<string, string> header = lines.Where(line => line is not ProgramLine && KindOf(line.Text) == "boot:")
            .Select(line => FieldsOf(line.Text)).FirstOrDefault() ?? [];
        LoggedKit kit = new(header.GetValueOrDefault("layout", ""));
        string cell = WholeBoot;
        List<ConsoleLine> piece = [];
        foreach (ConsoleLine line in lines)
        {
            string kind = line is ProgramLine ? "" : KindOf(line.Text);
            if (kind is "run:" or "end:")
            {
                kit.Add(cell, cell == WholeBoot ? Frame : Rest, piece);
            }

            if (kind == "run:")
            {
                Dictionary<string, string> run = FieldsOf(line.Text);
                cell = $"{run.GetValueOrDefault("variant")}, {run.GetValueOrDefault("paging")}";
            }

            piece.Add(line);
            if (kind == "check:")
            {
                kit.Add(cell, FieldsOf(line.Text).GetValueOrDefault("name", ""), piece);
            }
            else if (kind is "run:" or "end:")
            {
                kit.Add(cell, Frame, piece);
                cell = kind == "end:" ? WholeBoot : cell;
            }
        }

        kit.Add(cell, cell == WholeBoot ? Frame : Rest, piece);
        return kit;
    }

    /// <summary>Whether some line has a field. Logs of older kernels have fewer.</summary>
    /// <param name="field">Its name.</param>
    /// <returns>True if so.</returns>
    public bool Has(string field) => parts.Any(part => part.Facts.Concat(part.Summed).Any(fact => fact.Fields.ContainsKey(field)));

    private void Add(string cell, string name, List<ConsoleLine> lines)
    {
        if (lines.Count == 0)
        {
            return;
        }

        LoggedPart part = PartOf(cell, name, lines);
        lines.Clear();
        if (places.TryAdd((cell, name), parts.Count))
        {
            parts.Add(part);
            return;
        }

        LoggedPart before = parts[places[(cell, name)]];
        parts[places[(cell, name)]] = part with
        {
            Facts = [.. before.Facts, .. part.Facts],
            Summed = [.. before.Summed, .. part.Summed],
            IsSummed = before.IsSummed || part.IsSummed,
        };
    }

    private LoggedPart PartOf(string cell, string name, List<ConsoleLine> lines)
    {
        // Tasks run at the same time, so of each only what it wrote itself has an order.
        IEnumerable<LoggedFact> outputs =
            from line in lines.OfType<ProgramLine>()
            group Cycles().Replace(line.Text, "$1=") by (line.Pid, line.Name) into task
            select new LoggedFact(Output, task.Key.Name, new Dictionary<string, string> { ["text"] = string.Join('\n', task) });
        LoggedFact[] told = [.. outputs];
        string[] kernels = [.. lines.Where(line => line is not ProgramLine && line.Text.Length > 0).Select(line => line.Text)];
        Dictionary<string, string>? untold = kernels.Where(text => KindOf(text) == Untold).Select(FieldsOf).FirstOrDefault();
        return new LoggedPart(
            cell,
            name,
            [.. told, .. kernels.Select(FactOf)],
            [.. told, .. kernels.Where(text => !IsCounted(text)).Select(FactOf), Totals(name, untold ?? [], kernels)],
            untold is not null && kernels.Count(text => KindOf(text) == "task:") > 1);
    }

    /// <summary>
    /// What several tasks did more often than it is told. Which of it is told depends on whose turn it was when: the first 64 are. So only
    /// told and untold together can be compared.
    /// </summary>
    private static LoggedFact Totals(string name, Dictionary<string, string> untold, string[] lines)
    {
        string[] faults = [.. lines.Where(IsFault)];
        int delivered = faults.Count(text => FieldsOf(text).ContainsKey("delivered"));
        Dictionary<string, string> totals = new()
        {
            ["begun"] = Sum(lines.Count(text => KindOf(text) == "task:"), "begun"),
            ["ended"] = Sum(lines.Count(text => KindOf(text) == "exit:"), "ended"),
            ["delivered"] = Sum(delivered, "delivered"),
            ["not-delivered"] = Sum(faults.Length - delivered, "mended", "fatal"),
            ["pieces"] = Sum(lines.Count(text => KindOf(text) == "vmalloc:"), "pieces"),
        };
        return new LoggedFact("totals", name, totals);

        string Sum(int told, params string[] counted) => (told + counted.Sum(Number)).ToString(CultureInfo.InvariantCulture);

        long Number(string field) =>
            long.TryParse(untold.GetValueOrDefault(field), NumberStyles.None, CultureInfo.InvariantCulture, out long count) ? count : 0;
    }

    private static bool IsCounted(string text) => IsFault(text) || KindOf(text) is "task:" or "exit:" or "vmalloc:" or Untold;

    private static bool IsFault(string text) => text.Length > 0 && (text[0] == '#' || text.StartsWith("INT ", StringComparison.Ordinal));

    private LoggedFact FactOf(string text)
    {
        string kind = KindOf(text);
        Dictionary<string, string> fields = FieldsOf(text);
        if (fields.Count == 0)
        {
            return new LoggedFact(kind, "", new Dictionary<string, string> { [Sentence] = Masked(text) });
        }

        foreach ((string field, string value) in fields.ToArray())
        {
            fields[field] = field switch
            {
                "parent" => "a task",
                Sentence => Masked(value),
                _ when Numbers.Contains(field) => "a number",
                _ when Addresses.Contains(field) => MaskedAddress(value),
                _ when Entries.Contains(field) => BitsOf(value),
                _ => value,
            };
        }

        if (kind == "invariants:")
        {
            fields = fields.Where(field => InvariantFields.Contains(field.Key)).ToDictionary();
        }

        return new LoggedFact(kind, fields.GetValueOrDefault("task") ?? fields.GetValueOrDefault("name", ""), fields);
    }

    private static string KindOf(string text) => text.Split(' ', 2)[0];

    private static Dictionary<string, string> FieldsOf(string text)
    {
        string[] halves = text.Split(" : ", 2);
        Dictionary<string, string> fields = [];
        foreach (string word in halves[0].Split(' '))
        {
            int equals = word.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                fields[word[..equals]] = word[(equals + 1)..];
            }
        }

        if (halves.Length == 2 && fields.Count > 0)
        {
            fields[Sentence] = halves[1];
        }

        return fields;
    }

    /// <summary>An entry without the address in it.</summary>
    private static string BitsOf(string value) =>
        ulong.TryParse(value, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong entry)
            ? (entry & EntryBits).ToString("x3", CultureInfo.InvariantCulture)
            : value;

    private string MaskedAddress(string value) =>
        uint.TryParse(value, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint address) && IsKernels(address)
            ? "the kernel's"
            : value;

    private string Masked(string sentence) => Address().Replace(sentence, match => MaskedAddress(match.Value));

    private bool IsKernels(uint address) =>
        address >= FirstOfTrampoline
        || (Layout == KernelWords.High ? address >= FirstOfKernelInHighLayout : address < FirstOfUserInLowLayout);

    [GeneratedRegex(@"\b[0-9a-f]{8}\b")]
    private static partial Regex Address();

    [GeneratedRegex(@"\b(min|max)=[0-9]+")]
    private static partial Regex Cycles();
}
