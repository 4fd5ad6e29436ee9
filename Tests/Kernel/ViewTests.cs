using System;
using System.Linq;
using CosmosKernel.Devices;
using CosmosKernel.Experiments;
using CosmosKernel.Faults;
using CosmosKernel.Mappings;
using CosmosKernel.Paging;
using CosmosKernel.Screen;
using NUnit.Framework;

namespace CosmosPaging.Tests.Kernel;

/// <summary>What the screen shows of tables that a kernel could really have.</summary>
[TestFixture]
public sealed class ViewTests
{
    [TestCaseSource(typeof(Cells), nameof(Cells.All))]
    public void TheMapShowsEachRegionOnce(string format, string layout, string mapping)
    {
        using var scene = new Scene(format, layout, mapping);
        SpaceSurvey space = scene.State.Space;
        bool high = layout == "high";
        bool open = Cells.Kind(mapping).LeavesWindowToTasks;
        bool mapped = Cells.Kind(mapping).WhileRing3Runs == KernelPart.All;
        string data = format == "pae" ? "rw-" : "rwx";
        string stack = !open && high ? "bffff000" : "ffbff000";
        string[] task = [$"40000000 User r-x 4", $"40001000 User {data} 4"];
        string[] low = open || high ? ["00000000 Hole 0"]
            : mapped ? [$"00000000 Kernel rwx {scene.KernelKilobytes}", "02000000 KernelHole 0"]
            : ["00000000 KernelHole 0"];
        string[] middle = ["40002000 Hole 0", $"{stack} User {data} 4"];
        string[] top = open || !high ? []
            : mapped ? [$"c0000000 Kernel rwx {scene.KernelKilobytes}", "c2000000 KernelHole 0"]
            : ["c0000000 KernelHole 0"];

        Assert.That(
            Enumerable.Range(0, space.Count).Select(i => Describe(space[i])),
            Is.EqualTo([.. low, .. task, .. middle, .. top, "ffc00000 Trampoline rwx 16"]));
        Assert.That(Enumerable.Range(0, space.Count).Sum(i => (long)space[i].Kilobytes), Is.EqualTo(4L << 20));
    }

    [TestCaseSource(typeof(Cells), nameof(Cells.All))]
    public void TheStripShowsWhatIsMapped(string format, string layout, string mapping)
    {
        using var scene = new Scene(format, layout, mapping);
        AreaKind[] strip = [.. Enumerable.Range(0, SpaceSurvey.StripLength).Select(scene.State.Space.Strip)];
        bool mapped = Cells.Kind(mapping).WhileRing3Runs == KernelPart.All;
        AreaKind other = Cells.Kind(mapping).LeavesWindowToTasks ? AreaKind.Hole : AreaKind.KernelHole;

        Assert.That(strip[16], Is.EqualTo(AreaKind.User));
        Assert.That(strip[63], Is.EqualTo(AreaKind.Trampoline));
        Assert.That(strip.Contains(AreaKind.Kernel), Is.EqualTo(mapped));
        Assert.That(strip[layout == "high" ? 48 : 0], Is.EqualTo(mapped ? AreaKind.Kernel : other));
    }

    [TestCaseSource(typeof(Cells), nameof(Cells.All))]
    public void EveryFrameHasItsOwner(string format, string layout, string mapping)
    {
        using var scene = new Scene(format, layout, mapping);
        FrameCensus census = scene.State.Census;

        Assert.That(census.PageKilobytes(1), Is.EqualTo(12));
        Assert.That(census.TableKilobytes(1), Is.EqualTo((scene.TaskFrames * 4) - 12));
        Assert.That(census.FreeKilobytes, Is.EqualTo(scene.Machine.Frames.Free * 4));
        Assert.That(
            census.KernelKilobytes + census.TableKilobytes(0) + census.TableKilobytes(1) + census.PageKilobytes(1) + census.FreeKilobytes,
            Is.EqualTo(census.MemoryKilobytes));
    }

    /// <summary>The title leaves twenty columns to the counts.</summary>
    [TestCaseSource(typeof(Cells), nameof(Cells.All))]
    public void TheTitleTellsTheCellWhole(string format, string layout, string mapping)
    {
        using var scene = new Scene(format, layout, mapping);
        string title = $" CosmosPaging  {Cells.Kind(mapping).Title}, {format}, {layout} layout";

        Assert.That(scene.Draw(new OverviewView()).Rows()[0], Does.StartWith(title.PadRight(60)));
    }

    [Test]
    public void TheOverviewShowsSpaceMemoryAndFaults()
    {
        using var scene = new Scene("two-level", "high", "shared");
        scene.Fault(0xC0100000, 5, Verdict.SupervisorOnly);
        string[] rows = scene.Draw(new OverviewView()).Rows();

        Assert.That(rows[0], Does.StartWith(" CosmosPaging  shared mapping, two-level, high layout"));
        Assert.That(rows[1], Does.StartWith(" some-task, task 7, CR3 "));
        Assert.That(rows[5], Does.StartWith(" ffc00000 ??? trampoline rwx ring 0      16 KB").And.Contain("kernel, its heap"));
        Assert.That(rows, Has.One.StartsWith(" c0000000 ??? kernel     rwx ring 0"));
        Assert.That(rows, Has.One.StartsWith(" 40000000 ??? user       r-x ring 3       4 KB"));
        Assert.That(rows, Has.One.Match(@"^ 00000000 \?\?\? nothing +1024 MB"));
        Assert.That(rows, Has.One.Match(@"\? some-task +12 KB$"));
        Assert.That(rows[17], Is.EqualTo(" 0001 #PF 0005 c0100000 supervisor-only        some-task           shared"));
        Assert.That(rows[21], Is.EqualTo("? the kernel page is mapped here, but U/S=0 forbids ring 3"));
        Assert.That(rows[24], Is.EqualTo(" V mapping F format T task S step N next A all Enter fault B tables H help Q end"));
    }

    [TestCase("two-level", "shared", 0xC0100000u, 5u, Verdict.SupervisorOnly, 11, "U/S=0")]
    [TestCase("two-level", "fourfour", 0xC0100000u, 4u, Verdict.NotMappedHere, 11, "P=0")]
    [TestCase("pae", "shared", 0xC0100000u, 7u, Verdict.SupervisorOnly, 13, "U/S=0")]
    [TestCase("pae", "fourfour", 0xC0100000u, 6u, Verdict.NotMappedHere, 13, "P=0")]
    [TestCase("two-level", "shared", Scene.Code, 7u, Verdict.ReadOnly, 13, "R/W=0")]
    [TestCase("pae", "shared", Scene.Code, 7u, Verdict.ReadOnly, 15, "R/W=0")]
    [TestCase("pae", "shared", Scene.Data, 0x15u, Verdict.NoExecute, 15, "XD=1")]
    [TestCase("two-level", "shared", 0x40002000u, 4u, Verdict.UserHole, 13, "P=0")]
    public void TheDecidingBitIsMarked(string format, string mapping, uint address, uint error, object verdict, int row, string bit)
    {
        using var scene = new Scene(format, "high", mapping);
        scene.Fault(address, error, (Verdict)verdict);
        Canvas canvas = scene.Draw(new FaultView(scene.KernelCells));

        Assert.That(Enumerable.Range(1, 23).Where(other => canvas.Styled(other, Style.Deciding).Length > 0), Is.EqualTo(new[] { row }));
        Assert.That(canvas.Styled(row, Style.Deciding), Is.EqualTo(bit));
        int column = canvas.Row(row).IndexOf(" " + bit, StringComparison.Ordinal) + 1;
        string mark = canvas.Styled(row + 1, Style.Failed);
        Assert.That(mark, Is.EqualTo("?this bit decides").Or.EqualTo("this bit decides?"));
        Assert.That(canvas[column, row + 1] & 0xFF, Is.EqualTo(Glyph.PointerUp));
    }

    [TestCase("two-level", 5u, "U/S=0")]
    [TestCase("two-level", 7u, "R/W=0U/S=0")]
    [TestCase("pae", 7u, "R/W=0U/S=0")]
    public void WhatWouldRefuseTooIsMarkedAsWell(string format, uint error, string bits)
    {
        using var scene = new Scene(format, "high", "shared");
        scene.Fault(0xC0100000, error, Verdict.SupervisorOnly);
        Canvas canvas = scene.Draw(new FaultView(scene.KernelCells));
        int last = format == "pae" ? 15 : 13;

        Assert.That(canvas.Styled(last, Style.Fault), Is.EqualTo(bits));
        Assert.That(canvas.Styled(last - 2, Style.Fault), Is.Empty);
        Assert.That(canvas.Styled(10, Style.Fault), Is.EqualTo("what would refuse, too"));
    }

    [Test]
    public void AFaultIsShownWithItsWalkAndTheKernels()
    {
        using var scene = new Scene("two-level", "high", "fourfour");
        scene.Fault(0xC0100000, 4, Verdict.NotMappedHere);
        string[] rows = scene.Draw(new FaultView(scene.KernelCells)).Rows();

        Assert.That(rows[6], Is.EqualTo(" 0004   P=0 not present  W/R=0 read  U/S=1 ring 3  RSVD=0 no  I/D=0 data"));
        Assert.That(rows[8], Does.StartWith(" c0100000 =  pde 768  pte 256  offset 000"));
        Assert.That(rows[11], Does.StartWith(" pde   00000000 "));
        Assert.That(rows[13], Is.EqualTo(" pte   the processor never came here"));
        Assert.That(rows[20], Is.EqualTo(" mapped to 00100000, r-x for ring 0 only, a page of 4 KB"));
    }

    [Test]
    public void AnotherExceptionHasNoWalk()
    {
        using var scene = new Scene("two-level", "high", "shared");
        scene.State.Faults.Add(
            new Fault { Sequence = 9, Vector = 13, Eip = 0x40000000, Verdict = Verdict.PrivilegedInstruction }, "cli", 3, "shared");
        string[] rows = scene.Draw(new FaultView(scene.KernelCells)).Rows();

        Assert.That(rows[2], Is.EqualTo(" 0009 #GP 0000          privileged-instruction cli                 shared"));
        Assert.That(rows[5], Is.EqualTo(" EIP 40000000. No page fault: the pages had no part in it."));
    }

    [Test]
    public void TheTablesAreBrowsed()
    {
        using var scene = new Scene("two-level", "high", "shared");
        var view = new TableView();
        Assert.That(scene.Draw(view).Rows()[2], Does.StartWith(" Table of 1024 pdes at "));

        view.TryKey(Key.Space, scene.State); // the program's directory entry is the first that is present
        Assert.That(Selected(scene.Draw(view)), Does.Match("^   256 40000000 [0-9a-f]{5}007 P R/W U/S +table [0-9a-f]{8}$"));
        view.TryKey(Key.Enter, scene.State);
        Assert.That(Selected(scene.Draw(view)), Does.Match("^     0 40000000 [0-9a-f]{5}005 P     U/S +page [0-9a-f]{8}$"));
        view.TryKey(Key.Enter, scene.State); // a page is no table
        Assert.That(scene.Draw(view).Rows()[2], Does.StartWith(" Table of 1024 ptes at ").And.EndWith(" from 40000000"));
        view.TryKey(Key.Backspace, scene.State);
        view.TryKey(Key.End, scene.State);
        Assert.That(Selected(scene.Draw(view)), Does.Match("^  1023 ffc00000 [0-9a-f]{5}003 P R/W +table [0-9a-f]{8} kernel's$"));
    }

    [Test]
    public void AllOfPaesEntriesFitTheScreen()
    {
        using var scene = new Scene("pae", "high", "shared");
        var view = new TableView();
        view.TryKey(Key.End, scene.State);
        view.TryKey(Key.Enter, scene.State);
        view.TryKey(Key.End, scene.State);

        Assert.That(Selected(scene.Draw(view)), Does.Match("^   511 ffe00000 0{16} -$"));
        Assert.That(scene.Draw(view).Rows()[2], Does.StartWith(" Table of 512 pdes at "));
    }

    /// <summary>The last column of whatever is longest is drawn, and nothing behind it is cut off.</summary>
    [Test]
    public void NoTextIsTooLongForItsRow()
    {
        using var scene = new Scene("two-level", "high", "shared");
        foreach (Verdict verdict in Enum.GetValues<Verdict>())
        {
            scene.Fault(0xC0100000, 5, verdict);
            Assert.That(scene.Draw(new OverviewView()).Rows()[21], Does.EndWith(VerdictText.Of(verdict).Sentence));
            Assert.That(scene.Draw(new FaultView(scene.KernelCells)).Rows()[3], Does.EndWith(VerdictText.Of(verdict).Sentence));
        }

        foreach (Experiment experiment in ExperimentTable.All)
        {
            (scene.State.ExperimentName, scene.State.ExperimentDescription, scene.State.Progress) = (
                experiment.Name, experiment.Description, "the machine has ended");
            string[] rows = scene.Draw(new OverviewView()).Rows();
            Assert.That(rows[22], Does.Match($"{experiment.Name} +the machine has ended$"));
            Assert.That(rows[23], Is.EqualTo(" " + experiment.Description));
        }

        foreach (View view in new View[] { new OverviewView(), new FaultView(scene.KernelCells), new TableView(), new HelpView() })
        {
            string[] rows = scene.Draw(view).Rows();
            Assert.That(rows[24], Does.EndWith("end").Or.EndWith("Esc back"), view.ToString());
            Assert.That(rows.Skip(2).Take(21).Where(row => view is HelpView && row.Length == Canvas.Columns), Is.Empty);
        }
    }

    [Test]
    public void HelpNamesEveryKeyOfTheOverview()
    {
        using var scene = new Scene("two-level", "high", "shared");
        string[] help = scene.Draw(new HelpView()).Rows();
        Canvas overview = scene.Draw(new OverviewView());

        foreach (char key in overview.Styled(24, Style.Key).Where(char.IsUpper).Where(key => key != 'E'))
        {
            Assert.That(help, Has.One.StartsWith($"  {key} "), key.ToString());
        }
    }

    private static string Selected(Canvas canvas) =>
        canvas.Row(Enumerable.Range(0, Canvas.Rows).Single(row => canvas[0, row] >> 8 == Style.Selected)).TrimEnd();

    private static string Describe(SpaceArea region) => region.MappedKilobytes == 0
        ? $"{region.Start:x8} {region.Kind} 0"
        : $"{region.Start:x8} {region.Kind} "
            + $"r{((region.Rights & PageRights.Write) != 0 ? 'w' : '-')}{((region.Rights & PageRights.Execute) != 0 ? 'x' : '-')} "
            + $"{region.MappedKilobytes}";
}
