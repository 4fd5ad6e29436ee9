using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Parsing;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Commands;
using CosmosPaging.Lab.Discs;
using CosmosPaging.Lab.Host;

namespace CosmosPaging.Lab.Verbs;

/// <summary>
/// The verbs of <c>./lab</c>: their help, their options, and what must be built and installed for each. This is the one place that lists
/// them.
/// </summary>
public static class VerbTable
{
    private static readonly Needs Tool = new([Part.Tool], []);
    private static readonly Needs Programs = new([Part.Programs], Prerequisites.Build);
    private static readonly Needs Qemu = new([], Prerequisites.Qemu);
    private static readonly Needs Bochs = new([], [.. Prerequisites.Disc, .. Prerequisites.Bochs]);

    /// <summary>Every verb, in the order of the help.</summary>
    public static IReadOnlyList<Verb> All { get; } =
    [
        new(
            "run",
            "[choices]",
            ["boots the kernel, runs every experiment in every variant, and tells what happened"],
            BootingVerbs.Run,
            (parsed, context) => Boot(parsed)
                + (parsed.GetValue<bool>(BootingVerbs.ScreenName) && context.HasDisplay ? new([], Prerequisites.Window) : Needs.None)),
        new(
            "test",
            "[FILTER]",
            [
                "runs the test suite, or the tests whose full name contains FILTER;",
                "its last line is 'N passed, N failed'; with --image those that can be asked of an image",
            ],
            OtherVerbs.Test,
            (parsed, context) => (KitOptions.IsCosmos(parsed.CommandResult) ? UserKit(parsed) : Needs.None)
                + new Needs([Part.Suite], Prerequisites.Build) + Qemu + new Needs([], Prerequisites.Window) + Bochs
                + new Needs([], Prerequisites.Tests) + Compiler(context)),
        new(
            "maps",
            "[choices]",
            ["shows every task's address space, checked against the emulator's own walker"],
            BootingVerbs.Maps,
            (parsed, _) => Boot(parsed)),
        new(
            "debug",
            "[choices]",
            ["boots paused for gdb, or lays out what Bochs' debugger needs; says what to type"],
            BootingVerbs.Debug,
            (parsed, _) => Boot(parsed, parsed.GetValue<bool>(BootingVerbs.UnoptimizedName))
                + (Chosen(parsed, Offer.Emulators, EmulatorChoice.Qemu) ? new([], Prerequisites.Debugger) : Needs.None)),
        new(
            "bench",
            "[choices]",
            ["measures what the kernel's operations cost, under each mapping and beside other kernels"],
            OtherVerbs.Bench,
            (parsed, _) => Boot(parsed)),
        new(
            "attack",
            "[NAME...]",
            [
                "runs the hostile programs in every cell, and judges whether anything gave way;",
                "--list tells them, --breakages whether they notice a broken kernel",
            ],
            OtherVerbs.Attack,
            (parsed, context) => parsed.GetValue<bool>(OtherVerbs.ListName) ? Tool
                : parsed.GetValue<bool>(OtherVerbs.BreakagesName)
                    ? Tool + Programs + Kernel(KernelWords.High) + Qemu + Bochs + Compiler(context)
                : Boot(parsed) + Compiler(context)),
        new(
            "loop",
            "",
            ["measures how long it takes from an edit to an answer, beside a clean build"],
            OtherVerbs.Loop,
            (_, _) => Tool + new Needs([], Prerequisites.Build) + Qemu),
        new(
            "iso",
            "",
            ["makes out/CosmosPaging.iso for any PC with a BIOS, and out/CosmosPaging.vmx for VMware"],
            OtherVerbs.Iso,
            (parsed, _) => Tool + Programs + (KitOptions.IsCosmos(parsed.CommandResult) ? UserKit(parsed) : Kernel(KernelWords.High))
                + new Needs([], Prerequisites.Disc)),
        new(
            "judge",
            "LOG",
            ["judges a serial log of VMware, a PC or another machine ('-': standard input): what held, what is missing"],
            LogVerbs.Judge,
            (_, _) => Tool),
        new(
            "compare-kits",
            "GENUINE EMBEDDED",
            ["holds the serial log of the genuine Cosmos user kit's image against one of the embedded kit's"],
            LogVerbs.CompareKits,
            (_, _) => Tool),
    ];

    private static Needs Kernel(string layout, bool unoptimized = false) => new([Part.Kernel(layout, unoptimized)], Prerequisites.Build);

    private static Needs UserKit(ParseResult parsed) =>
        new([Part.UserKitKernel], [.. Prerequisites.UserKit, .. Prerequisites.Disc])
        {
            Properties = KitOptions.Properties(parsed.CommandResult),
        };

    /// <summary>What every verb needs that boots what its options say.</summary>
    private static Needs Boot(ParseResult parsed, bool unoptimized = false)
    {
        Needs needs = Tool + Programs;
        string? image = parsed.GetResult(BootOptions.ImageName) is OptionResult { Tokens: [var token] } ? token.Value : null;
        if (image is not null && MultibootHeader.IsSecondAlone(image))
        {
            needs += new Needs([], Prerequisites.Disc);
        }

        bool isCosmos = KitOptions.IsCosmos(parsed.CommandResult);
        if (isCosmos)
        {
            needs += UserKit(parsed);
        }

        foreach (string layout in image is null && !isCosmos ? new[] { KernelWords.High, KernelWords.Low } : [])
        {
            needs += Chosen(parsed, Offer.Layouts, layout) ? Kernel(layout, unoptimized) : Needs.None;
        }

        return needs
            + (Chosen(parsed, Offer.Emulators, EmulatorChoice.Qemu) ? Qemu : Needs.None)
            + (Chosen(parsed, Offer.Emulators, EmulatorChoice.Bochs) ? Bochs : Needs.None);
    }

    private static bool Chosen(ParseResult parsed, Choice choice, string word) =>
        parsed.GetValue<string>(choice.Option) is { } chosen && (chosen == word || chosen == Choice.All);

    private static Needs Compiler(LabContext context) =>
        ProgramSearch.Find("clang", context.SearchPath) is null ? new([], Prerequisites.Compiler) : Needs.None;
}
