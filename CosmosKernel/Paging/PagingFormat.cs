using System.Runtime.CompilerServices;
using CosmosKernel.Cpu;
using CosmosKernel.Memory;

namespace CosmosKernel.Paging;

/// <summary>
/// A format of paging structures, as data: a list of levels, from the one that CR3 names down to the page table, and the size
/// of an entry. Everything that walks or builds tables reads this list; nothing asks which format it is.
/// <code>
///   two-level (SDM vol. 3, 4.3)          PAE (SDM vol. 3, 4.4)
///   31    22 21    12 11     0           31 30 29   21 20   12 11     0
///   | pde   | pte    | offset |          |pdpte| pde  | pte   | offset |
/// </code>
/// </summary>
public sealed unsafe class PagingFormat
{
    /// <summary>1024 entries of 4 bytes at two levels; large pages of 4 MB; no XD.</summary>
    public static readonly PagingFormat TwoLevel = new(
        "two-level",
        sizeof(uint),
        Cr4.PageSizeExtensions,
        false,
        new[]
        {
            new PagingLevel("pde", 22, 10, sizeof(uint), true, true),
            new PagingLevel("pte", 12, 10, sizeof(uint), true, false),
        });

    /// <summary>4, 512 and 512 entries of 8 bytes at three levels; large pages of 2 MB; XD.</summary>
    public static readonly PagingFormat Pae = ThreeLevels(true);

    /// <summary>The same for a processor that does not know XD: there the bit is reserved.</summary>
    public static readonly PagingFormat PaeWithoutExecuteDisable = ThreeLevels(false);

    private readonly PagingLevel[] levels;

    // The same once more, the last two and what is above them, for a walk that is short.
    private readonly bool isThreeLevels;
    private readonly PagingLevel top;
    private readonly PagingLevel directory;
    private readonly PagingLevel table;

    private PagingFormat(string name, int entryBytes, Cr4 control, bool hasExecuteDisable, PagingLevel[] levels)
    {
        Name = name;
        EntryBytes = entryBytes;
        Control = control;
        HasExecuteDisable = hasExecuteDisable;
        this.levels = levels;
        isThreeLevels = levels.Length > 2;
        top = levels[0];
        directory = levels[levels.Length - 2];
        table = levels[levels.Length - 1];
    }

    /// <summary>As on the command line.</summary>
    public string Name { get; }

    /// <summary>
    /// Whether the processor keeps copies of the top entries from the load of CR3 on, and never looks at them again (SDM vol. 3, 4.4.1).
    /// Then a new top entry counts only after CR3 is loaded again.
    /// </summary>
    public bool CachesTopEntries => !levels[0].HasRights;

    /// <summary>4 or 8.</summary>
    public int EntryBytes { get; }

    /// <summary>The bit of CR4 that the format needs: to be what it is (PAE), or for its large pages (PSE).</summary>
    public Cr4 Control { get; }

    /// <summary>Whether entries have XD.</summary>
    public bool HasExecuteDisable { get; }

    /// <summary>How many levels.</summary>
    public int LevelCount => levels.Length;

    /// <summary>One level.</summary>
    /// <param name="depth">0 is the one that CR3 names.</param>
    /// <returns>Its description.</returns>
    public ref readonly PagingLevel Level(int depth) => ref levels[depth];

    /// <summary>Reads an entry.</summary>
    /// <param name="memory">Physical memory.</param>
    /// <param name="table">Where the table begins.</param>
    /// <param name="index">Which entry.</param>
    /// <returns>Its bits.</returns>
    public PageEntry Read(PhysicalMemory memory, PhysicalAddress table, uint index) => Read(At(memory.Pointer(table), index));

    /// <summary>Reads an entry that has been found.</summary>
    /// <param name="at">Its low doubleword.</param>
    /// <returns>Its bits.</returns>
    public PageEntry Read(uint* at) => new(EntryBytes == sizeof(uint) ? *at : *(ulong*)at);

    /// <summary>Where an entry lies.</summary>
    /// <param name="table">Its table.</param>
    /// <param name="index">Which entry; that after the last one for the table's end.</param>
    /// <returns>Its low doubleword. P and the address lie there in either format, for the kernel's frames are below 4 GB.</returns>
    public uint* At(byte* table, uint index) => (uint*)(table + (index * (uint)EntryBytes));

    /// <summary>
    /// Writes an entry. Eight bytes go in two halves, and a walk may come in between: the kernel may be running by this very entry, or by
    /// one that leads to the table it is in. So an entry that is present before and afterwards is present all the time, with one address or
    /// the other. What differs in the upper half is XD alone, since the kernel's frames are below 4 GB: in between, XD is set if it is on
    /// either side.
    /// </summary>
    /// <param name="memory">Physical memory.</param>
    /// <param name="table">Where the table begins.</param>
    /// <param name="index">Which entry.</param>
    /// <param name="entry">Its new bits.</param>
    public void Write(PhysicalMemory memory, PhysicalAddress table, uint index, PageEntry entry) =>
        Write(At(memory.Pointer(table), index), entry);

    /// <summary>The same, of an entry that has been found.</summary>
    /// <param name="at">Its low doubleword.</param>
    /// <param name="entry">Its new bits.</param>
    public void Write(uint* at, PageEntry entry)
    {
        if (EntryBytes == sizeof(uint))
        {
            System.Threading.Volatile.Write(ref at[0], (uint)entry.Raw);
            return;
        }

        uint high = (uint)(entry.Raw >> 32);
        if (high != 0)
        {
            System.Threading.Volatile.Write(ref at[1], high);
            System.Threading.Volatile.Write(ref at[0], (uint)entry.Raw);
        }
        else
        {
            System.Threading.Volatile.Write(ref at[0], (uint)entry.Raw);
            System.Threading.Volatile.Write(ref at[1], 0);
        }
    }

    /// <summary>
    /// Follows the entries of an address down to the last table: a walk that keeps nothing of the way, and so one of a dozen instructions a
    /// level.
    /// </summary>
    /// <param name="origin">Where physical address 0 is accessible.</param>
    /// <param name="root">The top structure, all of whose tables are in view.</param>
    /// <param name="linear">Any address.</param>
    /// <param name="last">The physical address of the last table.</param>
    /// <returns>False if there is none, or a large page instead.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryFollow(byte* origin, PhysicalAddress root, LinearAddress linear, out uint last)
    {
        last = root.Value;
        uint low;
        if (isThreeLevels)
        {
            low = *(uint*)(origin + (last + top.Offset(linear.Value)));
            last = PageEntry.AddressIn(low).Value;
            if (!top.LeadsToTable(low))
            {
                return false;
            }
        }

        low = *(uint*)(origin + (last + directory.Offset(linear.Value)));
        last = PageEntry.AddressIn(low).Value;
        return directory.LeadsToTable(low);
    }

    /// <summary>Where in the last table an address has its entry.</summary>
    /// <param name="origin">Where physical address 0 is accessible.</param>
    /// <param name="last">The physical address of the table.</param>
    /// <param name="linear">The address.</param>
    /// <returns>The entry.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint* EntryIn(byte* origin, uint last, LinearAddress linear) => (uint*)(origin + (last + table.Offset(linear.Value)));

    /// <summary>Whether an entry that is present maps a page, small or large, and does not name a table.</summary>
    /// <param name="depth">Its level.</param>
    /// <param name="low">Its low doubleword.</param>
    /// <returns>True if nothing is below it.</returns>
    public bool IsLast(int depth, uint low) => depth == levels.Length - 1 || !levels[depth].LeadsToTable(low);

    /// <summary>Looks for the next entry that is not empty. Most are: so sixteen words are looked at in one go.</summary>
    /// <param name="at">The first entry to look at.</param>
    /// <param name="end">The one after the last.</param>
    /// <returns>
    /// Where it lies; <paramref name="end"/> if all are empty. One whose low doubleword is 0 is: it is not present, nor kept.
    /// </returns>
    public uint* NextUsed(uint* at, uint* end)
    {
        const int group = 16;
        int step = EntryBytes / sizeof(uint);
        while (at < end)
        {
            if (at + group <= end
                && (at[0] | at[1] | at[2] | at[3] | at[4] | at[5] | at[6] | at[7] | at[8] | at[9] | at[10] | at[11] | at[12] | at[13]
                    | at[14] | at[15]) == 0)
            {
                at += group;
            }
            else if (*at == 0)
            {
                at += step;
            }
            else
            {
                break;
            }
        }

        return at;
    }

    private static PagingFormat ThreeLevels(bool hasExecuteDisable) => new(
        "pae",
        sizeof(ulong),
        Cr4.PhysicalAddressExtension,
        hasExecuteDisable,
        new[]
        {
            new PagingLevel("pdpte", 30, 2, sizeof(ulong), false, false),
            new PagingLevel("pde", 21, 9, sizeof(ulong), true, true),
            new PagingLevel("pte", 12, 9, sizeof(ulong), true, false),
        });
}
