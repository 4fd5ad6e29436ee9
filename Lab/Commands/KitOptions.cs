using System;
using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.IO;
using System.Linq;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Discs;
using CosmosPaging.Lab.Host;

namespace CosmosPaging.Lab.Commands;

/// <summary>
/// The options that choose what compiles the kernel. The genuine user kit's kernel is then booted as <c>--image</c> boots one.
/// </summary>
internal sealed class KitOptions
{
    /// <summary>The option for what the kit's build is told, with MSBuild's own name.</summary>
    public const string PropertyName = "-p";

    private const string UnoptimizedName = "--unoptimized";

    // Files and folders, which MSBuild would look for beside each project.
    private static readonly string[] Paths = ["CosmosDir", "CosmosPrograms"];

    private readonly Option<string> kit = BootOptions.ChoiceOption(Offer.Kits);
    private readonly Option<string[]> properties = PropertyOption();

    /// <summary>Adds them to a verb.</summary>
    /// <param name="verb">The verb; its other options come before or after.</param>
    public void AddTo(Command verb)
    {
        verb.Add(kit);
        verb.Add(properties);
        verb.Validators.Add(result =>
        {
            if (!IsCosmos(result))
            {
                if (BootOptions.IsGiven(result, PropertyName))
                {
                    result.AddError($"{PropertyName} is for the build of {Offer.Kits.Option} {KernelWords.Cosmos}");
                }

                return;
            }

            foreach ((string name, string why) in (ReadOnlySpan<(string, string)>)
            [
                (BootOptions.ImageName, "one of them is booted"),
                (Offer.Layouts.Option, "that kit's kernel is linked low, always"),
                (UnoptimizedName, "that kit's kernel is compiled without optimisation, always"),
            ])
            {
                if (BootOptions.IsGiven(result, name))
                {
                    result.AddError($"{name} and {Offer.Kits.Option} {KernelWords.Cosmos}: {why}");
                }
            }
        });
    }

    /// <summary>The genuine kit's kernel, if that one was asked for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="tree">Where it is built.</param>
    /// <returns>The image, which need not be there; none for the embedded kit.</returns>
    public GuestImage? Image(ParseResult parsed, BuildTree tree) =>
        parsed.GetValue(kit) == KernelWords.Cosmos ? new GuestImage(tree.UserKitKernelImage, IsDisc: false) : null;

    /// <summary>Whether the genuine kit was asked for.</summary>
    /// <param name="result">The verb, which need not have these options.</param>
    public static bool IsCosmos(CommandResult result) =>
        result.GetResult(Offer.Kits.Option) is OptionResult { Tokens: [{ Value: KernelWords.Cosmos }] };

    /// <summary>What the kit's build is told.</summary>
    /// <param name="result">The verb.</param>
    /// <returns>Properties as NAME=VALUE, with whole paths.</returns>
    public static IReadOnlyList<string> Properties(CommandResult result) =>
        [.. (result.GetResult(PropertyName)?.Tokens ?? []).Select(token => WithWholePath(token.Value))];

    private static string WithWholePath(string property)
    {
        string[] parts = property.Split('=', 2);
        bool isPath = Paths.Contains(parts[0], StringComparer.OrdinalIgnoreCase) && parts[1].Length > 0;
        return isPath ? $"{parts[0]}={Path.GetFullPath(parts[1])}" : property;
    }

    private static Option<string[]> PropertyOption()
    {
        Option<string[]> option = new(PropertyName)
        {
            Description = $"a property for the build of {Offer.Kits.Option} {KernelWords.Cosmos}, as 'dotnet build' takes it,"
                + " such as -p:CosmosDir=FOLDER (repeatable)",
            HelpName = "NAME=VALUE",
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = false,
        };
        option.Validators.Add(result =>
        {
            foreach (Token token in result.Tokens)
            {
                string name = token.Value.Split('=')[0];
                bool isName = name.Length > 0 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-');
                if (!isName || name == token.Value || token.Value.Contains('\n', StringComparison.Ordinal))
                {
                    result.AddError($"{PropertyName} takes NAME=VALUE; not '{token.Value}'");
                }
            }
        });
        return option;
    }
}
