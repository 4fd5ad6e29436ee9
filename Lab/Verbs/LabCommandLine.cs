using System;
using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Help;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using CosmosPaging.Lab.Commands;
using CosmosPaging.Lab.Host;

namespace CosmosPaging.Lab.Verbs;

/// <summary>The tool's command line: verbs, options, and what to do about words that are neither.</summary>
public sealed class LabCommandLine
{
    // System.CommandLine's words.
    private const string VerbMissing = "Required command was not provided.";

    private readonly LabContext context;
    private readonly Command root = new("./lab", "CosmosPaging: why does a user program that touches a kernel address fault?");

    /// <summary>Makes the command line.</summary>
    /// <param name="context">What the commands need of the world around them.</param>
    public LabCommandLine(LabContext context)
    {
        this.context = context;
        root.Add(new HelpOption());
        root.Add(new VersionOption());
        foreach (Verb verb in VerbTable.All)
        {
            root.Add(verb.Make(context));
        }

        Command help = new("help", "shows this");
        help.SetAction((_, _) => ShowHelpAsync());
        root.Add(help);
    }

    /// <summary>Tells what must be built and installed for these words. Nothing is begun.</summary>
    /// <param name="words">The words after the tool's name.</param>
    /// <returns>The exit code; <see cref="LabExit.Usage"/> if the words are not understood.</returns>
    public Task<LabExit> TellNeedsAsync(IReadOnlyList<string> words) =>
        GuardAsync(() => Task.FromResult(TellNeeds(words)), CancellationToken.None);

    private LabExit TellNeeds(IReadOnlyList<string> words)
    {
        ParseResult parsed = Parse(words);
        if (words.Count > 0 && Complaints(parsed) is { Length: > 0 } complaints)
        {
            Complain(complaints);
            return LabExit.Usage;
        }

        // Help is the one thing that is not the verb's own.
        Verb? verb = parsed.Action is HelpAction
            ? null
            : VerbTable.All.FirstOrDefault(verb => verb.Name == parsed.CommandResult.Command.Name);
        foreach (string line in verb is null ? [] : verb.NeedsOf(parsed, context).ToLines(context.SearchPath))
        {
            context.Output.WriteLine(line);
        }

        return LabExit.Held;
    }

    /// <summary>Does what the words ask for.</summary>
    /// <param name="words">The words after the tool's name.</param>
    /// <param name="cancellation">Ends whatever is being done.</param>
    /// <returns>The exit code.</returns>
    public Task<LabExit> RunAsync(IReadOnlyList<string> words, CancellationToken cancellation = default) =>
        GuardAsync(() => ParseAndRunAsync(words, cancellation), cancellation);

    private async Task<LabExit> GuardAsync(Func<Task<LabExit>> work, CancellationToken cancellation)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            context.Complain("interrupted");
            return LabExit.Interrupted;
        }
        catch (Exception cause) when (cause is OutputLostException or IOException or UnauthorizedAccessException)
        {
            context.Complain(cause.Message);
            return LabExit.Prerequisite;
        }
        catch (Exception cause)
        {
            // A mistake in this tool. One line has to do: it is a tool for people, and for scripts that read lines.
            StackFrame? place = new StackTrace(cause).GetFrames()
                .FirstOrDefault(frame => frame.GetMethod()?.Module == typeof(LabCommandLine).Module);
            context.Complain($"a mistake in this tool, in {place?.GetMethod()?.DeclaringType}: {cause.GetType().Name}: {cause.Message}");
            return LabExit.Prerequisite;
        }
    }

    private async Task<LabExit> ParseAndRunAsync(IReadOnlyList<string> words, CancellationToken cancellation)
    {
        ParseResult parsed = Parse(words);
        if (words.Count == 0)
        {
            await ShowHelpAsync().ConfigureAwait(false);
            return LabExit.Usage;
        }

        if (Complaints(parsed) is { Length: > 0 } complaints)
        {
            Complain(complaints);
            return LabExit.Usage;
        }

        InvocationConfiguration invocation = new()
        {
            Output = context.Output,
            Error = context.Errors,
            EnableDefaultExceptionHandler = false,

            // Program listens for signals.
            ProcessTerminationTimeout = null,
        };
        return (LabExit)await parsed.InvokeAsync(invocation, cancellation).ConfigureAwait(false);
    }

    // No @file expansion: a word is what it is.
    private ParseResult Parse(IReadOnlyList<string> words) =>
        root.Parse(words, new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false });

    private static string[] Complaints(ParseResult parsed)
    {
        // An unknown verb is also a missing one; the word itself is what helps.
        string[] messages = [.. parsed.Errors.Select(error => error.Message).Distinct()];
        return [.. messages.Where(message => messages.Length == 1 || message != VerbMissing)];
    }

    private void Complain(string[] messages)
    {
        foreach (string message in messages)
        {
            context.Complain(message);
        }

        context.Complain("'./lab help' tells what is understood");
    }

    private async Task<int> ShowHelpAsync()
    {
        await HelpText.WriteAsync(context.Output).ConfigureAwait(false);
        return (int)LabExit.Held;
    }
}
