using System;
using System.Linq;
using System.Threading.Tasks;
using CosmosPaging.Lab.Commands;
using CosmosPaging.Lab.Host;
using CosmosPaging.Lab.Reports;
using CosmosPaging.Lab.Verbs;

namespace CosmosPaging.Lab;

/// <summary>Where the tool begins.</summary>
public static class Program
{
    // The script lab's question, before it builds and installs; no word for people.
    private const string NeedsName = "--needs";

    /// <summary>Runs the tool.</summary>
    /// <param name="words">The words of the command line.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> Main(string[] words)
    {
        Console.SetOut(StandardStream.Output());
        Console.SetError(StandardStream.Errors());
        if (BuildTree.Find(AppContext.BaseDirectory) is not { } tree)
        {
            await Console.Error.WriteLineAsync("lab: this tool lies outside its repository; start it with ./lab there")
                .ConfigureAwait(false);
            return (int)LabExit.Prerequisite;
        }

        LabContext context = new(tree, Console.Out, Console.Error)
        {
            OutputIsTerminal = !Console.IsOutputRedirected,
            ErrorsAreTerminal = !Console.IsErrorRedirected,
            OutputWidth = Width(Console.IsOutputRedirected),
            ErrorsWidth = Width(Console.IsErrorRedirected),
            SearchPath = Environment.GetEnvironmentVariable("PATH"),
            HasDisplay = new[] { "DISPLAY", "WAYLAND_DISPLAY" }.Any(
                name => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name))),
        };
        if (words is [NeedsName, .. var rest])
        {
            return (int)await new LabCommandLine(context).TellNeedsAsync(rest).ConfigureAwait(false);
        }

        using EndSignals signals = new();
        LabExit exit = await new LabCommandLine(context).RunAsync(words, signals.Token).ConfigureAwait(false);
        ToolFolder.Remove();
        return exit == LabExit.Interrupted && signals.ExitCode is { } code ? code : (int)exit;
    }

    private static int Width(bool isRedirected) => isRedirected ? ReportConsole.UnlimitedWidth : Console.WindowWidth;
}
