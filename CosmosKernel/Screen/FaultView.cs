using CosmosKernel.Cpu;
using CosmosKernel.Devices;
using CosmosKernel.Faults;
using CosmosKernel.Mappings;
using CosmosKernel.Paging;

namespace CosmosKernel.Screen;

/// <summary>
/// One fault in detail: the error code bit by bit, the address cut into indexes, every entry of the walk with its bits, and the one that
/// decided marked. Then the same address in the kernel's own tables, which tells "not mapped here" from "mapped nowhere".
/// </summary>
internal sealed class FaultView : View
{
    private const int BitsColumn = 30;
    private const int FirstEntryRow = 11;
    private const int KernelRow = 19;

    /// <summary>The bits of the error code, what they say when 0 and when 1 (SDM vol. 3, 4.7).</summary>
    private static readonly ErrorBit[] ErrorBits =
    {
        new("P", PageFaultErrorCode.Protection, "not present", "a right is missing"),
        new("W/R", PageFaultErrorCode.Write, "read", "write"),
        new("U/S", PageFaultErrorCode.User, "ring 0", "ring 3"),
        new("RSVD", PageFaultErrorCode.ReservedBit, "no", "yes"),
        new("I/D", PageFaultErrorCode.Fetch, "data", "fetch"),
    };

    private readonly KernelCells cells;

    /// <summary>Makes the view.</summary>
    /// <param name="cells">Who has the kernel's own tables in each format.</param>
    public FaultView(KernelCells cells) => this.cells = cells;

    /// <inheritdoc/>
    public override void Draw(Canvas canvas, LiveState state)
    {
        DrawTitle(canvas, state);
        DrawKeys(canvas, "|\u0018\u0019 another fault |Esc back");
        if (state.Faults.Count == 0)
        {
            canvas.At(1, 2, Style.Text).Text("No fault yet.");
            return;
        }

        ref readonly KeptFault record = ref state.Faults[state.SelectedFault];
        ref readonly Fault fault = ref record.Fault;
        DrawFault(canvas, 2, record);
        canvas.At(0, 3, Style.Fault).Put(Glyph.Pointer).Put((byte)' ').Text(VerdictText.Of(in fault).Sentence);
        if (fault.Vector != ExceptionVector.PageFault)
        {
            canvas.At(1, 5, Style.Text).Text("EIP ").Hex(fault.Eip, 8).Text(". No page fault: the pages had no part in it.");
            return;
        }

        DrawErrorCode(canvas, fault);
        DrawIndexes(canvas, fault);
        ExplainedWalk walk = fault.Explained;
        canvas.At(1, FirstEntryRow - 1, Style.Heading).Text("The walk, entry by entry");
        int place = 0;
        if (walk.Obstacles.TryNextOther(ref place, out _))
        {
            canvas.In(Style.Text).Text("; ").In(Style.Fault).Text("what would refuse, too")
                .In(Style.Text).Text(", if the deciding bit did not");
        }

        PagingFormat format = fault.Walk.Format;
        for (int depth = 0; depth < format.LevelCount; depth++)
        {
            int row = FirstEntryRow + (depth * 2);
            if (depth < fault.Walk.Depth)
            {
                DrawEntry(canvas, row, walk, depth);
            }
            else
            {
                canvas.At(1, row, Style.Dim).Text(format.Level(depth).Name, 6).Text("the processor never came here");
            }
        }

        if (cells.Kernel(format) is { } kernel)
        {
            DrawKernelWalk(canvas, kernel.Walk(fault.Address));
        }
    }

    /// <inheritdoc/>
    public override bool TryKey(Key key, LiveState state)
    {
        switch (key)
        {
            case Key.Up:
                state.SelectedFault = System.Math.Max(0, state.SelectedFault - 1);
                return true;
            case Key.Down:
                state.SelectedFault = System.Math.Max(0, System.Math.Min(state.Faults.Count - 1, state.SelectedFault + 1));
                return true;
            default:
                return false;
        }
    }

    private static void DrawErrorCode(Canvas canvas, in Fault fault)
    {
        canvas.At(1, 5, Style.Heading).Text("The error code, which the processor pushed").At(1, 6, Style.Text).Hex(fault.ErrorCode, 4)
            .Put((byte)' ');
        for (int i = 0; i < ErrorBits.Length; i++)
        {
            ErrorBit bit = ErrorBits[i];
            bool isSet = ((PageFaultErrorCode)fault.ErrorCode & bit.Mask) != 0;
            canvas.In(Style.Strong).Put((byte)' ').Put((byte)' ').Text(bit.Name).Put((byte)'=').Put((byte)(isSet ? '1' : '0'))
                .In(Style.Text).Put((byte)' ').Text(isSet ? bit.WhenSet : bit.WhenClear);
        }
    }

    private static void DrawIndexes(Canvas canvas, in Fault fault)
    {
        PagingFormat format = fault.Walk.Format;
        canvas.At(1, 7, Style.Heading).Text("The address, as the walk cuts it").At(1, 8, Style.Text).Hex(fault.Address.Value, 8).Text(" =");
        for (int depth = 0; depth < format.LevelCount; depth++)
        {
            PagingLevel level = format.Level(depth);
            canvas.In(Style.Text).Text("  ").Text(level.Name).Put((byte)' ').In(Style.Strong).Decimal(level.Index(fault.Address.Value));
        }

        canvas.In(Style.Text).Text("  offset ").In(Style.Strong).Hex(fault.Address.PageOffset, 3).In(Style.Text).Text("    instruction at ")
            .In(Style.Strong).Hex(fault.Eip, 8);
    }

    private static void DrawEntry(Canvas canvas, int row, in ExplainedWalk explained, int depth)
    {
        PageWalk walk = explained.Walk;
        PagingFormat format = walk.Format;
        PageEntry entry = walk.Entry(depth);
        canvas.At(1, row, Style.Strong).Text(format.Level(depth).Name, 6)
            .In(explained.Decides(depth, ObstacleKind.Reserved) ? Style.Deciding : Style.Text)
            .Hex(entry.Raw, format.EntryBytes * 2);
        bool isLast = depth == walk.Depth - 1;
        canvas.At(1, row + 1, Style.Dim, BitsColumn - 2)
            .Text(!entry.IsPresent ? "      nothing more" : isLast ? "      the page at " : "      a table at ");
        if (entry.IsPresent)
        {
            canvas.Hex(isLast ? walk.PageAddress.Value : entry.Address.Value, 8);
        }

        int column = BitsColumn;
        for (int i = 0; i < EntryBit.All.Length; i++)
        {
            EntryBit bit = EntryBit.All[i];
            bool exists = bit.Exists(format, depth, entry);
            bool isDeciding = bit.Obstacle != ObstacleKind.None && explained.Decides(depth, bit.Obstacle);
            bool refusesToo = bit.Obstacle != ObstacleKind.None && explained.RefusesToo(depth, bit.Obstacle);
            canvas.At(column, row, isDeciding ? Style.Deciding : refusesToo ? Style.Fault : exists ? Style.Text : Style.Dim)
                .Text(bit.Name).Put((byte)'=')
                .Put((byte)(!exists ? '-' : bit.IsSet(entry) ? '1' : '0'));
            if (isDeciding)
            {
                DrawMark(canvas, column, row + 1);
            }

            column += bit.Name.Length + 3;
        }
    }

    /// <summary>Below the bit; the text goes where there is room.</summary>
    private static void DrawMark(Canvas canvas, int column, int row)
    {
        const string text = "this bit decides";
        bool fits = column + 2 + text.Length <= Canvas.Columns;
        canvas.At(column, row, Style.Failed).Put(Glyph.PointerUp);
        canvas.At(fits ? column + 2 : column - 1 - text.Length, row, Style.Failed).Text(text);
    }

    private static void DrawKernelWalk(Canvas canvas, in PageWalk walk)
    {
        canvas.At(1, KernelRow - 1, Style.Heading).Text("The same address in the kernel's own tables");
        canvas.At(1, KernelRow, Style.Text);
        for (int depth = 0; depth < walk.Depth; depth++)
        {
            canvas.Text(walk.Format.Level(depth).Name).Put((byte)' ').Hex(walk.Entry(depth).Raw, walk.Format.EntryBytes * 2).Put((byte)' ');
        }

        canvas.At(1, KernelRow + 1, Style.Strong);
        if (!walk.IsMapped)
        {
            canvas.Text("not mapped there, either");
            return;
        }

        canvas.Text("mapped to ").Hex(walk.Physical.Value, 8).Text(", r").Put((byte)((walk.Rights & PageRights.Write) != 0 ? 'w' : '-'))
            .Put((byte)((walk.Rights & PageRights.Execute) != 0 ? 'x' : '-')).Text(walk.IsUser ? " for ring 3" : " for ring 0 only")
                .Text(", a page of ").Size(walk.PageSize >> 10, 0);
    }
}
