using System;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;
using CosmosPaging.Lab.Commands;
using CosmosPaging.Lab.Reports;

namespace CosmosPaging.Lab.Verbs;

/// <summary>Options that several verbs have. What they are given is checked before anything is built.</summary>
internal static class CommonOptions
{
    public const string TimeoutName = "--timeout";
    private const int LongestTimeout = 24 * 60 * 60;

    /// <summary>The option for a report as JSON.</summary>
    public static Option<string?> Json()
    {
        const string name = "--json";
        Option<string?> option = new(name) { Description = "write the outcome there as JSON", HelpName = "FILE" };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && ReportFile.FindTrouble(token.Value) is { } trouble)
            {
                result.AddError($"{name} {token.Value}: {trouble}");
            }
        });
        return option;
    }

    /// <summary>The option for how long a boot may take.</summary>
    public static Option<int> Timeout(TimeSpan usual) => new(TimeoutName)
    {
        Description = "how much time one boot may have; what it waits for a processor of a busy host does not count",
        HelpName = "SECONDS",
        DefaultValueFactory = _ => (int)usual.TotalSeconds,
        CustomParser = result => Number(result, TimeoutName, LongestTimeout, " seconds"),
    };

    /// <summary>The option for the port that gdb connects to.</summary>
    public static Option<int> Port()
    {
        const string name = "--port";
        return new(name)
        {
            Description = "where gdb is to connect, on this machine alone",
            HelpName = "NUMBER",
            DefaultValueFactory = _ => DebugChoices.DefaultPort,
            CustomParser = result => Number(result, name, IPEndPoint.MaxPort, ""),
        };
    }

    private static int Number(ArgumentResult result, string name, int largest, string unit)
    {
        string word = result.Tokens[0].Value;
        if (!int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number < 1 || number > largest)
        {
            result.AddError($"{name} takes 1 to {largest}{unit}; not '{word}'");
        }

        return number;
    }
}
