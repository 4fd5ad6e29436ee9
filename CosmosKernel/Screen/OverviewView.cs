using CosmosKernel.Devices;
using CosmosKernel.Faults;
using CosmosKernel.Paging;

namespace CosmosKernel.Screen;

/// <summary>
/// The screen to leave running: a task's linear space, the physical memory, the last faults.
/// <code>
///    0  what runs                                         held, failed
///    1  the task
///    2  4 GB as a strip, 64 MB a cell
///    4  linear space, region by region    | physical memory, by owner
///   16  the last faults, and the reason of the one that is chosen
///   23  the experiment
///   24  the keys
/// </code>
/// </summary>
internal sealed class OverviewView : View
{
    private const int StripColumn = 8;
    private const int ShortestBar = 3;

    private static readonly Panel SpacePanel = new(1, 4, 45, 12, "Linear space, top to bottom");
    private static readonly Panel MemoryPanel = new(47, 4, 32, 12, "Physical memory, by owner");
    private static readonly Panel FaultPanel = new(1, 16, 78, 6, "Last faults");
    private static readonly Panel ExperimentPanel = new(1, 22, 56, 1, null);
    private static readonly Panel ProgressPanel = new(58, 22, 22, 1, null);
    private static readonly Panel DescriptionPanel = new(1, 23, 79, 1, null);

    /// <summary>By <see cref="AreaKind"/>: what a region is called and how it is drawn.</summary>
    private static readonly AreaLook[] Looks =
    {
        new("nothing", Style.Dim, Glyph.Dot),
        new("no task's", Style.Dim, Glyph.LightShade),
        new("user", Style.User, Glyph.Block),
        new("kernel", Style.Kernel, Glyph.Block),
        new("trampoline", Style.Trampoline, Glyph.Block),
    };

    /// <summary>By owner: the kernel, then the tasks.</summary>
    private static readonly byte[] OwnerStyles = { Style.Kernel, Style.User, Style.OtherUser, Style.Strong, Style.Trampoline };

    /// <inheritdoc/>
    public override void Draw(Canvas canvas, LiveState state)
    {
        DrawTitle(canvas, state);
        DrawTask(canvas, state);
        DrawStrip(canvas, state);
        DrawSpace(canvas, state.Space);
        DrawMemory(canvas, state);
        DrawFaults(canvas, state);
        ExperimentPanel.Line(canvas, 0, Style.Heading).Text("Experiment ").Decimal((uint)state.Experiment).Put((byte)'/')
            .Decimal((uint)state.ExperimentCount).Put((byte)' ')
            .In(Style.Strong).Text(state.ExperimentName);
        DescriptionPanel.Line(canvas, 0, Style.Text).Text(state.ExperimentDescription);
        ProgressPanel.Line(canvas, 0, Style.Fault).Text(state.Progress);
        DrawKeys(canvas, "|V mapping|F format|T task|S step|N next|A all|Enter fault|B tables|H help|Q end");
    }

    /// <inheritdoc/>
    public override bool TryKey(Key key, LiveState state)
    {
        int last = System.Math.Min(state.Faults.Count, FaultPanel.BodyHeight - 1) - 1;
        switch (key)
        {
            case Key.Up:
                state.SelectedFault = System.Math.Max(0, state.SelectedFault - 1);
                return true;
            case Key.Down:
                state.SelectedFault = System.Math.Max(0, System.Math.Min(last, state.SelectedFault + 1));
                return true;
            default:
                return false;
        }
    }

    private static void DrawTask(Canvas canvas, LiveState state)
    {
        canvas.At(1, 1, Style.Strong).Text(state.SpaceName).In(Style.Text);
        if (state.SpacePid > 0)
        {
            canvas.Text(", task ").Decimal((uint)state.SpacePid);
        }

        canvas.Text(", CR3 ").Hex(state.SpaceRoot, 8).Text(", ").In(Style.Fault).Text(state.SpaceCondition);
    }

    private static void DrawStrip(Canvas canvas, LiveState state)
    {
        canvas.At(1, 2, Style.Dim).Text("  0 GB ");
        canvas.At(StripColumn, 2, Style.Text);
        for (int i = 0; i < SpaceSurvey.StripLength; i++)
        {
            AreaLook look = Looks[(int)state.Space.Strip(i)];
            canvas.In(look.Style).Put(look.Glyph);
        }

        canvas.In(Style.Dim).Text(" 4 GB");
        canvas.At(StripColumn, 3, Style.Dim);
        for (int gigabyte = 0; gigabyte < 4; gigabyte++)
        {
            canvas.Put((byte)'|').Put((byte)' ').Hex((ulong)(uint)gigabyte << 30, 8).Put((byte)' ', 6);
        }

        canvas.Put((byte)'|');
    }

    private static void DrawSpace(Canvas canvas, SpaceSurvey space)
    {
        SpacePanel.DrawHeading(canvas);
        int row = 0;
        for (int i = space.Count - 1; i >= 0 && row < SpacePanel.BodyHeight; i--, row++)
        {
            if (i > 0 && row == SpacePanel.BodyHeight - 1)
            {
                SpacePanel.Line(canvas, row, Style.Dim).Text("and ").Decimal((uint)i + 1).Text(" more, further down");
                return;
            }

            SpaceArea region = space[i];
            AreaLook look = Looks[(int)region.Kind];
            SpacePanel.Line(canvas, row, Style.Text).Hex(region.Start, 8).Put((byte)' ').In(look.Style).Put(look.Glyph, ShortestBar)
                .Put((byte)' ').Text(look.Name, 11);
            if (region.MappedKilobytes == 0)
            {
                canvas.Put((byte)' ', 11).Size(region.Kilobytes, 10);
                continue;
            }

            canvas.In(Style.Text).Put((byte)'r').Put((byte)((region.Rights & PageRights.Write) != 0 ? 'w' : '-'))
                .Put((byte)((region.Rights & PageRights.Execute) != 0 ? 'x' : '-')).Put((byte)' ')
                .In(look.Style).Text(region.Kind == AreaKind.User ? "ring 3" : "ring 0").In(Style.Text).Put((byte)' ')
                    .Size(region.MappedKilobytes, 10);
        }
    }

    private static void DrawMemory(Canvas canvas, LiveState state)
    {
        MemoryPanel.DrawHeading(canvas);
        FrameCensus census = state.Census;
        int row = 0;
        DrawOwner(canvas, row++, Style.Kernel, Glyph.Square, "kernel, its heap", census.KernelKilobytes);
        DrawOwner(canvas, row++, Style.Tables, Glyph.Square, "kernel's page tables", census.TableKilobytes(0));
        for (int owner = 1; owner <= state.TaskCount && row < MemoryPanel.BodyHeight - 6; owner++)
        {
            DrawOwner(canvas, row++, OwnerStyles[owner], Glyph.Square, state.TaskName(owner), census.PageKilobytes(owner));
            DrawOwner(canvas, row++, Style.Tables, Glyph.Square, "  its page tables", census.TableKilobytes(owner));
        }

        DrawOwner(canvas, row, Style.Dim, Glyph.Dot, "free", census.FreeKilobytes);
        const int mapRows = FrameCensus.MapCells / FrameCensus.MapColumns;
        int first = MemoryPanel.BodyHeight - mapRows;
        for (int cell = 0; cell < FrameCensus.MapCells; cell++)
        {
            byte mark = census.Map(cell);
            byte style = mark == FrameCensus.Free
                ? Style.Dim
                : mark == FrameCensus.Tables
                ? Style.Tables
                : OwnerStyles[FrameCensus.OwnerOf(mark)];
            canvas.At(
                MemoryPanel.Column + (cell % FrameCensus.MapColumns), MemoryPanel.Body + first + (cell / FrameCensus.MapColumns), style)
                .Put(mark == FrameCensus.Free ? Glyph.Dot : Glyph.Block);
        }
    }

    private static void DrawOwner(Canvas canvas, int row, byte style, byte glyph, string name, uint kilobytes) =>
        MemoryPanel.Line(canvas, row, style).Put(glyph).Put((byte)' ').In(Style.Text).Column(name, 20).Size(kilobytes, 10);

    private static void DrawFaults(Canvas canvas, LiveState state)
    {
        FaultPanel.DrawHeading(canvas);
        int rows = FaultPanel.BodyHeight - 1;
        for (int age = 0; age < rows && age < state.Faults.Count; age++)
        {
            int row = FaultPanel.Body + age;
            ref readonly KeptFault record = ref state.Faults[age];
            DrawFault(canvas, row, record);
            if (age == state.SelectedFault)
            {
                canvas.Recolour(0, row, Canvas.Columns, Style.Selected);
                canvas.At(0, FaultPanel.Body + rows, Style.Fault).Put(Glyph.Pointer).Put((byte)' ')
                    .Text(VerdictText.Of(in record.Fault).Sentence);
            }
        }
    }
}
