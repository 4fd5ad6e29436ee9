using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using CosmosKernel.Cpu;
using CosmosKernel.Mappings;
using CosmosKernel.Memory;
using CosmosKernel.Paging;
using CosmosKernel.Tasks;

namespace CosmosPaging.Lab.Inspection;

/// <summary>What the kernel tells debugging tools of itself (Docs/Debugging.md), read out of a stopped machine.</summary>
public sealed class GuestLandmarks
{
    /// <summary>The trampoline's pages, as <see cref="Trampoline"/> draws them.</summary>
    private static readonly (string Name, uint Start, uint Last)[] TrampolineParts =
    [
        ("trampoline: variables, GDT, TSSs", Trampoline.Variables, Trampoline.InterruptTable - 1),
        ("trampoline: IDT", Trampoline.InterruptTable, Trampoline.Code - 1),
        ("trampoline: entry code", Trampoline.Code, Trampoline.CodeEnd - 1),
        ("trampoline: entry stack", Trampoline.CodeEnd, Trampoline.StackTop - 1),
    ];

    private static readonly int CardBytes = Unsafe.SizeOf<TaskCard>();

    private readonly Signpost sign;

    private GuestLandmarks(Signpost sign, IReadOnlyList<GuestTaskCard> tasks)
    {
        this.sign = sign;
        Tasks = tasks;
    }

    /// <summary>The tasks that are alive, in the order of the kernel's table.</summary>
    public IReadOnlyList<GuestTaskCard> Tasks { get; }

    /// <summary>How many more tasks are alive, for which the kernel's table has no place.</summary>
    public int TasksNotListed => (int)sign.TasksWithoutCard;

    /// <summary>The paging format.</summary>
    public PagingFormat Format =>
        sign.EntryBytes == sizeof(uint) ? PagingFormat.TwoLevel
        : sign.HasExecuteDisable != 0 ? PagingFormat.Pae
        : PagingFormat.PaeWithoutExecuteDisable;

    private KernelLayout Layout => sign.PageOffset == KernelLayout.High.PageOffset ? KernelLayout.High : KernelLayout.Low;

    /// <summary>CR3 of the kernel's own tables.</summary>
    public uint KernelRoot => sign.KernelRoot;

    /// <summary>How much memory the kernel's window maps.</summary>
    public uint MemoryBytes => sign.MemoryBytes;

    /// <summary>Reads it.</summary>
    /// <param name="memory">The memory of the machine, which has stopped.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>What was found.</returns>
    /// <exception cref="InspectionException">There is no signpost, or it is damaged.</exception>
    public static async Task<GuestLandmarks> ReadAsync(IGuestMemory memory, CancellationToken cancellation)
    {
        byte[] bytes = await memory.ReadLinearAsync(Trampoline.Signpost, Marshal.SizeOf<Signpost>(), cancellation).ConfigureAwait(false);
        Signpost sign = MemoryMarshal.Read<Signpost>(bytes);
        if (sign.Magic != Signpost.MagicValue || sign.EntryBytes is not (sizeof(uint) or sizeof(ulong)))
        {
            throw new InspectionException($"there is no signpost at {Trampoline.Signpost:x8}: its first word is {sign.Magic:x8}");
        }

        Expect("signpost", sign.SignpostBytes, bytes.Length);
        if (sign.Tasks != 0)
        {
            Expect("task card", sign.TaskCardBytes, CardBytes);
        }

        List<GuestTaskCard> tasks = [];
        byte[] table = await memory.ReadPhysicalAsync(sign.Tasks, (int)(sign.TaskCardBytes * sign.TaskCount), cancellation)
            .ConfigureAwait(false);
        for (uint slot = 0; slot < sign.TaskCount; slot++)
        {
            TaskCard card = MemoryMarshal.Read<TaskCard>(table.AsSpan((int)slot * CardBytes));
            if (card.Pid != 0)
            {
                LinearRange stack = new(card.StackStart, card.StackLast);
                tasks.Add(new GuestTaskCard(Name(card), card.Pid, card.Root, card.KernelRoot, stack, card.HeapStart));
            }
        }

        return new GuestLandmarks(sign, tasks);
    }

    /// <summary>What of the machine is the kernel's, by the emulator's own walk.</summary>
    /// <param name="tables">The frames of all paging structures.</param>
    /// <param name="kernel">The kernel's own pages.</param>
    /// <returns>The ground that the policy stands on.</returns>
    public KernelGround Ground(IEnumerable<uint> tables, IReadOnlyList<MappedPage> kernel)
    {
        uint firstFrame = FirstHole(kernel, sign.ImageLast + 1) - sign.PageOffset;
        LinearRange vmalloc = Layout.VmallocRange;
        Dictionary<uint, string> frames = tables.ToDictionary(frame => frame, _ => "a paging structure");
        for (uint frame = sign.Tasks & ~(Frame.Size - 1); frame < sign.Tasks + (sign.TaskCardBytes * sign.TaskCount); frame += Frame.Size)
        {
            frames[frame] = "the board of tasks";
        }

        foreach (MappedPage page in kernel.Where(page => page.Linear >= Trampoline.Base))
        {
            frames[page.Physical] = "the trampoline's";
        }

        foreach (MappedPage page in kernel.Where(page => page.Linear < Trampoline.Base && page.Size == Frame.Size))
        {
            if (vmalloc.Contains(new LinearAddress(page.Linear)))
            {
                frames[page.Physical] = "in the kernel's vmalloc area";
            }
            else if (!page.IsWritable)
            {
                frames.TryAdd(page.Physical, "read-only data of the kernel's");
            }
        }

        return new KernelGround(
            sign.HasExecuteDisable != 0, new LinearRange(sign.WindowStart, sign.WindowLast), firstFrame, frames);
    }

    /// <summary>The regions of the kernel's own space.</summary>
    /// <returns>In ascending order.</returns>
    public IReadOnlyList<Region> KernelRegions() => Order(Window().Concat(TrampolineRegions()));

    /// <summary>
    /// The regions of a task's space. What follows the program without a gap is its heap. Where the kernel's window is the task's to use,
    /// it is a region only where nothing is.
    /// </summary>
    /// <param name="task">The task.</param>
    /// <param name="pages">Its pages.</param>
    /// <returns>In ascending order.</returns>
    public IReadOnlyList<Region> TaskRegions(GuestTaskCard task, IReadOnlyList<MappedPage> pages)
    {
        List<Region> regions = [.. TrampolineRegions(), new Region("stack", task.Stack, ShowsGaps: false)];
        uint heapLast = task.HeapStart;
        foreach (MappedPage page in pages.Where(page => page.IsUser && page.Linear >= task.HeapStart))
        {
            if (page.Linear > heapLast + 1)
            {
                break;
            }

            heapLast = page.Last;
        }

        uint[] own = [.. pages.Where(page => page.IsUser && page.Linear < task.HeapStart).Select(page => page.Linear)];
        if (own.Length > 0)
        {
            regions.Add(new Region("program", new LinearRange(own[0], task.HeapStart - 1), ShowsGaps: false));
        }

        if (heapLast > task.HeapStart)
        {
            regions.Add(new Region("heap", new LinearRange(task.HeapStart, heapLast), ShowsGaps: false));
        }

        uint[] others = [
            .. pages.Where(page => page.IsUser && page.Linear > heapLast && page.Linear < task.Stack.Start).Select(page => page.Linear)];
        if (others.Length > 0)
        {
            regions.Add(new Region("mapped memory", new LinearRange(others[0], task.Stack.Start - 1), ShowsGaps: false));
        }

        LinearRange window = new(sign.WindowStart, sign.WindowLast);
        if (pages.Any(page => !page.IsUser && window.Contains(new LinearAddress(page.Linear))))
        {
            regions.AddRange(Window());
        }
        else
        {
            uint last = window.Contains(new LinearAddress(task.Stack.Start)) ? task.Stack.Start - 1 : window.Last;
            regions.Add(new Region("kernel window", new LinearRange(window.Start, last), ShowsGaps: true));
        }

        return Order(regions);
    }

    /// <summary>
    /// The first address that is not mapped: the guard page below the kernel's stack, which is the first frame that the allocator gives
    /// out.
    /// </summary>
    private static uint FirstHole(IReadOnlyList<MappedPage> kernel, uint from)
    {
        uint next = from;
        foreach (MappedPage page in kernel.Where(page => page.Last >= from))
        {
            if (page.Linear > next)
            {
                break;
            }

            next = page.Last + 1;
        }

        return next;
    }

    /// <summary>The kernel and this tool must agree on a structure, or all that is read of it would be wrong.</summary>
    private static void Expect(string what, uint told, int known)
    {
        if (told != known)
        {
            throw new InspectionException(
                $"this kernel's {what} has {told} bytes, and the lab knows one of {known}: they are not of the same version");
        }
    }

    private static unsafe string Name(TaskCard card)
    {
        ReadOnlySpan<byte> name = new(card.Name, TaskCard.NameBytes);
        int end = name.IndexOf((byte)0);
        return Encoding.ASCII.GetString(end < 0 ? name : name[..end]);
    }

    private static Region[] Order(IEnumerable<Region> regions) => [.. regions.OrderBy(region => region.Range.Start)];

    private static IEnumerable<Region> TrampolineRegions() =>
        TrampolineParts.Select(part => new Region(part.Name, new LinearRange(part.Start, part.Last), ShowsGaps: true));

    private IEnumerable<Region> Window()
    {
        uint ramEnd = sign.PageOffset + sign.MemoryBytes;
        yield return new Region("kernel window: low memory", new LinearRange(sign.WindowStart, sign.ImageStart - 1), ShowsGaps: true);
        yield return new Region("kernel window: image", new LinearRange(sign.ImageStart, sign.ImageLast), ShowsGaps: true);
        yield return new Region("kernel window: RAM", new LinearRange(sign.ImageLast + 1, ramEnd - 1), ShowsGaps: true);
        LinearRange vmalloc = Layout.VmallocRange;
        yield return new Region("kernel window: hole", new LinearRange(ramEnd, vmalloc.Start - 1), ShowsGaps: true);
        yield return new Region("kernel window: vmalloc area", vmalloc, ShowsGaps: true);
        yield return new Region("kernel window: hole", new LinearRange(vmalloc.Last + 1, sign.WindowLast), ShowsGaps: true);
    }
}
