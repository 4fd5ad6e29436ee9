using CosmosKernel.Memory;
using CosmosKernel.Paging;

namespace CosmosKernel.Invariants;

/// <summary>
/// Reads the trees of the tasks that live. Each entry is one of two kinds, by its addresses: a copy of the kernel's, which is compared
/// with the original; or the
/// task's own, whose tables and pages are noted in the ledger of frames.
/// </summary>
internal sealed unsafe class TaskReader
{
    /// <summary>So many trees are read at most. A task that forks until memory is full has thousands, and this may be a trap.</summary>
    public const int MostTrees = 64;

    private readonly CheckedMachine machine;
    private readonly EntryReader entries;
    private readonly KernelCopies copies;
    private readonly MirroredEntries mirrored;
    private readonly PageTables tree;
    private LinearRange[] shared = null!;
    private PagingFormat format;
    private PhysicalAddress sought;
    private bool isSeeking;

    /// <summary>Makes a reader.</summary>
    /// <param name="machine">What is read.</param>
    /// <param name="entries">Who reads copies whose U/S is not the original's.</param>
    /// <param name="copies">Who compares copies.</param>
    /// <param name="mirrored">Who compares top entries where a task has two trees.</param>
    public TaskReader(CheckedMachine machine, EntryReader entries, KernelCopies copies, MirroredEntries mirrored)
    {
        this.mirrored = mirrored;
        this.machine = machine;
        this.entries = entries;
        this.copies = copies;
        format = PagingFormat.TwoLevel;
        tree = new PageTables(format, machine.Memory, machine.Frames, default);
    }

    /// <summary>Where a task's own entry leads to a frame that is not the allocator's: the first that was seen.</summary>
    public LinearAddress Outside { get; private set; }

    /// <summary>Whether there is such an entry.</summary>
    public bool HasOutside { get; private set; }

    /// <summary>Reads them, and shows each as a whole to the invariants.</summary>
    /// <param name="invariants">All of them.</param>
    /// <returns>How many were read.</returns>
    public uint Read(Invariant[] invariants)
    {
        HasOutside = isSeeking = false;
        Begin();
        uint count = 0;
        PhysicalAddress root = machine.Mapping.Directories.First;
        PhysicalAddress mirror = machine.Mapping.Ring3Directories.First;
        while (root.Value != 0 && count < MostTrees)
        {
            shared = machine.Mapping.RangesInTask;
            machine.Ledger.AddTable(root);
            ReadTable(machine.Memory.Pointer(root), machine.Memory.Pointer(machine.Kernel.Root), 0, 0);
            Show(root, invariants);
            if (mirror.Value != 0)
            {
                shared = machine.Mapping.RangesInRing3;
                machine.Ledger.AddTable(mirror);
                ReadMirror(machine.Memory.Pointer(mirror), machine.Memory.Pointer(root), machine.Memory.Pointer(machine.Kernel.Root));
                Show(mirror, invariants);
                mirror = machine.Mapping.Ring3Directories.Next(mirror);
            }

            root = machine.Mapping.Directories.Next(root);
            count++;
        }

        return count;
    }

    /// <summary>Finds out which page of a task's has a frame.</summary>
    /// <param name="frame">The frame.</param>
    /// <returns>The last such page, or the first page of what a table spans; the frame's own address if none of the trees has it.</returns>
    public LinearAddress Find(PhysicalAddress frame)
    {
        Outside = new LinearAddress(frame.Value);
        sought = frame;
        isSeeking = true;
        Begin();
        int count = 0;
        PhysicalAddress root = machine.Mapping.Directories.First;
        while (root.Value != 0 && count < MostTrees)
        {
            ReadTable(machine.Memory.Pointer(root), machine.Memory.Pointer(machine.Kernel.Root), 0, 0);
            root = machine.Mapping.Directories.Next(root);
            count++;
        }

        return Outside;
    }

    private void Begin()
    {
        shared = machine.Mapping.RangesInTask;
        if (format != machine.Kernel.Format)
        {
            format = machine.Kernel.Format;
            tree.ChangeFormat(format);
        }
    }

    private void Show(PhysicalAddress root, Invariant[] invariants)
    {
        tree.SwitchTo(root);
        for (int i = 0; i < invariants.Length; i++)
        {
            invariants[i].Visit(tree);
        }
    }

    /// <summary>Reads the top structure of ring 3's tree where the task has another: what both lead to has been read there.</summary>
    /// <param name="top">Ring 3's top structure.</param>
    /// <param name="task">The second tree's.</param>
    /// <param name="original">The kernel's own.</param>
    private void ReadMirror(byte* top, byte* task, byte* original)
    {
        ref readonly PagingLevel level = ref format.Level(0);
        for (uint index = 0; index < level.Entries; index++)
        {
            PageEntry own = format.Read(format.At(top, index));
            PageEntry second = format.Read(format.At(task, index));
            PageEntry theirs = format.Read(format.At(original, index));
            uint start = index << level.Shift;
            var span = new LinearRange(start, start + (level.Span - 1));
            bool hasOwnTable = IsPartlyShared(span) && own.IsPresent && own.Address != second.Address;
            if (IsShared(span))
            {
                Compare(format.At(top, index), theirs, 0, span);
            }
            else if (hasOwnTable)
            {
                Note(own.Address, start);
                ReadTable(machine.Memory.Pointer(own.Address), machine.Memory.Pointer(theirs.Address), 1, start);
            }
            else
            {
                bool isKernels = second.IsPresent && second.Address == theirs.Address;
                mirrored.See(own, isKernels ? default : second, start);
            }
        }
    }

    /// <summary>Reads a table that may have entries of both kinds.</summary>
    /// <param name="table">The task's.</param>
    /// <param name="original">The kernel's for the same addresses; null if it has none.</param>
    /// <param name="depth">Its level.</param>
    /// <param name="tableStart">The first address that it spans.</param>
    private void ReadTable(byte* table, byte* original, int depth, uint tableStart)
    {
        ref readonly PagingLevel level = ref format.Level(depth);
        for (uint index = 0; index < level.Entries; index++)
        {
            uint* own = format.At(table, index);
            uint theirs = original == null ? 0 : *format.At(original, index);
            if ((*own | theirs) == 0)
            {
                continue;
            }

            uint start = tableStart + (index << level.Shift);
            var span = new LinearRange(start, start + (level.Span - 1));
            if (!IsPartlyShared(span))
            {
                ReadOwn(own, depth, start);
            }
            else if (IsShared(span))
            {
                Compare(own, original == null ? default : format.Read(format.At(original, index)), depth, span);
            }
            else if (level.LeadsToTable(*own))
            {
                PhysicalAddress below = PageEntry.AddressIn(*own);
                Note(below, start);
                ReadTable(
                    machine.Memory.Pointer(below),
                    level.LeadsToTable(theirs) ? machine.Memory.Pointer(PageEntry.AddressIn(theirs)) : null,
                    depth + 1,
                    start);
            }
            else if (level.LeadsToTable(theirs))
            {
                copies.MarkBroken(start);
            }
        }
    }

    private bool IsPartlyShared(LinearRange span)
    {
        for (int i = 0; i < shared.Length; i++)
        {
            if (shared[i].Overlaps(span))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsShared(LinearRange span)
    {
        for (int i = 0; i < shared.Length; i++)
        {
            if (shared[i].Contains(span))
            {
                return true;
            }
        }

        return false;
    }

    private void Compare(uint* own, PageEntry original, int depth, LinearRange span)
    {
        if (isSeeking)
        {
            return;
        }

        PageEntry entry = format.Read(own);
        copies.See(entry, original, span);
        if (entry.IsPresent && entry.IsUser && !original.IsUser)
        {
            entries.ReadCopy(own, depth, span.Start);
        }
    }

    /// <summary>Reads an entry of the task's own, and what is below it.</summary>
    private void ReadOwn(uint* at, int depth, uint start)
    {
        var entry = new PageEntry(*at);
        if (depth == format.LevelCount - 1)
        {
            SeePage(entry, start);
            return;
        }

        if (!entry.IsPresent)
        {
            return;
        }

        if (format.IsLast(depth, *at) || !machine.Frames.Owns(entry.Address))
        {
            SeeOutside(start); // a large page, which no task is ever given; or a table that is none
            return;
        }

        Note(entry.Address, start);
        ref readonly PagingLevel below = ref format.Level(depth + 1);
        byte* table = machine.Memory.Pointer(entry.Address);
        uint* end = format.At(table, below.Entries);
        int words = format.EntryBytes / sizeof(uint);
        int indexShift = words == 1 ? 2 : 3;
        for (uint* next = format.NextUsed((uint*)table, end); next < end; next = format.NextUsed(next + words, end))
        {
            ReadOwn(next, depth + 1, start + ((uint)((byte*)next - table) >> indexShift << below.Shift));
        }
    }

    private void SeePage(PageEntry entry, uint start)
    {
        if (!entry.IsPresent && !entry.IsKept)
        {
            return;
        }

        if (isSeeking)
        {
            Note(entry.Address, start);
        }
        else if (machine.Frames.Owns(entry.Address))
        {
            machine.Ledger.AddPage(entry.Address, entry.IsPresent && entry.IsWritable);
        }
        else
        {
            SeeOutside(start);
        }
    }

    private void SeeOutside(uint start)
    {
        if (!isSeeking && !HasOutside)
        {
            Outside = new LinearAddress(start);
            HasOutside = true;
        }
    }

    /// <summary>Notes a table, or compares its frame with the one that is looked for.</summary>
    private void Note(PhysicalAddress frame, uint start)
    {
        if (!isSeeking)
        {
            machine.Ledger.AddTable(frame);
        }
        else if (sought == frame)
        {
            Outside = new LinearAddress(start);
        }
    }
}
