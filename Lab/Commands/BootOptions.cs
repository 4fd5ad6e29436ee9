using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using CosmosKernel.Experiments;
using CosmosPaging.Lab.Programs;
using CosmosPaging.Lab.Running;

namespace CosmosPaging.Lab.Commands;

/// <summary>The options by which every verb that boots is told what to boot.</summary>
internal sealed class BootOptions
{
    /// <summary>The option that names a program from outside.</summary>
    public const string ProgramName = "--program";

    private readonly Option<string> variant = ChoiceOption(Offer.Variants);
    private readonly Option<string> paging = ChoiceOption(Offer.Pagings);
    private readonly Option<string> layout = ChoiceOption(Offer.Layouts);
    private readonly Option<string> emulator = ChoiceOption(Offer.Emulators);
    private readonly Option<string?> processor = ProcessorOption();
    private readonly Option<string[]> programs = ProgramOption();

    /// <summary>An option that takes the words of a choice.</summary>
    public static Option<string> ChoiceOption(Choice choice)
    {
        Option<string> option = new(choice.Option)
        {
            Description = choice.Meaning,
            HelpName = string.Join('|', choice.Words),
            DefaultValueFactory = _ => choice.Default,
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !choice.Words.Contains(token.Value))
            {
                result.AddError($"{choice.Option} takes {string.Join(", ", choice.Words)}; not '{token.Value}'");
            }
        });
        return option;
    }

    /// <summary>An option that takes an experiment's name.</summary>
    public static Option<string> ExperimentOption()
    {
        const string name = "--experiment";
        Option<string> option = new(name)
        {
            Description = "the one experiment to run; none: only the programs of --program",
            HelpName = "NAME",
            DefaultValueFactory = _ => KernelWords.All,
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && token.Value is not (KernelWords.All or KernelWords.None) && ExperimentTable.All.All(experiment => experiment.Name != token.Value))
            {
                result.AddError($"{name} takes the name of an experiment, as './lab run' lists them, {KernelWords.None} or {KernelWords.All}; not '{token.Value}'");
            }
        });
        return option;
    }

    /// <summary>An option that takes a processor's name, which only the emulator knows.</summary>
    public static Option<string?> ProcessorOption() => new("--cpu")
    {
        Description = "the processor, by the emulator's name for it: 'qemu-system-i386 -cpu help' and 'bochs --help cpu' list them",
        HelpName = "NAME",
    };

    /// <summary>Adds them to a verb.</summary>
    public void AddTo(Command verb)
    {
        foreach (Option option in (IEnumerable<Option>)[variant, paging, layout, emulator, processor, programs])
        {
            verb.Add(option);
        }
    }

    /// <summary>What they were given.</summary>
    public RunChoices Read(ParseResult parsed) => new()
    {
        Variant = parsed.GetRequiredValue(variant),
        Paging = parsed.GetRequiredValue(paging),
        Layout = parsed.GetRequiredValue(layout),
        Emulator = parsed.GetRequiredValue(emulator),
        Processor = parsed.GetValue(processor),
        Programs = parsed.GetValue(programs) ?? [],
    };

    private static Option<string[]> ProgramOption()
    {
        Option<string[]> option = new(ProgramName)
        {
            Description = "a program to run as well, in every variant (repeatable)",
            HelpName = "FILE.elf",
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = false,
        };
        option.Validators.Add(result =>
        {
            try
            {
                OutsidePrograms.Read([.. result.Tokens.Select(token => token.Value)], []);
            }
            catch (UsageException cause)
            {
                result.AddError(cause.Message);
            }
        });
        return option;
    }
}
