using System.CommandLine;
using System.Threading.Tasks;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Commands;
using CosmosPaging.Lab.Comparing;

namespace CosmosPaging.Lab.Verbs;

/// <summary>The verbs that boot nothing and read serial logs.</summary>
internal static class LogVerbs
{
    /// <summary>Defines <c>judge</c>.</summary>
    public static void Judge(Command verb, LabContext context)
    {
        Argument<string> log = new("LOG") { Description = "the serial log, or - for standard input" };
        Option<bool> details = new("--details") { Description = "print each run's whole table" };
        Option<string?> json = CommonOptions.Json();
        verb.Add(log);
        verb.Add(details);
        verb.Add(json);
        verb.SetAction((parsed, _) => Task.FromResult((int)new JudgeCommand(context).Execute(
            parsed.GetRequiredValue(log), parsed.GetValue(details), parsed.GetValue(json))));
    }

    /// <summary>Defines <c>compare-kits</c>.</summary>
    public static void CompareKits(Command verb, LabContext context)
    {
        Argument<string> genuine = new("GENUINE")
        {
            Description = "the serial log of the genuine user kit's image, or - for standard input",
        };
        Argument<string> embedded = new("EMBEDDED")
        {
            Description = "the serial log of the embedded kit's, of the same layout and emulator",
        };
        Option<string> emulator = BootOptions.ChoiceOption(Offer.Emulators);
        emulator.Description = "what both were booted in";
        verb.Add(genuine);
        verb.Add(embedded);
        verb.Add(emulator);
        verb.SetAction((parsed, _) => Task.FromResult((int)new CompareKitsCommand(context).Execute(
            parsed.GetRequiredValue(genuine),
            parsed.GetRequiredValue(embedded),
            parsed.GetRequiredValue(emulator),
            ExplainedDifferences.All)));
    }
}
