using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using CosmosPaging.Lab.Pictures;
using Spectre.Console;

namespace CosmosPaging.Lab.Reports;

/// <summary>
/// Prints address spaces for a person: runs of pages under headings for the regions, then the mappings at a glance, then the count.
/// </summary>
/// <param name="console">Where to print.</param>
public sealed class MapsReport(IAnsiConsole console)
{
    private const int DifferencesShown = 20;

    private const string PolicyHolds =
        "the policy holds: nothing of the kernel is open to ring 3, and where XD exists none of its pages is writable and executable";

    private static readonly Style Good = new(Color.Green);
    private static readonly Style Bad = new(Color.Red, decoration: Decoration.Bold);
    private static readonly Style User = new(Color.Green);
    private static readonly Style Supervisor = new(Color.Yellow);
    private static readonly Style Nothing = new(Color.Grey);
    private static readonly Style Heading = new(decoration: Decoration.Bold);

    /// <summary>Prints all spaces of one machine.</summary>
    /// <param name="picture">The picture.</param>
    public void PrintPicture(MachinePicture picture)
    {
        console.WriteLine();
        Print(picture.Cell.ToString(), Heading);
        string ring = picture.Stopped.PrivilegeLevel == 3 ? "in ring 3" : "in the kernel";
        Print($"all of one moment: '{Photographer.Model}' had said that it was ready; stopped {ring} at "
            + Text($"eip={picture.Stopped.Eip:x8}, cr3={picture.Stopped.Cr3:x8}"));
        foreach (SpacePicture space in picture.Spaces)
        {
            PrintSpace(space);
        }

        if (picture.TasksNotListed > 0)
        {
            console.WriteLine();
            Print(Text(
                $"{picture.TasksNotListed} more tasks were alive, of which the kernel keeps no card: neither shown nor compared"), Bad);
        }
    }

    /// <summary>Prints what of each region a task has in each mapping.</summary>
    /// <param name="pictures">Pictures that differ in the mapping alone.</param>
    public void PrintGlance(IReadOnlyList<MachinePicture> pictures)
    {
        (string Row, Style Style, bool IsUser, bool IsTrampoline)[] rows =
        [
            ("the task's own pages (U)", User, true, false),
            ("the kernel's window (S)", Supervisor, false, false),
            ("the trampoline (S)", Supervisor, false, true),
        ];
        console.WriteLine();
        Print(Text($"at a glance: what is mapped while '{Photographer.Model}' runs, {pictures[0].Cell.Paging} paging"), Heading);
        Print(Row("", pictures.Select(picture => picture.Cell.Variant)));
        foreach ((string row, Style style, bool isUser, bool isTrampoline) in rows)
        {
            Print(Row(row, pictures.Select(picture => Sum(picture, isUser, isTrampoline))), style);
        }
    }

    /// <summary>Prints the differences of all pictures, and the count.</summary>
    /// <param name="pictures">All pictures.</param>
    public void PrintCount(IReadOnlyList<MachinePicture> pictures)
    {
        console.WriteLine();
        foreach (MachinePicture picture in pictures)
        {
            foreach (SpacePicture space in picture.Spaces)
            {
                foreach (string difference in space.Differences.Take(DifferencesShown))
                {
                    Print($"difference: {picture.Cell}, {Title(space)}: {difference}", Bad);
                }

                if (space.Differences.Count > DifferencesShown)
                {
                    Print($"{space.Differences.Count - DifferencesShown} more differences in {Title(space)}", Bad);
                }

                foreach (string breach in space.Breaches.Take(DifferencesShown))
                {
                    Print($"policy: {picture.Cell}, {Title(space)}: {breach}", Bad);
                }

                if (space.Breaches.Count > DifferencesShown)
                {
                    Print($"{space.Breaches.Count - DifferencesShown} more breaches of the policy in {Title(space)}", Bad);
                }
            }
        }

        SpacePicture[] spaces = [.. pictures.SelectMany(picture => picture.Spaces)];
        int breaches = spaces.Sum(space => space.Breaches.Count);
        Print(breaches == 0 ? PolicyHolds : Text($"the policy is broken {breaches} times"), breaches == 0 ? Good : Bad);

        int compared = spaces.Sum(space => space.Compared);
        int differences = spaces.Sum(space => space.Differences.Count);
        string found = differences == 0 ? "no difference" : Text($"{differences} differences");
        Print(
            Text($"{compared} pages of {spaces.Length} address spaces compared with the emulator's own walker, {found}"),
            differences == 0 ? Good : Bad);
    }

    private static string Title(SpacePicture space) => space.Pid == 0 ? space.Name : Text($"task {space.Pid} {space.Name}");

    private static string Text(System.FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Row(string name, IEnumerable<string> cells) =>
        "  " + name.PadRight(26) + string.Concat(cells.Select(cell => cell.PadRight(32))).TrimEnd();

    private static string Sum(MachinePicture picture, bool isUser, bool isTrampoline)
    {
        Inspection.MappedPage[] pages =
        [
            .. picture.Spaces.Where(space => space.Name == Photographer.Model)
                .SelectMany(space => space.Pages)
                .Where(page => page.IsUser == isUser && (isUser || page.Linear >= CosmosKernel.Cpu.Trampoline.Base == isTrampoline)),
        ];
        return pages.Length == 0 ? "nothing" : $"{Size(pages.Sum(page => (long)page.Size))} in {pages.Length} pages";
    }

    private static string Size(long bytes) => bytes >= 10 << 20 ? Text($"{bytes >> 20}M") : Text($"{bytes >> 10}K");

    private void PrintSpace(SpacePicture space)
    {
        console.WriteLine();
        Print(Text($"{Title(space)}, cr3={space.Root:x8}"), Heading);
        string? region = null;
        foreach (MapRun run in space.Runs())
        {
            if (run.Region != region)
            {
                region = run.Region;
                Print("  " + region);
            }

            if (run.First is { } page)
            {
                Print(
                    Text($"    {run.Start:x8}-{run.Last:x8} {Size(run.Bytes),7}  {page.Rights}  {run.Pages,5} x {Size(page.Size),-4} ")
                        + Text($"-> {page.Physical:x8}{(run.IsContiguous ? "" : " …")}"),
                    page.IsUser ? User : Supervisor);
            }
            else
            {
                Print(Text($"    {run.Start:x8}-{run.Last:x8} {Size(run.Bytes),7}  not mapped"), Nothing);
            }
        }

        foreach (string alias in space.Aliases)
        {
            Print("  apart: " + alias);
        }
    }

    private void Print(string line, Style? style = null) => console.WriteLine(TerminalText.Clean(line), style ?? Style.Plain);
}
