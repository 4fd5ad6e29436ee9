using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using CosmosPaging.Lab.Choices;

namespace CosmosPaging.Lab.Verbs;

/// <summary>What <c>lab help</c> prints.</summary>
public static class HelpText
{
    /// <summary>Prints the verbs, the choices and the exit codes.</summary>
    /// <param name="output">Where to print.</param>
    /// <returns>When it is printed.</returns>
    public static async Task WriteAsync(TextWriter output)
    {
        await output.WriteLineAsync(
            """
            CosmosPaging: why does a user program that touches a kernel address fault?

            """).ConfigureAwait(false);
        foreach (Verb verb in VerbTable.All)
        {
            await WriteVerbAsync(output, verb.Name, verb.Words, verb.Meaning).ConfigureAwait(false);
        }

        await WriteVerbAsync(
            output, "help", "", ["shows this; './lab run --help' shows one verb, './lab --version' the version"]).ConfigureAwait(false);
        await output.WriteLineAsync("\nChoices of run, maps and debug:").ConfigureAwait(false);
        foreach (Choice choice in new[] { Offer.Variants, Offer.Pagings, Offer.Layouts, Offer.Emulators, Offer.Kits })
        {
            string words = string.Join('|', choice.Words);
            await output.WriteLineAsync($"  {choice.Option,-11} {words,-22} {choice.Meaning} (default {choice.Default})")
                .ConfigureAwait(false);
        }

        await output.WriteLineAsync(
            """
              --experiment NAME                  of run and debug: the one experiment to run, or none, or all (default all)
              --cpu       NAME                   the processor, by the emulator's name for it (default: one with PAE and NX)
              --program   FILE.elf               a program to run as well, in every variant (repeatable)
              --image     FILE                   a kernel or a disc to boot instead of the lab's own (bench and test, too; discs: run and debug)
              -p:NAME=VALUE                      of --kit cosmos: a property for its build, as -p:CosmosDir=FOLDER (both of test and iso, too)
              --memory    MB                     the machine's memory (default 64)
              --screen                           boot one machine in a window, with the live view; H shows its keys
              --json      FILE                   write the outcome there, whenever the machine was booted
              --timeout   SECONDS                how much time one boot may have, waiting for a busy host not counted
                                                 (default 120; bench and attack 300); not of debug
              --unoptimized                      of debug: the kernel without optimisation, easier to follow in a debugger
              --port      NUMBER                 of debug: where gdb is to connect (default 1234)
              --break     start+task+fault       of debug: where to stop in Bochs

            Exit codes:
              0  every expectation held; of maps, no difference, and the policy holds
              1  one failed or never ran, or the kernel's account is malformed or contradicts itself
              2  wrong usage
              3  something must be put right first: installed, built, a full disk, an output that nobody reads
              4  the guest hung, reset or panicked, or the emulator itself died
            """).ConfigureAwait(false);
    }

    private static async Task WriteVerbAsync(TextWriter output, string name, string words, IReadOnlyList<string> meaning)
    {
        string begin = $"  ./lab {name} {words}";
        foreach (string line in meaning)
        {
            await output.WriteLineAsync($"{begin,-26} {line}").ConfigureAwait(false);
            begin = "";
        }
    }
}
