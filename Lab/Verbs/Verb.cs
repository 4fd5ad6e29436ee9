using System;
using System.Collections.Generic;
using System.CommandLine;
using CosmosPaging.Lab.Commands;

namespace CosmosPaging.Lab.Verbs;

/// <summary>A row of <see cref="VerbTable"/>.</summary>
/// <param name="Name">The word on the command line.</param>
/// <param name="Words">What may follow it, in short.</param>
/// <param name="Meaning">What it does: lines of help.</param>
/// <param name="Define">Gives its command its options, and what it does.</param>
/// <param name="NeedsOf">What must be built and installed first, by what was asked for.</param>
public sealed record Verb(
    string Name,
    string Words,
    IReadOnlyList<string> Meaning,
    Action<Command, LabContext> Define,
    Func<ParseResult, LabContext, Needs> NeedsOf)
{
    /// <summary>Makes the command of the command line.</summary>
    /// <param name="context">What it needs of the world around it.</param>
    /// <returns>The command.</returns>
    public Command Make(LabContext context)
    {
        Command command = new(Name, string.Join(' ', Meaning));
        Define(command, context);
        return command;
    }
}
