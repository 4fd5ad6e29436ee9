using System.IO;
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

    /// <summary>How many columns <see cref="Errors"/> has.</summary>
    public int ErrorsWidth { get; init; } = ReportConsole.UnlimitedWidth;

    /// <summary>The folders to look for programs in, as the variable PATH gives them.</summary>
    public string? SearchPath { get; init; }

    /// <summary>Whether a window can be opened.</summary>
    public bool HasDisplay { get; init; }

    /// <summary>Prints a complaint, as one line.</summary>
    /// <param name="message">What is wrong; it may quote the guest.</param>
    public void Complain(string message) => Errors.WriteLine("lab: " + TerminalText.Clean(message));
}
