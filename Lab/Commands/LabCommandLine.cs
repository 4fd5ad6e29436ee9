using System;
using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using CosmosKernel.Cpu;
using CosmosPaging.Lab.Host;

namespace CosmosPaging.Lab.Commands;

/// <summary>The tool's command line: verbs, options, and what to do about words that are neither.</summary>
public sealed class LabCommandLine
{
    private const string TimeoutName = "--timeout";
    private const int LongestTimeout = 24 * 60 * 60;

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
        root.Add(RunVerb());
        root.Add(BootingVerb(
            "maps",
            "shows every task's address space, checked against the emulator's own walker",
            (choices, _, cancellation) => new MapsCommand(context).ExecuteAsync(choices, cancellation)));
        root.Add(DebugVerb());
        root.Add(TestVerb());
        root.Add(BenchVerb());
        root.Add(AttackVerb());
        root.Add(IsoVerb());
        Command help = new("help", "shows this");
        help.SetAction((_, _) => ShowHelpAsync());
        root.Add(help);
    }

    /// <summary>Does what the words ask for.</summary>
    /// <param name="words">The words after the tool's name.</param>
    /// <param name="cancellation">Ends whatever is being done.</param>
    /// <returns>The exit code.</returns>
    public async Task<LabExit> RunAsync(IReadOnlyList<string> words, CancellationToken cancellation = default)
    {
        try
        {
            return await ParseAndRunAsync(words, cancellation).ConfigureAwait(false);
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
        // No @file expansion: a word is what it is.
        ParserConfiguration parsing = new() { ResponseFileTokenReplacer = null, EnablePosixBundling = false };
        ParseResult parsed = root.Parse(words, parsing);
        if (words.Count == 0)
        {
            await ShowHelpAsync().ConfigureAwait(false);
            return LabExit.Usage;
        }

        if (parsed.Errors.Count > 0)
        {
            // An unknown verb is also a missing one; the word itself is what helps.
            string[] messages = [.. parsed.Errors.Select(error => error.Message).Distinct()];
            foreach (string message in messages.Where(message => messages.Length == 1 || message != VerbMissing))
            {
                context.Complain(message);
            }

            context.Complain("'./lab help' tells what is understood");
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

    private Command RunVerb()
    {
        Option<bool> screen = new("--screen") { Description = "boot one machine in a window, with the live view and its keys, until the window is closed" };
        Option<string> experiment = BootOptions.ExperimentOption();
        Command verb = BootingVerb("run", "boots the kernel, runs every experiment, and tells what happened", (boot, parsed, cancellation) =>
        {
            RunChoices choices = boot with { Experiment = parsed.GetRequiredValue(experiment) };
            if (!parsed.GetValue(screen))
            {
                return new RunCommand(context).ExecuteAsync(choices, cancellation);
            }

            // A person looks as long as he likes, unless he said otherwise.
            TimeSpan? limit = parsed.GetResult(TimeoutName) is OptionResult { Implicit: false } ? choices.Timeout : null;
            return new ScreenCommand(context).ExecuteAsync(choices, limit, cancellation);
        });
        verb.Add(experiment);
        verb.Add(screen);
        return verb;
    }

    private static Command BootingVerb(string name, string meaning, Func<RunChoices, ParseResult, CancellationToken, Task<LabExit>> execute)
    {
        BootOptions options = new();
        Option<string?> json = JsonOption();
        Option<int> timeout = TimeoutOption(new RunChoices().Timeout);
        Command verb = new(name, meaning) { json, timeout };
        options.AddTo(verb);
        verb.SetAction(async (parsed, cancellation) =>
        {
            RunChoices choices = options.Read(parsed) with { Json = parsed.GetValue(json), Timeout = TimeSpan.FromSeconds(parsed.GetRequiredValue(timeout)) };
            return (int)await execute(choices, parsed, cancellation).ConfigureAwait(false);
        });
        return verb;
    }

    private Command DebugVerb()
    {
        BootOptions options = new();
        Option<int> port = new("--port")
        {
            Description = "where gdb is to connect, on this machine alone",
            HelpName = "NUMBER",
            DefaultValueFactory = _ => DebugChoices.DefaultPort,
            CustomParser = ReadPort,
        };
        Option<string?> breaks = new("--break") { Description = "where to stop in Bochs' debugger", HelpName = "start+task+fault" };
        breaks.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !MagicBreak.TryParse(token.Value, out _))
            {
                result.AddError($"--break takes start, task and fault, joined by '+'; not '{token.Value}'");
            }
        });
        Option<string> experiment = BootOptions.ExperimentOption();
        Command verb = new("debug", "boots paused for gdb, or lays out what Bochs' debugger needs; says what to type") { experiment, port, breaks };
        options.AddTo(verb);
        verb.SetAction(async (parsed, cancellation) =>
        {
            RunChoices boot = options.Read(parsed) with { Experiment = parsed.GetRequiredValue(experiment) };
            DebugChoices choices = new(boot, parsed.GetRequiredValue(port), parsed.GetValue(breaks));
            return (int)await new DebugCommand(context).ExecuteAsync(choices, cancellation).ConfigureAwait(false);
        });
        return verb;
    }

    private Command BenchVerb()
    {
        Option<string> paging = BootOptions.ChoiceOption(Offer.Pagings);
        Option<string> layout = BootOptions.ChoiceOption(Offer.Layouts);
        Option<string> emulator = BootOptions.ChoiceOption(Offer.Emulators);
        Option<string?> processor = BootOptions.ProcessorOption();
        Option<string?> json = JsonOption();
        Option<int> timeout = TimeoutOption(new BenchChoices().Timeout);
        Command verb = new("bench", "measures what the kernel's operations cost in both mappings") { paging, layout, emulator, processor, json, timeout };
        verb.SetAction(async (parsed, cancellation) =>
        {
            BenchChoices choices = new()
            {
                Paging = parsed.GetRequiredValue(paging),
                Layout = parsed.GetRequiredValue(layout),
                Emulator = parsed.GetRequiredValue(emulator),
                Processor = parsed.GetValue(processor),
                Json = parsed.GetValue(json),
                Timeout = TimeSpan.FromSeconds(parsed.GetRequiredValue(timeout)),
            };
            return (int)await new BenchCommand(context).ExecuteAsync(choices, cancellation).ConfigureAwait(false);
        });
        return verb;
    }

    private Command AttackVerb()
    {
        Argument<string[]> names = new("NAME") { Description = "the attacks, or the breakages (default all)", Arity = ArgumentArity.ZeroOrMore };
        Option<string> variant = BootOptions.ChoiceOption(Offer.Variants);
        Option<string> paging = BootOptions.ChoiceOption(Offer.Pagings);
        Option<string> layout = BootOptions.ChoiceOption(Offer.AttackLayouts);
        Option<string> emulator = BootOptions.ChoiceOption(Offer.AttackEmulators);
        Option<bool> list = new("--list") { Description = "only tell what there is" };
        Option<bool> breakages = new("--breakages") { Description = "break the kernel on purpose, and look whether the attacks notice" };
        Option<int> seed = new("--seed") { Description = "of the programs' random numbers", HelpName = "N", DefaultValueFactory = _ => new AttackChoices().Seed };
        Option<string?> json = JsonOption();
        Option<int> timeout = TimeoutOption(new AttackChoices().Timeout);
        Command verb = new("attack", "runs the hostile programs, and judges whether anything gave way")
        {
            names, variant, paging, layout, emulator, list, breakages, seed, json, timeout,
        };
        verb.SetAction(async (parsed, cancellation) =>
        {
            AttackChoices choices = new()
            {
                Names = parsed.GetValue(names) ?? [],
                Variant = parsed.GetRequiredValue(variant),
                Paging = parsed.GetRequiredValue(paging),
                Layout = parsed.GetRequiredValue(layout),
                Emulator = parsed.GetRequiredValue(emulator),
                Seed = parsed.GetRequiredValue(seed),
                Json = parsed.GetValue(json),
                Timeout = TimeSpan.FromSeconds(parsed.GetRequiredValue(timeout)),
            };
            AttackCommand command = new(context);
            return (int)await (parsed.GetValue(list) ? command.ListAsync()
                : parsed.GetValue(breakages) ? command.BreakAsync(choices, cancellation)
                : command.ExecuteAsync(choices, cancellation)).ConfigureAwait(false);
        });
        return verb;
    }

    private Command TestVerb()
    {
        Argument<string?> filter = new("FILTER")
        {
            Description = "run only the tests whose full name contains this",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Command verb = new("test", "runs the test suite; its last line is 'N passed, N failed'") { filter };
        verb.SetAction(async (parsed, cancellation) =>
            (int)await new TestCommand(context).ExecuteAsync(parsed.GetValue(filter), cancellation).ConfigureAwait(false));
        return verb;
    }

    private Command IsoVerb()
    {
        Command verb = new("iso", "makes out/CosmosPaging.iso, and out/CosmosPaging.vmx for VMware");
        verb.SetAction(async (_, _) => (int)await new IsoCommand(context).ExecuteAsync().ConfigureAwait(false));
        return verb;
    }

    private static Option<string?> JsonOption() => new("--json") { Description = "write the outcome there as JSON", HelpName = "FILE" };

    private static Option<int> TimeoutOption(TimeSpan limit) => new(TimeoutName)
    {
        Description = "how long one boot may take",
        HelpName = "SECONDS",
        DefaultValueFactory = _ => (int)limit.TotalSeconds,
        CustomParser = ReadTimeout,
    };

    private static int ReadTimeout(ArgumentResult result)
    {
        string word = result.Tokens[0].Value;
        if (!int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) || seconds is < 1 or > LongestTimeout)
        {
            result.AddError($"--timeout takes 1 to {LongestTimeout} seconds; not '{word}'");
        }

        return seconds;
    }

    private static int ReadPort(ArgumentResult result)
    {
        string word = result.Tokens[0].Value;
        if (!int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int port) || port is < 1 or > IPEndPoint.MaxPort)
        {
            result.AddError($"--port takes 1 to {IPEndPoint.MaxPort}; not '{word}'");
        }

        return port;
    }

    private async Task<int> ShowHelpAsync()
    {
        await HelpText.WriteAsync(context.Output).ConfigureAwait(false);
        return (int)LabExit.Held;
    }
}
