using System.Collections.Generic;
using System.CommandLine;
using System.Linq;

namespace CosmosPaging.Lab.Commands;

/// <summary>The options by which every verb that boots is told what to boot.</summary>
internal sealed class BootOptions
{
    private readonly Option<string> variant = ChoiceOption(Offer.Variants);
    private readonly Option<string> paging = ChoiceOption(Offer.Pagings);
    private readonly Option<string> layout = ChoiceOption(Offer.Layouts);
    private readonly Option<string> emulator = ChoiceOption(Offer.Emulators);
    private readonly Option<string[]> programs = new("--program")
    {
        Description = "a program to run as well, in every variant (repeatable)",
        HelpName = "FILE.elf",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

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

    /// <summary>Adds them to a verb.</summary>
    public void AddTo(Command verb)
    {
        foreach (Option option in (IEnumerable<Option>)[variant, paging, layout, emulator, programs])
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
        Programs = parsed.GetValue(programs) ?? [],
    };
}
