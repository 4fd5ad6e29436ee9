using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using CosmosKit.Tests;

namespace CosmosPaging.Tests.UserKit;

/// <summary>Runs <c>dotnet</c> or <c>./lab</c> in the repository as a person would.</summary>
internal static class Dotnet
{
    /// <summary>Runs a command to its end.</summary>
    /// <param name="arguments">The command and its arguments.</param>
    /// <returns>Its exit code, and what it printed.</returns>
    public static (int ExitCode, string Output) Run(params IEnumerable<string> arguments) => Start("dotnet", arguments);

    /// <summary>Runs a verb of <c>./lab</c>'s to its end.</summary>
    /// <param name="words">The verb and its words.</param>
    /// <returns>Its exit code, and what it printed.</returns>
    public static (int ExitCode, string Output) RunLab(params IEnumerable<string> words) =>
        Start(Path.Combine(BuiltKit.Root, "lab"), words);

    private static (int ExitCode, string Output) Start(string program, IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = BuiltKit.Root,
        };
        // What the test host was given for itself must not steer the build.
        foreach (string variable in start.Environment.Keys.Where(k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(variable);
        }

        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.Result);
    }
}
