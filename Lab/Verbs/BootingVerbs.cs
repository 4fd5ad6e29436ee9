using System;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Threading;
using System.Threading.Tasks;
using CosmosKernel.Cpu;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Commands;

namespace CosmosPaging.Lab.Verbs;

/// <summary>The verbs that boot what <see cref="BootOptions"/> say.</summary>
internal static class BootingVerbs
{
    /// <summary>The option that asks for a window.</summary>
    public const string ScreenName = "--screen";

    /// <summary>The option of <c>debug</c> for a kernel that is easy to follow.</summary>
    public const string UnoptimizedName = "--unoptimized";

    /// <summary>Defines <c>run</c>.</summary>
    public static void Run(Command verb, LabContext context)
    {
        Option<bool> screen = new(ScreenName)
        {
            Description = "boot one machine in a window, with the live view and its keys, until the window is closed",
        };
        Option<string> experiment = BootOptions.ExperimentOption();
        Option<string?> json = CommonOptions.Json();
        verb.Add(experiment);
        verb.Add(screen);
        verb.Validators.Add(result =>
        {
            if (result.GetResult(experiment)?.Tokens is [{ Value: KernelWords.None }] && result.GetResult(BootOptions.ProgramName) is null)
            {
                result.AddError("--experiment none leaves nothing to run without a --program");
            }

            if (result.GetResult(screen) is not null && result.GetResult(json) is not null)
            {
                result.AddError("--json and --screen: what a person does is no run to report");
            }
        });
        DefineBoot(verb, context, json, (boot, parsed, cancellation) =>
        {
            RunChoices choices = boot with { Experiment = parsed.GetRequiredValue(experiment) };
            if (!parsed.GetValue(screen))
            {
                return new RunCommand(context).ExecuteAsync(choices, cancellation);
            }

            // A person looks as long as he likes, unless he said otherwise.
            TimeSpan? limit = parsed.GetResult(CommonOptions.TimeoutName) is OptionResult { Implicit: false } ? choices.Timeout : null;
            return new ScreenCommand(context).ExecuteAsync(choices, limit, cancellation);
        });
    }

    /// <summary>Defines <c>maps</c>.</summary>
    public static void Maps(Command verb, LabContext context) =>
        DefineBoot(
            verb,
            context,
            CommonOptions.Json(),
            (choices, _, cancellation) => new MapsCommand(context).ExecuteAsync(choices, cancellation),
            takesDiscs: false);

    /// <summary>Defines <c>debug</c>.</summary>
    public static void Debug(Command verb, LabContext context)
    {
        BootOptions options = new();
        Option<int> port = CommonOptions.Port();
        Option<string?> breaks = new("--break") { Description = "where to stop in Bochs' debugger", HelpName = "start+task+fault" };
        breaks.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !MagicBreak.TryParse(token.Value, out _))
            {
                result.AddError($"--break takes start, task and fault, joined by '+'; not '{token.Value}'");
            }
        });
        Option<string> experiment = BootOptions.ExperimentOption();
        Option<bool> unoptimized = new(UnoptimizedName)
        {
            Description = "the kernel without optimisation: every variable has a value, and every line its code",
        };
        verb.Add(experiment);
        verb.Add(unoptimized);
        verb.Add(port);
        verb.Add(breaks);
        options.AddTo(verb);
        verb.SetAction(async (parsed, cancellation) =>
        {
            RunChoices boot = options.Read(parsed, context.Tree) with
            {
                Experiment = parsed.GetRequiredValue(experiment),
                Unoptimized = parsed.GetValue(unoptimized),
            };
            DebugChoices choices = new(boot, parsed.GetRequiredValue(port), parsed.GetValue(breaks));
            return (int)await new DebugCommand(context).ExecuteAsync(choices, cancellation).ConfigureAwait(false);
        });
    }

    private static void DefineBoot(
        Command verb,
        LabContext context,
        Option<string?> json,
        Func<RunChoices, ParseResult, CancellationToken, Task<LabExit>> execute,
        bool takesDiscs = true)
    {
        BootOptions options = new();
        Option<int> timeout = CommonOptions.Timeout(new RunChoices().Timeout);
        verb.Add(json);
        verb.Add(timeout);
        options.AddTo(verb, takesDiscs);
        verb.SetAction(async (parsed, cancellation) =>
        {
            RunChoices choices = options.Read(parsed, context.Tree) with
            {
                Json = parsed.GetValue(json),
                Timeout = TimeSpan.FromSeconds(parsed.GetRequiredValue(timeout)),
            };
            return (int)await execute(choices, parsed, cancellation).ConfigureAwait(false);
        });
    }
}
