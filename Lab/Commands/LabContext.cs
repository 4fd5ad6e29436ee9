using System;
using System.Diagnostics;
using System.IO;
using CosmosPaging.Lab.Guest;
using CosmosPaging.Lab.Host;
using CosmosPaging.Lab.Reports;
using CosmosPaging.Lab.Running;

namespace CosmosPaging.Lab.Commands;

/// <summary>What the commands need of the world around them.</summary>
/// <param name="Tree">Where the built files are.</param>
/// <param name="Output">Where reports are printed.</param>
/// <param name="Errors">Where complaints are printed.</param>
public sealed record LabContext(BuildTree Tree, TextWriter Output, TextWriter Errors)
{
    /// <summary>Whether <see cref="Output"/> is a terminal.</summary>
    public bool OutputIsTerminal { get; init; }

    /// <summary>How many columns <see cref="Output"/> has.</summary>
    public int OutputWidth { get; init; } = ReportConsole.UnlimitedWidth;

    /// <summary>Whether <see cref="Errors"/> is a terminal.</summary>
    public bool ErrorsAreTerminal { get; init; }

    /// <summary>How many columns <see cref="Errors"/> has.</summary>
    public int ErrorsWidth { get; init; } = ReportConsole.UnlimitedWidth;

    /// <summary>The folders to look for programs in, as the variable PATH gives them.</summary>
    public string? SearchPath { get; init; }

    /// <summary>Whether a window can be opened.</summary>
    public bool HasDisplay { get; init; }

    /// <summary>Opens standard input.</summary>
    public Func<Stream> OpenInput { get; init; } = Console.OpenStandardInput;

    /// <summary>Begins to tell how far boots are.</summary>
    /// <param name="unit">What is counted.</param>
    /// <param name="total">How many there are in all boots together; none if nobody knows.</param>
    /// <param name="isDone">Whether a line of the guest says that one is done.</param>
    /// <returns>The teller, to be disposed of before anything else is printed.</returns>
    public BootProgress Progress(string unit, int? total, Predicate<ConsoleLine> isDone)
    {
        long begun = Stopwatch.GetTimestamp();
        return new BootProgress(Errors, ErrorsAreTerminal, unit, total, isDone, () => Stopwatch.GetElapsedTime(begun));
    }

    /// <summary>Begins to tell how far work is of which no lines come; whoever does it says what is done.</summary>
    /// <param name="unit">What is counted.</param>
    /// <param name="total">How many there are.</param>
    /// <returns>The teller, to be disposed of before anything else is printed.</returns>
    public BootProgress Progress(string unit, int total) => Progress(unit, total, _ => false).KeepTelling();

    /// <summary>Prints a complaint, as one line.</summary>
    /// <param name="message">What is wrong; it may quote the guest.</param>
    public void Complain(string message) => Errors.WriteLine("lab: " + TerminalText.Clean(message));
}
