using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Linq;
using CosmosKernel.Experiments;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Discs;
using CosmosPaging.Lab.Emulation;
using CosmosPaging.Lab.Host;
using CosmosPaging.Lab.Programs;

namespace CosmosPaging.Lab.Commands;

/// <summary>The options by which every verb that boots is told what to boot.</summary>
internal sealed class BootOptions
{
    /// <summary>The option that names a program from outside.</summary>
    public const string ProgramName = "--program";

    /// <summary>The option that names an image which the lab did not build.</summary>
    public const string ImageName = "--image";

    private const string ExperimentName = "--experiment";

    // What QEMU and Bochs both take: below, Cosmos' own code has no room; above, a PC has addresses that are no memory.
    private const int LeastMegabytes = 16;
    private const int MostMegabytes = 2048;

    private static readonly string[] DiscDecides = [Offer.Variants.Option, Offer.Pagings.Option, ProgramName, ExperimentName];

    private readonly Option<string> variant = ChoiceOption(Offer.Variants);
    private readonly Option<string> paging = ChoiceOption(Offer.Pagings);
    private readonly Option<string> layout = ChoiceOption(Offer.Layouts);
    private readonly Option<string> emulator = ChoiceOption(Offer.Emulators);
    private readonly Option<string?> processor = ProcessorOption();
    private readonly Option<string[]> programs = ProgramOption();
    private readonly Option<string?> image = ImageOption();
    private readonly Option<int?> memory = MemoryOption();
    private readonly KitOptions kit = new();

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
        const string name = ExperimentName;
        Option<string> option = new(name)
        {
            Description = "the one experiment to run; none: only the programs of --program",
            HelpName = "NAME",
            DefaultValueFactory = _ => KernelWords.All,
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token]
                && token.Value is not (KernelWords.All or KernelWords.None)
                && ExperimentTable.All.All(experiment => experiment.Name != token.Value))
            {
                result.AddError($"{name} takes the name of an experiment, as './lab run' lists them, {KernelWords.None} or "
                    + $"{KernelWords.All}; not '{token.Value}'");
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
    public void AddTo(Command verb, bool takesDiscs = true)
    {
        foreach (Option option in (IEnumerable<Option>)[variant, paging, layout, emulator, processor, programs, image, memory])
        {
            verb.Add(option);
        }

        kit.AddTo(verb);
        RefuseForImages(verb, image);
        if (!takesDiscs)
        {
            RefuseDiscs(verb, image);
        }
    }

    /// <summary>Lets a verb refuse what an image that the lab did not build decides by itself.</summary>
    public static void RefuseForImages(Command verb, Option<string?> image) => verb.Validators.Add(result =>
    {
        if (result.GetResult(image)?.Tokens is not [{ Value: var path }])
        {
            return;
        }

        if (IsGiven(result, Offer.Layouts.Option))
        {
            result.AddError($"{Offer.Layouts.Option} and {ImageName}: where an image is linked, it says itself");
        }

        // What is no image at all is told by its option.
        if (IsDisc(path) && DiscDecides.FirstOrDefault(name => IsGiven(result, name)) is { } given)
        {
            result.AddError($"{given} and {ImageName}: a disc has a command line and programs of its own");
        }
    });

    /// <summary>Lets a verb refuse discs.</summary>
    public static void RefuseDiscs(Command verb, Option<string?> image) => verb.Validators.Add(result =>
    {
        if (result.GetResult(image)?.Tokens is [{ Value: var path }] && IsDisc(path))
        {
            result.AddError($"{ImageName} {path}: {verb.Name} tells the kernel what to do, and a disc has a command line of its own");
        }
    });

    /// <summary>Whether somebody gave an option.</summary>
    public static bool IsGiven(CommandResult result, string name) => result.GetResult(name) is OptionResult { Implicit: false };

    private static bool IsDisc(string path)
    {
        try
        {
            return GuestImage.Read(path).IsDisc;
        }
        catch (UsageException)
        {
            return false;
        }
    }

    /// <summary>What they were given.</summary>
    public RunChoices Read(ParseResult parsed, BuildTree tree) => new()
    {
        Variant = parsed.GetRequiredValue(variant),
        Paging = parsed.GetRequiredValue(paging),
        Layout = parsed.GetRequiredValue(layout),
        Emulator = parsed.GetRequiredValue(emulator),
        Processor = parsed.GetValue(processor),
        Programs = parsed.GetValue(programs) ?? [],
        Image = parsed.GetValue(image) is { } path ? GuestImage.Read(path) : kit.Image(parsed, tree),
        MemoryMegabytes = parsed.GetValue(memory) ?? MachineDefinition.UsualMegabytes,
    };

    /// <summary>The option that names an image which the lab did not build.</summary>
    public static Option<string?> ImageOption()
    {
        Option<string?> option = new(ImageName)
        {
            Description = "a kernel, or a disc with one, to boot instead of the lab's own",
            HelpName = "FILE",
        };
        option.Validators.Add(result =>
        {
            try
            {
                _ = result.Tokens is [var token] ? GuestImage.Read(token.Value) : null;
            }
            catch (UsageException cause)
            {
                result.AddError(cause.Message);
            }
        });
        return option;
    }

    private static Option<int?> MemoryOption()
    {
        const string name = "--memory";
        return new(name)
        {
            Description = $"the machine's memory in megabytes (default {MachineDefinition.UsualMegabytes})",
            HelpName = "MB",
            CustomParser = result =>
            {
                string word = result.Tokens[0].Value;
                if (!int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int megabytes)
                    || megabytes is < LeastMegabytes or > MostMegabytes)
                {
                    result.AddError($"{name} takes {LeastMegabytes} to {MostMegabytes} megabytes; not '{word}'");
                }

                return megabytes;
            },
        };
    }

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
