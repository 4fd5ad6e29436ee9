using System.Collections.Generic;
using System.Linq;

namespace CosmosPaging.Lab.Guest;

/// <summary>All that the guest wrote in one boot, divided into runs.</summary>
public sealed class GuestTranscript
{
    /// <summary>Divides the lines of a boot into what came before the runs, and the runs.</summary>
    /// <param name="lines">The lines of the boot.</param>
    public GuestTranscript(IReadOnlyList<ConsoleLine> lines)
    {
        Lines = [.. lines];
        int first = NextHeader(0);
        Preamble = [.. Lines.Take(first)];
        List<GuestRun> runs = [];
        while (first < Lines.Count)
        {
            int next = NextHeader(first + 1);
            runs.Add(new GuestRun((RunRecord)Lines[first], [.. Lines.Skip(first).Take(next - first)]));
            first = next;
        }

        Runs = runs;
        Done = Lines.OfType<DoneRecord>().FirstOrDefault();
        Panicked = Lines.OfType<PanicRecord>().Any();
    }

    /// <summary>All lines, in order.</summary>
    public IReadOnlyList<ConsoleLine> Lines { get; }

    /// <summary>The lines before the first run.</summary>
    public IReadOnlyList<ConsoleLine> Preamble { get; }

    /// <summary>The runs, in order. The last one holds all lines to the end of the boot.</summary>
    public IReadOnlyList<GuestRun> Runs { get; }

    /// <summary>The <c>done:</c> line; none if the boot did not come to its end.</summary>
    public DoneRecord? Done { get; }

    /// <summary>Whether there is a <c>panic:</c> line.</summary>
    public bool Panicked { get; }

    private int NextHeader(int from)
    {
        while (from < Lines.Count && Lines[from] is not RunRecord)
        {
            from++;
        }

        return from;
    }
}
