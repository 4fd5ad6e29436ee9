using System;
using System.Threading;
using CosmosKernel.Cpu;
using CosmosKernel.Mappings;
using CosmosKernel.Memory;
using CosmosKernel.Paging;
using CosmosKernel.Tasks;

namespace CosmosKernel.Sweep;

/// <summary>
/// A task without a program, and one address in it whose entries can be anything. Small page or large, the address leads to one frame:
/// <code>
///   4000_0000            code for ring 3: touches what EBX names, and comes back by int3
///   8000_0000 + n        the address; n is where the target frame lies in the large page that holds it
/// </code>
/// Ring 0 tries it in whatever tables a trap from this task would run on (<see cref="KernelView"/>): a tree of the task's, or the
/// kernel's own.
/// </summary>
internal sealed unsafe class SweepSpace
{
    /// <summary>What the target holds before it is touched.</summary>
    public const byte Before = 0x5A;

    /// <summary>What is written to it.</summary>
    public const byte Written = 0xA5;

    private const uint CodePage = 0x40000000;
    private const uint Region = 0x80000000;

    // Where in the target frame is what: code that ring 3 calls, code that ring 0 calls, data, a descriptor.
    private const uint UserCode = 0;
    private const uint KernelCode = 16;
    private const uint Data = 32;
    private const uint Descriptor = 64;

    // Where in the code page is what.
    private const uint ReadCode = 0;
    private const uint WriteCode = 16;
    private const uint DescriptorCode = 32;

    private const uint LocalDescriptor = Descriptor | LocalTable.FirstForRing3;

    private readonly KernelMapping mapping;
    private readonly PhysicalMemory memory;
    private readonly FrameAllocator frames;
    private readonly SweepTraps traps;
    private readonly PageTables userTables;
    private readonly PageTables ring3Tables;
    private readonly PageTables supervisorTables;
    private readonly PhysicalAddress[] tables;
    private readonly PhysicalAddress floatingPoint;
    private readonly PhysicalAddress target;
    private readonly LinearAddress page;

    /// <summary>Makes the task and its tables, and a local descriptor table in the page that will be tried.</summary>
    /// <param name="mapping">The kernel mapping.</param>
    /// <param name="memory">Physical memory.</param>
    /// <param name="frames">Where everything comes from, and where <see cref="Close"/> gives it back.</param>
    /// <param name="traps">Takes the traps.</param>
    /// <exception cref="InvalidOperationException">Memory ran out.</exception>
    public SweepSpace(KernelMapping mapping, PhysicalMemory memory, FrameAllocator frames, SweepTraps traps)
    {
        this.mapping = mapping;
        this.memory = memory;
        this.frames = frames;
        this.traps = traps;
        Format = mapping.Kernel.Format;
        userTables = new PageTables(Format, memory, frames, default);
        supervisorTables = mapping.View.HasTaskPages ? userTables : mapping.Kernel;
        PhysicalAddress code = Allocate();
        if (!mapping.TryCreate(userTables)
            || userTables.Map(new LinearAddress(CodePage), code, PageRights.User | PageRights.Execute) != MapOutcome.Mapped)
        {
            throw new InvalidOperationException("There is no memory for the sweep.");
        }

        ring3Tables = new PageTables(Format, memory, frames, userTables.Roots.InRing3);
        tables = new PhysicalAddress[Format.LevelCount - 1];
        for (int i = 0; i < tables.Length; i++)
        {
            tables[i] = Allocate();
        }

        floatingPoint = Allocate();
        target = Allocate();
        page = new LinearAddress(Region) + (target.Value & (LargestSpan() - 1));
        PutCode(memory.Pointer(code), memory.Pointer(target));
        FloatingPointState.Reset(memory.Pointer(floatingPoint));
        Variables->Task.FxArea = (uint)memory.Pointer(floatingPoint);
        LocalTable.Install(page.Value, Frame.Size);
    }

    /// <summary>The format of the tables.</summary>
    public PagingFormat Format { get; }

    private static TrapFrame* UserFrame => (TrapFrame*)Trampoline.TaskFrame;

    private static TrampolineVariables* Variables => (TrampolineVariables*)Trampoline.Variables;

    /// <summary>Where to make an access of some kind.</summary>
    /// <param name="access">The access.</param>
    /// <returns>An offset in page and frame.</returns>
    public static uint Offset(in Access access)
    {
        if (access.IsImplicit)
        {
            return Descriptor;
        }

        return access.Kind != AccessKind.Fetch ? Data : access.PrivilegeLevel == 3 ? UserCode : KernelCode;
    }

    /// <summary>Entries that lead to the target frame, without any rights: not even present, where the level has rights at all.</summary>
    /// <param name="leafDepth">The level that is to map the page.</param>
    /// <returns>The entries.</returns>
    public AccessEntries Addresses(int leafDepth)
    {
        AccessEntries entries = default;
        for (int depth = 0; depth < leafDepth; depth++)
        {
            entries = entries.With(depth, PageEntry.To(tables[depth], Format.Level(depth).HasRights ? 0 : PageEntry.PresentBit));
        }

        var frame = new PhysicalAddress(target.Value & ~(Format.Level(leafDepth).Span - 1));
        return entries.With(leafDepth, PageEntry.To(frame, leafDepth == Format.LevelCount - 1 ? 0 : PageEntry.LargeBit));
    }

    /// <summary>Puts entries in force, makes the access, and notes what came of it.</summary>
    /// <param name="trial">The entries and the access; gets all the rest.</param>
    public void Try(ref SweepTrial trial)
    {
        bool isUser = trial.Access.PrivilegeLevel == 3;
        PageTables root = isUser ? ring3Tables : supervisorTables;
        uint offset = Offset(trial.Access);
        trial.Linear = page + offset;
        trial.Target = target + offset;
        byte* content = memory.Pointer(trial.Target);
        byte before = *content;
        if (offset == Data)
        {
            Volatile.Write(ref *content, Before);
        }

        Write(root, trial.Entries);
        if (isUser)
        {
            TryUser(ref trial);
        }
        else
        {
            TrySupervisor(ref trial);
        }

        trial.Content = Volatile.Read(ref *content);
        trial.After = Read(root);
        Volatile.Write(ref *content, before);
        root.WriteRoot(Format.Level(0).Index(page.Value), default);

        // CR3 for what is not global, and for the PDPTEs; INVLPG for what is.
        ControlRegisters.WriteCr3(mapping.Kernel.Root.Value);
        ControlRegisters.InvalidatePage(page.Value);
    }

    /// <summary>Gives everything back.</summary>
    public void Close()
    {
        LocalTable.Remove();
        mapping.Destroy(userTables);
        foreach (PhysicalAddress table in tables)
        {
            frames.Release(table);
        }

        frames.Release(floatingPoint);
        frames.Release(target);
    }

    private static void PutCode(byte* code, byte* target)
    {
        const byte breakpoint = 0xCC; // int3
        *(uint*)(code + ReadCode) = 0xCC038A; // mov al, [ebx]; int3
        *(uint*)(code + WriteCode) = 0xCC0388; // mov [ebx], al; int3
        *(uint*)(code + DescriptorCode) = 0xCCC3020F; // lar eax, ebx; int3
        *(target + UserCode) = breakpoint;
        *(ushort*)(target + KernelCode) = 0xE6FF; // jmp esi: back into MemoryProbe
        *(SegmentDescriptor*)(target + Descriptor) = SegmentDescriptor.Data(3);
    }

    /// <summary>With CR0.AM=0 the flag has no other meaning.</summary>
    private static uint FlagsOf(in SweepTrial trial) => trial.Control.Has(AccessControlBits.AlignmentCheck) ? Eflags.AlignmentCheck : 0;

    private void TryUser(ref SweepTrial trial)
    {
        bool isImplicit = trial.Access.IsImplicit;
        *UserFrame = new TrapFrame
        {
            Cr3 = ring3Tables.Root.Value,
            Cs = Selector.UserCode,
            Ds = Selector.UserData,
            Es = Selector.UserData,
            Ss = Selector.UserData,
            Eflags = Eflags.AlwaysOne | FlagsOf(trial),
            Eax = Written,
            Ebx = isImplicit ? LocalDescriptor : trial.Linear.Value,
            Eip = isImplicit ? CodePage + DescriptorCode
                : trial.Access.Kind == AccessKind.Read ? CodePage + ReadCode
                : trial.Access.Kind == AccessKind.Write ? CodePage + WriteCode
                : trial.Linear.Value,
        };
        traps.Expect();
        Ring3.Run();
        trial.Answer = traps.Take();
    }

    private void TrySupervisor(ref SweepTrial trial)
    {
        traps.Expect();
        MemoryProbe.Touch(ProbeKind.LoadCr3, supervisorTables.Root.Value, 0, 0);
        trial.Answer = traps.Take();
        if (trial.Answer.Vector != SweepAnswer.NoException)
        {
            return;
        }

        bool isImplicit = trial.Access.IsImplicit;
        ProbeKind kind = isImplicit ? ProbeKind.ReadDescriptor
            : trial.Access.Kind == AccessKind.Read ? ProbeKind.Read
            : trial.Access.Kind == AccessKind.Write ? ProbeKind.Write
            : ProbeKind.Fetch;
        traps.Expect();
        uint value = MemoryProbe.Touch(kind, isImplicit ? LocalDescriptor : trial.Linear.Value, Written, FlagsOf(trial));
        trial.Answer = traps.Take();
        trial.Answer.Value = (byte)value;
    }

    private void Write(PageTables root, in AccessEntries entries)
    {
        for (int depth = tables.Length; depth > 0; depth--)
        {
            Format.Write(memory, tables[depth - 1], Format.Level(depth).Index(page.Value), entries[depth]);
        }

        root.WriteRoot(Format.Level(0).Index(page.Value), entries[0]);
    }

    private AccessEntries Read(PageTables root)
    {
        var entries = new AccessEntries(root.ReadRoot(Format.Level(0).Index(page.Value)));
        for (int depth = 1; depth < Format.LevelCount; depth++)
        {
            entries = entries.With(depth, Format.Read(memory, tables[depth - 1], Format.Level(depth).Index(page.Value)));
        }

        return entries;
    }

    private uint LargestSpan()
    {
        uint span = Frame.Size;
        for (int depth = 0; depth < Format.LevelCount; depth++)
        {
            span = Format.Level(depth).MayMapLargePage ? Math.Max(span, Format.Level(depth).Span) : span;
        }

        return span;
    }

    private PhysicalAddress Allocate()
    {
        if (!frames.TryAllocate(out PhysicalAddress frame))
        {
            throw new InvalidOperationException("There is no memory for the sweep.");
        }

        return frame;
    }
}
