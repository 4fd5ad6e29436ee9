using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Discs;
using CosmosPaging.Lab.Host;
using CosmosPaging.Lab.Reports;
using NUnit.Framework;

namespace CosmosPaging.Tests.Booted;

/// <summary>
/// What README.md and Docs show of runs is what runs give. Transcripts of debuggers are replayed in <see cref="GdbScriptTests"/> and
/// <see cref="LabDebugTests"/>, and <c>lab maps</c> in <see cref="LabMapsTests"/>.
/// </summary>
internal sealed class DocsTests
{
    private const string NoPrompt = "(?!)";
    private static readonly BuildTree Tree = BuildTree.Find(AppContext.BaseDirectory)!;

    /// <summary>All pages but the contract, whose lines are examples of a form.</summary>
    private static IEnumerable<string> Pages =>
    [
        "README.md",
        .. Directory.EnumerateFiles(Path.Combine(Tree.Root, "Docs"), "*.md").Select(path => "Docs/" + Path.GetFileName(path))
            .Where(page => page != "Docs/Abi.md" && LogLines(page).Any()).Order(),
    ];

    /// <summary>
    /// In QEMU: in Bochs the log is the same, but for numbers (Docs/Emulators.md). Lines of a student's own program, <c>mine</c>, are left
    /// out.
    /// </summary>
    [TestCaseSource(nameof(Pages))]
    public async Task EveryLineOfALogIsOneOfARun(string page)
    {
        string told = string.Join(
            '\n', (await WholeRunsAsync()).SelectMany(run => run.Result.Transcript.Lines).Select(line => line.AsWritten));
        Transcript.AssertSaid(LogLines(page), told, NoPrompt);
    }

    [Test]
    public async Task TheTableInTheReadmeIsWhatTheRunsPrint()
    {
        string[] shown = Transcript.Blocks("README.md", "Two commands", "shared, fourfour and kpti side by side").Single();
        StringWriter output = new();
        RunReport report = new(ReportConsole.Create(output, terminal: false));
        IReadOnlyList<KernelBoot> runs = await WholeRunsAsync();
        report.PrintSideBySide(runs[0].Verdict.Runs);
        report.PrintCount([.. runs.SelectMany(run => run.Verdict.Runs)]);
        Transcript.AssertSaid(shown, output.ToString(), NoPrompt);
        string[] rows = [.. output.ToString().Split('\n').Select(WithOneBlank)];
        Assert.That(shown.Where(line =>
            line.StartsWith("| ", StringComparison.Ordinal) || line.Contains(" held, ", StringComparison.Ordinal))
                .Select(WithOneBlank), Is.SubsetOf(rows), "numbers and all");
    }

    /// <summary>In Bochs alone, whose debugger is shown.</summary>
    [Test]
    public async Task BochsAnswersTheQuestionAsTheDocsShow()
    {
        const string prompt = "<bochs:[0-9]+> ";
        string[] session = Transcript.Blocks("Docs/Emulators.md", "Bochs", "<bochs:1>").Single();
        string folder = Directory.CreateTempSubdirectory("docs-").FullName;
        try
        {
            string disc = Path.Combine(folder, "boot.iso");
            BootMenu menu = new([new MenuEntry("CosmosPaging", "variant=all paging=two-level experiments=read-kernel-text")]);
            new BootDisc(Environment.GetEnvironmentVariable("PATH")).Write(disc, Tree.StrippedKernelImage, Tree.ProgramsArchive, menu);
            string commands = Path.Combine(folder, "typed");
            await File.WriteAllLinesAsync(commands, [.. Transcript.Typed(session, prompt), "quit"]);
            Transcript.AssertSaid(session, await BochsDebugger.RunAsync(commands, disc), prompt);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<string> LogLines(string page) => Transcript.Blocks(page, "", "")
        .SelectMany(lines => lines)
        .Where(line =>
            Regex.IsMatch(line, "^(#[A-Z]{2} [0-9]|(check|refused|vmalloc|exit|task|run): [a-z]+=)")
                && !line.Contains("task=mine ", StringComparison.Ordinal));

    private static string WithOneBlank(string line) => Regex.Replace(line.Trim(), " +", " ");

    private static async Task<IReadOnlyList<KernelBoot>> WholeRunsAsync() =>
        await Task.WhenAll(KernelBoot.Boots.Where(boot => boot.Emulator == EmulatorChoice.Qemu && boot.Layout == KernelWords.High)
            .Select(KernelBoot.WholeRunAsync));
}
