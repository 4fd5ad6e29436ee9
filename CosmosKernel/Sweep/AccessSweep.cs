using CosmosKernel.Cpu;
using CosmosKernel.Mappings;
using CosmosKernel.Memory;
using CosmosKernel.Output;
using CosmosKernel.Paging;
using CosmosKernel.Scheduling;
using CosmosKernel.Traps;

namespace CosmosKernel.Sweep;

/// <summary>
/// Asks the processor itself whether <see cref="AccessCheck"/> is right: makes the entries of one address all that they can be, touches it
/// from ring 3 and from ring 0, and compares. Two families of entries, for each size of page:
/// <list type="bullet">
/// <item>all combinations of P, R/W, U/S, XD, A and D, over all levels at once;</item>
/// <item>each bit of each entry by itself, in a page for ring 3 and in one for ring 0, in a present entry and in one that is not.</item>
/// </list>
/// Each of them with CR0.WP off and on, and, where the processor has them, with SMEP off and on, with SMAP off, on, and lifted by
/// EFLAGS.AC. CR4.PSE and EFER.NXE stay as they are: the kernel's own tables rest on them.
/// </summary>
internal sealed class AccessSweep
{
    /// <summary>As on the command line, and in the log.</summary>
    public const string Name = "access-sweep";

    private const int RamAddressBits = 32;
    private const ulong AllRights = PageEntry.PresentBit | PageEntry.WriteBit | PageEntry.UserBit;

    private static readonly Access[] Accesses =
    {
        new(AccessKind.Read, 3),
        new(AccessKind.Write, 3),
        new(AccessKind.Fetch, 3),
        new(AccessKind.Read, 0),
        new(AccessKind.Write, 0),
        new(AccessKind.Fetch, 0),
        Access.Implicit(AccessKind.Read, 3),
        Access.Implicit(AccessKind.Read, 0),
    };

    private readonly Scheduler scheduler;
    private readonly PhysicalMemory memory;
    private readonly FrameAllocator frames;
    private readonly KernelLog log;
    private readonly Panic panic;
    private SweepSpace space = null!;
    private SweepTally tally = null!;

    /// <summary>Makes a sweep.</summary>
    /// <param name="scheduler">Has no tasks while the sweep goes on.</param>
    /// <param name="machine">The machine.</param>
    public AccessSweep(Scheduler scheduler, Machine machine)
    {
        this.scheduler = scheduler;
        memory = machine.Memory;
        frames = machine.Frames;
        log = machine.Log;
        panic = machine.Panic;
    }

    /// <summary>Sweeps that found nothing different.</summary>
    public int Held { get; private set; }

    /// <summary>Sweeps that did.</summary>
    public int Failed { get; private set; }

    /// <summary>Sweeps under one mapping.</summary>
    /// <param name="mapping">The mapping; the master directory is in force.</param>
    /// <param name="dispatcher">Gives its exceptions to the sweep meanwhile.</param>
    public void Run(KernelMapping mapping, TrapDispatcher dispatcher)
    {
        log.Text("run: variant=").Text(mapping.Name).Text(" paging=").Text(mapping.Kernel.Format.Name).Text(" layout=")
            .Text(mapping.Layout.Name)
            .Text(" experiments=1").EndLine();
        uint free = frames.Free;
        scheduler.Activate(mapping);
        var traps = new SweepTraps(panic, mapping.Kernel.Root);
        tally = new SweepTally(log, mapping.Kernel.Format);
        space = new SweepSpace(mapping, memory, frames, traps);
        dispatcher.Diversion = traps;
        UnderAllControls(mapping.Kernel.Format);
        dispatcher.Diversion = null;
        space.Close();
        tally.WriteSummary(mapping.Name);
        Report(mapping, tally.Count(SweepVerdict.Different), free - frames.Free);
    }

    private void Report(KernelMapping mapping, uint different, uint lost)
    {
        bool held = different == 0 && lost == 0;
        Held += held ? 1 : 0;
        Failed += held ? 0 : 1;
        log.Text("check: name=").Text(Name).Text(held ? " result=held" : " result=failed")
            .Text(" expected=different-0+frames-lost-0 got=different-")
            .Decimal(different).Text("+frames-lost-").Decimal(lost).Text(" : ").Decimal(different).Text(" of ").Decimal(tally.Combinations)
            .Text(" accesses went otherwise than AccessCheck says, emulators' known ways apart").EndLine();
        log.Text("end: variant=").Text(mapping.Name).Text(" paging=").Text(mapping.Kernel.Format.Name)
            .Text(held ? " held=1 failed=0" : " held=0 failed=1").EndLine();
    }

    private void UnderAllControls(PagingFormat format)
    {
        Cr0 cr0 = ControlRegisters.ReadCr0();
        Cr4 cr4 = ControlRegisters.ReadCr4();
        AccessControl make = ProcessorAccess.Make(format);
        for (int choice = 0; choice < 16; choice++)
        {
            AccessControlBits bits = AccessControlBits.None;
            bits |= (choice & 1) != 0 ? AccessControlBits.WriteProtect : AccessControlBits.None;
            bits |= (choice & 2) != 0 ? AccessControlBits.SupervisorExecutionPrevention : AccessControlBits.None;
            bits |= (choice & 4) != 0 ? AccessControlBits.SupervisorAccessPrevention : AccessControlBits.None;
            bits |= (choice & 8) != 0 ? AccessControlBits.AlignmentCheck : AccessControlBits.None;
            if (IsPossible(bits))
            {
                ControlRegisters.WriteCr0((bits & AccessControlBits.WriteProtect) != 0 ? cr0 | Cr0.WriteProtect : cr0 & ~Cr0.WriteProtect);
                ControlRegisters.WriteCr4(cr4
                    | ((bits & AccessControlBits.SupervisorExecutionPrevention) != 0 ? Cr4.SupervisorExecutionPrevention : Cr4.None)
                    | ((bits & AccessControlBits.SupervisorAccessPrevention) != 0 ? Cr4.SupervisorAccessPrevention : Cr4.None));
                UnderAllEntries(format, make.With(bits));
            }
        }

        ControlRegisters.WriteCr4(cr4);
        ControlRegisters.WriteCr0(cr0);
    }

    /// <summary>AC matters to SMAP alone, and these two only where the processor has them.</summary>
    private static bool IsPossible(AccessControlBits bits)
    {
        bool smep = (bits & AccessControlBits.SupervisorExecutionPrevention) != 0;
        bool smap = (bits & AccessControlBits.SupervisorAccessPrevention) != 0;
        bool lifted = (bits & AccessControlBits.AlignmentCheck) != 0;
        return (!smep || ProcessorMake.HasExecutionPrevention) && (!smap || ProcessorMake.HasAccessPrevention) && (!lifted || smap);
    }

    private void UnderAllEntries(PagingFormat format, in AccessControl control)
    {
        for (int leafDepth = 0; leafDepth < format.LevelCount; leafDepth++)
        {
            if (leafDepth == format.LevelCount - 1 || format.Level(leafDepth).MayMapLargePage)
            {
                AllRightsTogether(format, leafDepth, control);
                EachBitByItself(format, leafDepth, control);
            }
        }
    }

    private void AllRightsTogether(PagingFormat format, int leafDepth, in AccessControl control)
    {
        AccessEntries addresses = space.Addresses(leafDepth);
        int switches = 0;
        for (int depth = 0; depth <= leafDepth; depth++)
        {
            switches += CountOf(Switches(format, depth, leafDepth));
        }

        for (uint choice = 0; choice < 1u << switches; choice++)
        {
            AccessEntries entries = addresses;
            uint rest = choice;
            for (int depth = 0; depth <= leafDepth; depth++)
            {
                ulong chosen = Spread(ref rest, Switches(format, depth, leafDepth));
                entries = entries.With(depth, new PageEntry(addresses[depth].Raw | chosen));
            }

            TryAllAccesses(entries, control, true);
        }
    }

    private void EachBitByItself(PagingFormat format, int leafDepth, in AccessControl control)
    {
        for (int depth = 0; depth <= leafDepth; depth++)
        {
            for (int bit = 0; bit < format.EntryBytes * 8; bit++)
            {
                if (IsKnownPlace(format, depth, leafDepth, bit, control))
                {
                    bool leadsNowhere = depth == leafDepth && IsHighAddressBit(format, depth, bit);
                    OneBit(format, leafDepth, depth, 1UL << bit, control, leadsNowhere);
                }
            }
        }
    }

    private void OneBit(PagingFormat format, int leafDepth, int depth, ulong bit, in AccessControl control, bool leadsNowhere)
    {
        for (int choice = 0; choice < 4; choice++)
        {
            bool isUser = (choice & 1) != 0;
            bool isPresent = (choice & 2) != 0;
            AccessEntries entries = space.Addresses(leafDepth);
            for (int at = 0; at <= leafDepth; at++)
            {
                ulong rights = !format.Level(at).HasRights ? 0 : at == leafDepth && !isUser ? AllRights & ~PageEntry.UserBit : AllRights;
                entries = entries.With(at, new PageEntry(entries[at].Raw | rights));
            }

            ulong changed = entries[depth].Raw ^ bit;
            entries = entries.With(depth, new PageEntry(isPresent ? changed : changed & ~PageEntry.PresentBit));
            TryAllAccesses(entries, control, !leadsNowhere || !isPresent);
        }
    }

    private void TryAllAccesses(in AccessEntries entries, in AccessControl control, bool withFetches)
    {
        foreach (Access access in Accesses)
        {
            if (access.Kind == AccessKind.Fetch && !withFetches)
            {
                tally.Skipped++;
                continue;
            }

            var trial = new SweepTrial { Entries = entries, Access = access, Control = control };
            space.Try(ref trial);
            tally.Add(ref trial);
        }
    }

    /// <summary>The bits that are tried in all combinations.</summary>
    private static ulong Switches(PagingFormat format, int depth, int leafDepth)
    {
        if (!format.Level(depth).HasRights)
        {
            return 0;
        }

        return AllRights | PageEntry.AccessedBit
            | (format.EntryBytes == sizeof(ulong) ? PageEntry.ExecuteDisableBit : 0)
            | (depth == leafDepth ? PageEntry.DirtyBit : 0);
    }

    /// <summary>
    /// Whether it is known where an entry leads once a bit of it has changed: not if it is an address bit of RAM or of a table, and not if
    /// it is PS, which makes a table of a page.
    /// </summary>
    private static bool IsKnownPlace(PagingFormat format, int depth, int leafDepth, int bit, in AccessControl control)
    {
        ref readonly PagingLevel level = ref format.Level(depth);
        bool isLarge = depth == leafDepth && depth < format.LevelCount - 1;
        int lowestAddressBit = isLarge ? level.Shift : Frame.Shift;
        int endOfUnknown = depth == leafDepth ? RamAddressBits : control.PhysicalAddressBits;
        bool isSize = level.MayMapLargePage && 1UL << bit == PageEntry.LargeBit;
        return !isSize && (bit < lowestAddressBit || bit >= endOfUnknown);
    }

    /// <summary>Whether a processor with more address bits than this one may take a bit for one of an address above all RAM.</summary>
    private static bool IsHighAddressBit(PagingFormat format, int depth, int bit)
    {
        bool isLarge = depth < format.LevelCount - 1;
        return format.EntryBytes == sizeof(ulong) ? bit >= RamAddressBits && bit < AccessControl.MostPhysicalAddressBits
            : isLarge && bit > Frame.Shift && bit < format.Level(depth).Shift;
    }

    private static int CountOf(ulong bits)
    {
        int count = 0;
        for (ulong rest = bits; rest != 0; rest &= rest - 1)
        {
            count++;
        }

        return count;
    }

    /// <summary>Puts the low bits of a number, one by one, where a mask has its ones.</summary>
    /// <param name="number">The number; loses those bits.</param>
    /// <param name="mask">The mask.</param>
    private static ulong Spread(ref uint number, ulong mask)
    {
        ulong spread = 0;
        for (ulong rest = mask; rest != 0; rest &= rest - 1)
        {
            ulong lowest = rest & (~rest + 1);
            spread |= (number & 1) != 0 ? lowest : 0;
            number >>= 1;
        }

        return spread;
    }
}
