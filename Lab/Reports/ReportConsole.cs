using System.IO;
using Spectre.Console;

namespace CosmosPaging.Lab.Reports;

/// <summary>Where reports are printed: in colour on a terminal, as plain text of any width into a file or a pipe.</summary>
public static class ReportConsole
{
    /// <summary>Wide enough that no table wraps: a line of a report is one thing to grep for.</summary>
    public const int UnlimitedWidth = 10_000;

    /// <summary>Makes the console for a report.</summary>
    /// <param name="output">Where the text goes.</param>
    /// <param name="terminal">Whether that is a terminal.</param>
    /// <returns>A console that wraps, colours and frames only on a terminal.</returns>
    public static IAnsiConsole Create(TextWriter output, bool terminal)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = terminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = terminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        if (!terminal)
        {
            console.Profile.Width = UnlimitedWidth;
        }

        return console;
    }
}
