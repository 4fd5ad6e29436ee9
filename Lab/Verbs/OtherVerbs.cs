using System;
using System.CommandLine;
using System.Linq;
using CosmosPaging.Lab.Attacks;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Commands;
using CosmosPaging.Lab.Discs;

namespace CosmosPaging.Lab.Verbs;

/// <summary>The verbs that have options of their own.</summary>
internal static class OtherVerbs
{
    /// <summary>The option of <c>attack</c> that only tells what there is.</summary>
    public const string ListName = "--list";

    /// <summary>The option of <c>attack</c> that breaks the kernel on purpose.</summary>
    public const string BreakagesName = "--breakages";

    /// <summary>Defines <c>test</c>.</summary>
    public static void Test(Command verb, LabContext context)
    {
        Argument<string?> filter = new("FILTER")
        {
            Description = "run only the tests whose full name contains this",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<string?> image = BootOptions.ImageOption();
        KitOptions kit = new();
        verb.Add(filter);
        verb.Add(image);
        kit.AddTo(verb);
        BootOptions.RefuseDiscs(verb, image);
        verb.SetAction(async (parsed, cancellation) =>
        {
            GuestImage? booted = parsed.GetValue(image) is { } path ? GuestImage.Read(path) : kit.Image(parsed, context.Tree);
            return (int)await new TestCommand(context).ExecuteAsync(parsed.GetValue(filter), booted, cancellation).ConfigureAwait(false);
        });
    }

    /// <summary>Defines <c>bench</c>.</summary>
    public static void Bench(Command verb, LabContext context)
    {
        Option<string> paging = BootOptions.ChoiceOption(Offer.Pagings);
        Option<string> layout = BootOptions.ChoiceOption(Offer.Layouts);
        Option<string> emulator = BootOptions.ChoiceOption(Offer.Emulators);
        Option<string?> processor = BootOptions.ProcessorOption();
        Option<string?> image = BootOptions.ImageOption();
        Option<string?> json = CommonOptions.Json();
        Option<int> timeout = CommonOptions.Timeout(new BenchChoices().Timeout);
        foreach (Option option in new Option[] { paging, layout, emulator, processor, image, json, timeout })
        {
            verb.Add(option);
        }

        BootOptions.RefuseForImages(verb, image);
        BootOptions.RefuseDiscs(verb, image);

        verb.SetAction(async (parsed, cancellation) =>
        {
            BenchChoices choices = new()
            {
                Paging = parsed.GetRequiredValue(paging),
                Layout = parsed.GetRequiredValue(layout),
                Emulator = parsed.GetRequiredValue(emulator),
                Processor = parsed.GetValue(processor),
                Image = parsed.GetValue(image) is { } path ? GuestImage.Read(path) : null,
                Json = parsed.GetValue(json),
                Timeout = TimeSpan.FromSeconds(parsed.GetRequiredValue(timeout)),
            };
            return (int)await new BenchCommand(context).ExecuteAsync(choices, cancellation).ConfigureAwait(false);
        });
    }

    /// <summary>Defines <c>attack</c>.</summary>
    public static void Attack(Command verb, LabContext context)
    {
        Argument<string[]> names = new("NAME")
        {
            Description = "the attacks, or the breakages (default all)",
            Arity = ArgumentArity.ZeroOrMore,
        };
        Option<string> variant = BootOptions.ChoiceOption(Offer.Variants);
        Option<string> paging = BootOptions.ChoiceOption(Offer.Pagings);
        Option<string> layout = BootOptions.ChoiceOption(Offer.AttackLayouts);
        Option<string> emulator = BootOptions.ChoiceOption(Offer.AttackEmulators);
        Option<bool> list = new(ListName) { Description = "only tell what there is" };
        Option<bool> breakages = new(BreakagesName) { Description = "break the kernel on purpose, and look whether the attacks notice" };
        Option<int> seed = new("--seed")
        {
            Description = "of the programs' random numbers",
            HelpName = "N",
            DefaultValueFactory = _ => new AttackChoices().Seed,
        };
        Option<string?> json = CommonOptions.Json();
        Option<int> timeout = CommonOptions.Timeout(new AttackChoices().Timeout);
        verb.Add(names);
        foreach (Option option in new Option[] { variant, paging, layout, emulator, list, breakages, seed, json, timeout })
        {
            verb.Add(option);
        }

        verb.Validators.Add(result =>
        {
            (string kind, string[] known) = result.GetResult(breakages) is not null
                ? ("breakage", Breakages.All.Select(breakage => breakage.Name).ToArray())
                : ("attack", AttackTable.All.Select(attack => attack.Name).ToArray());
            if (result.GetResult(names)?.Tokens.Select(token => token.Value).Except(known).FirstOrDefault() is { } unknown)
            {
                result.AddError($"there is no {kind} named {unknown}; './lab attack --list' has them");
            }
        });
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
    }

    /// <summary>Defines <c>loop</c>.</summary>
    public static void Loop(Command verb, LabContext context)
    {
        Option<string?> json = CommonOptions.Json();
        verb.Add(json);
        verb.SetAction(async (parsed, cancellation) =>
            (int)await new LoopCommand(context).ExecuteAsync(parsed.GetValue(json), cancellation).ConfigureAwait(false));
    }

    /// <summary>Defines <c>iso</c>.</summary>
    public static void Iso(Command verb, LabContext context)
    {
        KitOptions kit = new();
        kit.AddTo(verb);
        verb.SetAction(async (parsed, _) =>
            (int)await new IsoCommand(context).ExecuteAsync(kit.Image(parsed, context.Tree)).ConfigureAwait(false));
    }
}
