using CosmosKernel.Devices;
using CosmosKernel.Memory;
using CosmosKernel.Paging;

namespace CosmosKernel.Screen;

/// <summary>Browses the paging structures of the address space that is shown: a table at a time, an entry a line.</summary>
internal sealed class TableView : View
{
    private const int FirstRow = 5;
    private const int Lines = 18;
    private const int MostLevels = 3;

    // The way down: for each level the table, the first address it is about, and the chosen entry.
    private readonly PhysicalAddress[] tables = new PhysicalAddress[MostLevels];
    private readonly uint[] starts = new uint[MostLevels];
    private readonly uint[] chosen = new uint[MostLevels];
    private PageTables? browsed;
    private PhysicalAddress root;
    private int depth;

    /// <inheritdoc/>
    public override void Draw(Canvas canvas, LiveState state)
    {
        StayInForce(state);
        DrawTitle(canvas, state);
        DrawKeys(canvas, "|\u0018\u0019 |PgUp |PgDn choose |Space next present |Enter down |Backspace up |Esc back");
        PagingFormat format = state.Tables.Format;
        PagingLevel level = format.Level(depth);
        canvas.At(1, 1, Style.Strong).Text(state.Tables == state.Mapping.Kernel ? "The kernel's own tables" : state.SpaceName)
            .In(Style.Text).Text(", CR3 ").Hex(root.Value, 8);
        canvas.At(1, 2, Style.Text).Text("Table of ").Decimal(level.Entries).Put((byte)' ').Text(level.Name).Text("s at ").In(Style.Strong)
            .Hex(tables[depth].Value, 8)
            .In(Style.Text).Text(", for linear addresses from ").In(Style.Strong).Hex(starts[depth], 8);
        canvas.At(1, 4, Style.Heading).Text("entry").Text(" linear   ")
            .Text(format.EntryBytes == sizeof(uint) ? "raw      " : "raw              ").Text("bits                  leads to")
                .In(Style.Dim);
        uint top = System.Math.Min(
            chosen[depth] < Lines / 2 ? 0 : chosen[depth] - (Lines / 2), level.Entries < Lines ? 0 : level.Entries - Lines);
        for (uint line = 0; line < Lines && top + line < level.Entries; line++)
        {
            uint index = top + line;
            int row = FirstRow + (int)line;
            DrawEntry(canvas, row, state, index);
            if (index == chosen[depth])
            {
                canvas.Recolour(0, row, Canvas.Columns, Style.Selected);
            }
        }
    }

    /// <inheritdoc/>
    public override bool TryKey(Key key, LiveState state)
    {
        StayInForce(state);
        uint last = state.Tables.Format.Level(depth).Entries - 1;
        uint at = chosen[depth];
        switch (key)
        {
            case Key.Up:
                chosen[depth] = at == 0 ? 0 : at - 1;
                return true;
            case Key.Down:
                chosen[depth] = System.Math.Min(last, at + 1);
                return true;
            case Key.PageUp:
                chosen[depth] = at < Lines ? 0 : at - Lines;
                return true;
            case Key.PageDown:
                chosen[depth] = System.Math.Min(last, at + Lines);
                return true;
            case Key.Home:
                chosen[depth] = 0;
                return true;
            case Key.End:
                chosen[depth] = last;
                return true;
            case Key.Space:
                ChooseNextPresent(state, last);
                return true;
            case Key.Enter:
            case Key.Right:
                GoDown(state);
                return true;
            case Key.Backspace:
            case Key.Left:
                depth = System.Math.Max(0, depth - 1);
                return true;
            default:
                return false;
        }
    }

    /// <summary>If the space that is shown is another one by now, begins at its top.</summary>
    private void StayInForce(LiveState state)
    {
        if (browsed != state.Tables || root != state.Tables.Root)
        {
            browsed = state.Tables;
            root = state.Tables.Root;
            tables[0] = root;
            starts[0] = 0;
            chosen[0] = 0;
            depth = 0;
        }
    }

    private PageEntry EntryAt(LiveState state, uint index) => state.Tables.Format.Read(state.Memory, tables[depth], index);

    private bool IsTable(PagingFormat format, PageEntry entry) =>
        entry.IsPresent && depth < format.LevelCount - 1 && !(format.Level(depth).MayMapLargePage && entry.IsLarge);

    private void ChooseNextPresent(LiveState state, uint last)
    {
        for (uint index = chosen[depth] + 1; index <= last; index++)
        {
            if (EntryAt(state, index).IsPresent)
            {
                chosen[depth] = index;
                return;
            }
        }
    }

    private void GoDown(LiveState state)
    {
        PagingFormat format = state.Tables.Format;
        PageEntry entry = EntryAt(state, chosen[depth]);
        if (IsTable(format, entry) && state.Memory.HoldsFrame(entry.Address))
        {
            tables[depth + 1] = entry.Address;
            starts[depth + 1] = starts[depth] + (chosen[depth] << format.Level(depth).Shift);
            chosen[depth + 1] = 0;
            depth++;
        }
    }

    private void DrawEntry(Canvas canvas, int row, LiveState state, uint index)
    {
        PagingFormat format = state.Tables.Format;
        PagingLevel level = format.Level(depth);
        PageEntry entry = EntryAt(state, index);
        uint linear = starts[depth] + (index << level.Shift);
        canvas.At(1, row, entry.IsPresent ? Style.Text : Style.Dim).Decimal(index, 5).Put((byte)' ').Hex(linear, 8).Put((byte)' ')
            .Hex(entry.Raw, format.EntryBytes * 2).Put((byte)' ');
        if (!entry.IsPresent)
        {
            canvas.Text(entry.Raw == 0 ? "-" : "- (not present, so the rest is ignored)");
            return;
        }

        bool isUser = level.HasRights && entry.IsUser;
        canvas.In(!level.HasRights ? Style.Text : isUser ? Style.User : Style.Kernel);
        for (int i = 0; i < EntryBit.All.Length; i++)
        {
            EntryBit bit = EntryBit.All[i];
            bool shows = bit.Exists(format, depth, entry) && bit.IsSet(entry);
            canvas.Text(shows ? bit.Name : string.Empty, bit.IsAboutCaches ? 0 : bit.Name.Length + 1);
        }

        canvas.In(Style.Text);
        if (IsTable(format, entry))
        {
            canvas.Text("table ").Hex(entry.Address.Value, 8);
        }
        else
        {
            canvas.Text("page ").Hex(entry.Address.Value & ~(level.Span - 1), 8);
        }

        if (IsKernels(state, linear, entry))
        {
            canvas.In(Style.Dim).Text(" kernel's");
        }
    }

    /// <summary>
    /// Whether a task's entry is a copy of what the kernel's own tables have there: what the processor has marked in it is no difference.
    /// </summary>
    private bool IsKernels(LiveState state, uint linear, PageEntry entry)
    {
        if (state.Tables == state.Mapping.Kernel)
        {
            return false;
        }

        const ulong marks = PageEntry.AccessedBit | PageEntry.DirtyBit;
        PageWalk walk = state.Mapping.Kernel.Walk(new LinearAddress(linear));
        return depth < walk.Depth && (walk.Entry(depth).Raw & ~marks) == (entry.Raw & ~marks);
    }
}
