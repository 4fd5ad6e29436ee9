using System.Threading;
using CosmosKernel.Faults;
using CosmosKernel.Mappings;
using CosmosKernel.Memory;
using CosmosKernel.Output;
using CosmosKernel.Paging;
using CosmosKernel.Scheduling;

namespace CosmosKernel.Calls;

/// <summary>
/// System calls that Linux does not have: they have the kernel do to its own memory, while tasks run, what a student wants to watch or to
/// measure. The pages are the kernel's, any task may call, and when the last task has ended they are gone. See Docs/Abi.md, section 1.
/// </summary>
internal sealed unsafe class LaboratoryCalls
{
    private const uint LastUnderEntry = 0x3FFFFC; // of two-level paging

    private readonly Scheduler scheduler;
    private readonly ProbedWrite probedWrite;
    private readonly KernelLog log;
    private readonly Provocation provocation;

    /// <summary>Makes the calls.</summary>
    /// <param name="scheduler">Whose current task calls, and whose mapping has the vmalloc area.</param>
    /// <param name="probedWrite">The write that may be refused.</param>
    /// <param name="log">Where each area that is mapped is reported.</param>
    /// <param name="provocation">What is to go wrong.</param>
    public LaboratoryCalls(Scheduler scheduler, ProbedWrite probedWrite, KernelLog log, Provocation provocation)
    {
        this.scheduler = scheduler;
        this.probedWrite = probedWrite;
        this.log = log;
        this.provocation = provocation;
    }

    private VmallocArea Area => scheduler.Mapping.Vmalloc;

    /// <summary>Carries out a call.</summary>
    /// <param name="number">From EAX.</param>
    /// <param name="first">From EBX.</param>
    /// <param name="second">From ECX.</param>
    /// <returns>The result or minus an <see cref="Errno"/>; of an unknown number minus <see cref="Errno.NoSuchCall"/>.</returns>
    public uint Handle(uint number, uint first, uint second)
    {
        var address = new LinearAddress(first);
        switch (number)
        {
            case SystemCallNumber.VmallocMap:
                return Map(first);
            case SystemCallNumber.VmallocUnmap:
                return Unmap(address);
            case SystemCallNumber.VmallocRead:
                return Read(address);
            case SystemCallNumber.VmallocWrite:
                return Write(address, second);
            case SystemCallNumber.VmallocSeal:
                return Seal(address);
            case SystemCallNumber.VmallocWriteAlias:
                return WriteAlias(address, (byte)second);
            case SystemCallNumber.AddressSpace:
                return scheduler.Space.TryCreateAndDestroy() ? 0 : Minus(Errno.NoMemory);
            case SystemCallNumber.TableBytes:
                return scheduler.Space.Tables.CountTables(scheduler.Mapping.Kernel) * Frame.Size;
            default:
                return Minus(Errno.NoSuchCall);
        }
    }

    private static uint Minus(int errno) => unchecked((uint)-errno);

    private uint Map(uint pages)
    {
        if (pages == 0 || pages > VmallocArea.MostPages)
        {
            return Minus(Errno.Invalid);
        }

        if (!Area.TryMap(pages, out LinearAddress start, out StaleTranslation stale))
        {
            stale.Flush();
            return Minus(Errno.NoMemory);
        }

        if (scheduler.RateLimit.TryTake(LineKind.Area))
        {
            Tell(start, pages);
        }

        return start.Value;
    }

    private void Tell(LinearAddress start, uint pages) =>
        log.Text("vmalloc: address=").Hex(start.Value).Text(" pages=").Decimal(pages)
            .Text(" directories=").Decimal((uint)scheduler.Mapping.Directories.Count).Text(" with-entry=")
                .Decimal((uint)scheduler.Mapping.CountDirectoriesWithEntry(start))
            .Text(" : ").Text(Consequence()).EndLine();

    private string Consequence() =>
        !scheduler.Mapping.View.HasTaskPages ? "no task's tables have anything of the kernel's window, and the kernel runs on its own"
        : scheduler.Mapping.CopiesSingleEntries ? "each directory gets the new entry when the kernel, running on it, misses it"
        : "all tasks share the one page directory that the new entry is in";

    private uint Unmap(LinearAddress start)
    {
        if (!Area.TryUnmap(start, out StaleTranslation stale))
        {
            return Minus(Errno.Invalid);
        }

        stale.Flush();
        return 0;
    }

    private uint Read(LinearAddress address)
    {
        if (!Area.Holds(address, sizeof(uint)))
        {
            return Minus(Errno.Invalid);
        }

        return Volatile.Read(ref *(uint*)(provocation.Is(Calamity.RepeatedFault) ? address.Value | LastUnderEntry : address.Value));
    }

    private uint Write(LinearAddress address, uint value)
    {
        // A value that looks like an error could not be read again.
        if (!Area.Holds(address, sizeof(uint)) || value > int.MaxValue)
        {
            return Minus(Errno.Invalid);
        }

        Volatile.Write(ref *(uint*)address.Value, value);
        return 0;
    }

    private uint Seal(LinearAddress address)
    {
        if (!Area.Holds(address, 1))
        {
            return Minus(Errno.Invalid);
        }

        bool isSealed = Area.TrySealAlias(address, out StaleTranslation stale);
        stale.Flush();
        return isSealed ? 0 : Minus(Errno.NoMemory);
    }

    private uint WriteAlias(LinearAddress address, byte value)
    {
        if (!Area.Holds(address, 1))
        {
            return Minus(Errno.Invalid);
        }

        return probedWrite.TryWrite(new LinearAddress(Area.Alias(address).Start), value) ? 0 : Minus(Errno.Fault);
    }
}
