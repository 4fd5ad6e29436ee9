using CosmosKernel.Memory;
using CosmosKernel.Paging;

namespace CosmosKernel.Invariants;

/// <summary>
/// Reads entries that lead to the kernel's memory, all of the kernel's own tree or one copy in a task's, and shows them to the
/// invariants about entries: tables
/// after what is below them, pages in runs of neighbours that say the same.
/// </summary>
internal sealed unsafe class EntryReader
{
    private const PageRights All = PageRights.Write | PageRights.User | PageRights.Execute;

    private const uint UpperExecuteDisable = (uint)(PageEntry.ExecuteDisableBit >> 32);

    private readonly CheckedMachine machine;
    private readonly Invariant[] watchers;

    /// <summary>Makes a reader.</summary>
    /// <param name="machine">What is read.</param>
    /// <param name="watchers">The invariants about entries.</param>
    public EntryReader(CheckedMachine machine, params Invariant[] watchers)
    {
        this.machine = machine;
        this.watchers = watchers;
    }

    /// <summary>Reads the kernel's own tree, and notes its tables, and the pages of the vmalloc area, in the ledger.</summary>
    public void ReadTree()
    {
        PageTables kernel = machine.Kernel;
        machine.Ledger.AddTable(kernel.Root);
        ReadTable(machine.Memory.Pointer(kernel.Root), 0, 0, All, true);
        var pages = new LastLevel(kernel, machine.Layout.VmallocRange);
        while (pages.Next())
        {
            machine.Ledger.AddKernels(pages.Entry.Address);
        }
    }

    /// <summary>Reads a task's copy of an entry, and what is below it.</summary>
    /// <param name="at">The entry; present.</param>
    /// <param name="depth">Its level. Those above have no U/S, or it is 1.</param>
    /// <param name="start">The first address that it spans.</param>
    public void ReadCopy(uint* at, int depth, uint start)
    {
        if (machine.Kernel.Format.IsLast(depth, *at))
        {
            ShowPages(start, start + (machine.Kernel.Format.Level(depth).Span - 1), RightsOf(at, depth), All);
        }
        else
        {
            ReadBelow(at, depth, start, All, false);
        }
    }

    private bool ReadBelow(uint* at, int depth, uint start, PageRights above, bool isNoted)
    {
        PhysicalAddress table = PageEntry.AddressIn(*at);
        if (isNoted)
        {
            machine.Ledger.AddTable(table);
        }

        PageRights own = RightsOf(at, depth);
        bool isOpen = machine.Memory.HoldsFrame(table) && ReadTable(machine.Memory.Pointer(table), depth + 1, start, above & own, isNoted);
        ref readonly PagingLevel level = ref machine.Kernel.Format.Level(depth);
        bool isUser = level.HasRights && (own & PageRights.User) != 0;
        Show(new EntryRun(new LinearRange(start, start + (level.Span - 1)), isUser, isOpen, false, above & own));
        return isOpen;
    }

    private bool ReadTable(byte* table, int depth, uint tableStart, PageRights above, bool isNoted)
    {
        PagingFormat format = machine.Kernel.Format;
        ref readonly PagingLevel level = ref format.Level(depth);
        int words = format.EntryBytes / sizeof(uint);
        int indexShift = words == 1 ? 2 : 3;
        uint compared = (uint)(PageEntry.PresentBit | PageEntry.WriteBit | PageEntry.UserBit)
            | (depth < format.LevelCount - 1 ? (uint)PageEntry.LargeBit : 0);
        uint* end = format.At(table, level.Entries);
        bool isOpen = false;
        uint* next;
        for (uint* at = format.NextUsed((uint*)table, end); at < end; at = format.NextUsed(next, end))
        {
            next = at + words;
            if ((*at & (uint)PageEntry.PresentBit) == 0)
            {
                continue;
            }

            uint start = tableStart + ((uint)((byte*)at - table) >> indexShift << level.Shift);
            if (!format.IsLast(depth, *at))
            {
                isOpen |= ReadBelow(at, depth, start, above, isNoted);
                continue;
            }

            while (next < end && ((*next ^ *at) & compared) == 0 && (words == 1 || ((next[1] ^ at[1]) & UpperExecuteDisable) == 0))
            {
                next += words;
            }

            uint last = tableStart + ((uint)((byte*)next - table) >> indexShift << level.Shift) - 1;
            isOpen |= ShowPages(start, last, RightsOf(at, depth), above);
        }

        return isOpen;
    }

    private PageRights RightsOf(uint* at, int depth)
    {
        PagingFormat format = machine.Kernel.Format;
        if (!format.Level(depth).HasRights)
        {
            return All;
        }

        PageRights rights = (PageRights)(*at & (uint)(PageRights.Write | PageRights.User));
        bool isForbidden = format.HasExecuteDisable && (at[1] & UpperExecuteDisable) != 0;
        return isForbidden ? rights : rights | PageRights.Execute;
    }

    private bool ShowPages(uint first, uint last, PageRights own, PageRights above)
    {
        PageRights rights = own & above;
        bool isOpen = (rights & PageRights.User) != 0;
        Show(new EntryRun(new LinearRange(first, last), (own & PageRights.User) != 0, isOpen, true, rights));
        return isOpen;
    }

    private void Show(in EntryRun run)
    {
        for (int i = 0; i < watchers.Length; i++)
        {
            watchers[i].Visit(in run);
        }
    }
}
