using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using CosmosPaging.Lab.Guest;

namespace CosmosPaging.Lab.Running;

/// <summary>
/// Tells a person how far a command's work is: on a terminal in one line that is written over, elsewhere in a line now and then. What takes
/// no time says nothing there.
/// </summary>
/// <param name="errors">Where to tell it.</param>
/// <param name="isTerminal">Whether that is a terminal.</param>
/// <param name="unit">What is counted: experiments, say.</param>
/// <param name="total">How many there are in all boots together; none if nobody knows.</param>
/// <param name="isDone">Whether a line of the guest says that one is done.</param>
/// <param name="elapsed">How long the command has been at it.</param>
public sealed class BootProgress(
    TextWriter errors, bool isTerminal, string unit, int? total, Predicate<ConsoleLine> isDone, Func<TimeSpan> elapsed) : IDisposable
{
    private const string EraseLine = "\r\u001b[K";
    private static readonly TimeSpan TerminalInterval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(10);

    private readonly Lock padlock = new();
    private TimeSpan told;
    private Timer? timer;
    private bool lineIsShown;
    private bool isOver;
    private int done;

    /// <summary>A boot begins.</summary>
    /// <returns>A function that takes all lines of the guest so far. Call it again and again until the guest ends.</returns>
    public Action<IReadOnlyList<ConsoleLine>> Begin()
    {
        int seen = 0;
        return lines =>
        {
            int more = lines.Skip(seen).Count(line => isDone(line));
            seen = lines.Count;
            Tell(more);
        };
    }

    /// <summary>
    /// For work of which no lines come: from now on looks at the clock by itself, and on a terminal shows the line at once.
    /// </summary>
    /// <returns>This object.</returns>
    public BootProgress KeepTelling()
    {
        told = isTerminal ? TimeSpan.MinValue / 2 : told;
        Look();
        timer = new Timer(_ => Look(), state: null, TerminalInterval, TerminalInterval);
        return this;
    }

    /// <summary>One more is done.</summary>
    public void Step() => Tell(1);

    /// <summary>Time has passed, and no more than that.</summary>
    public void Look() => Tell(0);

    /// <summary>Takes the line off the terminal, so that a report can follow.</summary>
    public void Dispose()
    {
        timer?.Dispose();
        lock (padlock)
        {
            isOver = true;
            if (lineIsShown)
            {
                errors.Write(EraseLine);
                errors.Flush();
                lineIsShown = false;
            }
        }
    }

    private void Tell(int more)
    {
        lock (padlock)
        {
            done += more;
            TimeSpan now = elapsed();
            if (isOver || now - told < (isTerminal ? TerminalInterval : LineInterval))
            {
                return;
            }

            told = now;
            string line = FormattableString.Invariant(
                $"lab: {done}{(total is { } all ? $" of {all}" : "")} {unit} done, {now.TotalSeconds:0} s");
            errors.Write(isTerminal ? EraseLine + line : line + "\n");
            errors.Flush();
            lineIsShown = isTerminal;
        }
    }
}
