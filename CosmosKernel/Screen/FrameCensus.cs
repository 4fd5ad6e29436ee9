using CosmosKernel.Memory;
using CosmosKernel.Paging;

namespace CosmosKernel.Screen;

/// <summary>
/// Whose physical memory is: counts by owner, and a map. Owner 0 is the kernel, the others are the tasks that are looked at. A page that
/// two tasks have in common counts for both.
/// </summary>
internal sealed class FrameCensus
{
    /// <summary>How many owners can be told apart, the kernel included.</summary>
    public const int Owners = 5;

    /// <summary>Cells in a row of the map.</summary>
    public const int MapColumns = 32;

    /// <summary>Cells of the map.</summary>
    public const int MapCells = MapColumns * 4;

    /// <summary>In the map: all frames of the cell are free.</summary>
    public const byte Free = 0;

    /// <summary>In the map: some frame of the cell is a page table.</summary>
    public const byte Tables = 2;

    private const byte Kernel = 1;
    private const byte FirstTask = 3;

    private readonly FrameAllocator frames;
    private readonly uint cellBytes;
    private readonly uint memoryBytes;
    private readonly byte[] map = new byte[MapCells];
    private readonly uint[] pages = new uint[Owners];
    private readonly uint[] tables = new uint[Owners];
    private readonly PhysicalAddress[] lastTables = new PhysicalAddress[3];

    /// <summary>Makes an empty census.</summary>
    /// <param name="memory">Physical memory.</param>
    /// <param name="frames">Who knows which frames are out.</param>
    public FrameCensus(PhysicalMemory memory, FrameAllocator frames)
    {
        this.frames = frames;
        memoryBytes = memory.Size;
        cellBytes = Frame.RoundUp((memory.Size + MapCells - 1) / MapCells);
    }

    /// <summary>All memory in view, in KB.</summary>
    public uint MemoryKilobytes => memoryBytes >> 10;

    /// <summary>What nobody has, in KB.</summary>
    public uint FreeKilobytes { get; private set; }

    /// <summary>What is neither free nor a page table nor a task's: the kernel's image, heap and stacks, the BIOS, in KB.</summary>
    public uint KernelKilobytes { get; private set; }

    /// <summary>Pages of a task.</summary>
    /// <param name="owner">From 1.</param>
    /// <returns>In KB.</returns>
    public uint PageKilobytes(int owner) => pages[owner] * (Frame.Size >> 10);

    /// <summary>Paging structures of a task that are not the kernel's, or all of the kernel's.</summary>
    /// <param name="owner">0 is the kernel.</param>
    /// <returns>In KB.</returns>
    public uint TableKilobytes(int owner) => tables[owner] * (Frame.Size >> 10);

    /// <summary>What is in a cell of the map: <see cref="Free"/>, <see cref="Tables"/>, or <see cref="OwnerOf"/> tells.</summary>
    /// <param name="cell">Below <see cref="MapCells"/>.</param>
    /// <returns>The most telling of what is there.</returns>
    public byte Map(int cell) => map[cell];

    /// <summary>Whose a cell of the map is that is neither free nor of tables.</summary>
    /// <param name="mark">A value from <see cref="Map"/>.</param>
    /// <returns>0 for the kernel; a task's number in this census.</returns>
    public static int OwnerOf(byte mark) => mark < FirstTask ? 0 : mark - FirstTask + 1;

    /// <summary>Begins anew: marks what is free and what is not.</summary>
    public void Begin()
    {
        for (int i = 0; i < Owners; i++)
        {
            pages[i] = tables[i] = 0;
        }

        for (int depth = 0; depth < lastTables.Length; depth++)
        {
            lastTables[depth] = default;
        }

        for (int cell = 0; cell < MapCells; cell++)
        {
            map[cell] = IsInUse((uint)cell * cellBytes) ? Kernel : Free;
        }
    }

    /// <summary>After all spaces have been walked: what is left is the kernel's.</summary>
    public void End()
    {
        uint known = 0;
        for (int i = 0; i < Owners; i++)
        {
            known += PageKilobytes(i) + TableKilobytes(i);
        }

        FreeKilobytes = frames.Free * (Frame.Size >> 10);
        KernelKilobytes = MemoryKilobytes - FreeKilobytes - known;
    }

    /// <summary>Counts a paging structure.</summary>
    /// <param name="table">Its frame.</param>
    /// <param name="owner">Whose.</param>
    public void AddTable(PhysicalAddress table, int owner)
    {
        tables[owner]++;
        Mark(table, Tables);
    }

    /// <summary>Counts what a walk has found for the first time. Walks come in ascending order.</summary>
    /// <param name="walk">The walk through the owner's tables.</param>
    /// <param name="kernelWalk">The same address in the kernel's own; empty if those are the owner's.</param>
    /// <param name="owner">Whose.</param>
    internal void Add(in PageWalk walk, in PageWalk kernelWalk, int owner)
    {
        int tableCount = walk.IsMapped || walk.End == WalkEnd.NotPresent ? walk.Depth - 1 : 0;
        for (int depth = 0; depth < tableCount; depth++)
        {
            PhysicalAddress table = walk.Entry(depth).Address;
            bool isShared = depth < kernelWalk.Depth && kernelWalk.Entry(depth).IsPresent && kernelWalk.Entry(depth).Address == table;
            if (!isShared && lastTables[depth] != table)
            {
                lastTables[depth] = table;
                AddTable(table, owner);
            }
        }

        if (walk.IsUser && frames.Owns(walk.PageAddress))
        {
            pages[owner]++;
            Mark(walk.PageAddress, (byte)(FirstTask + owner - 1));
        }
    }

    private bool IsInUse(uint start)
    {
        for (uint frame = start; frame < start + cellBytes && frame < memoryBytes; frame += Frame.Size)
        {
            if (!frames.IsFree(new PhysicalAddress(frame)))
            {
                return true;
            }
        }

        return false;
    }

    private void Mark(PhysicalAddress frame, byte mark)
    {
        uint cell = frame.Value / cellBytes;
        if (cell < MapCells && map[cell] < mark)
        {
            map[cell] = mark;
        }
    }
}
