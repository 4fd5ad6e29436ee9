using System.Runtime.CompilerServices;
using System.Threading;
using CosmosKernel.Cpu;
using CosmosKernel.Faults;
using CosmosKernel.Mappings;
using CosmosKernel.Memory;
using CosmosKernel.Output;
using CosmosKernel.Paging;
using CosmosKernel.Scheduling;

namespace CosmosKernel.Traps;

/// <summary>
/// What happens when the processor refuses the kernel itself something. Two faults are nobody's mistake: the kernel, running on a task's
/// directory, misses an entry that is newer than the directory; and it tries a write that it expects to be refused. Any other is a panic.
/// </summary>
/// <remarks>
/// This cannot loop. A fault is mended only by copying an entry that the kernel's own tables have and the directory in force has not; so
/// a second fault for the same reason finds nothing to copy. And a page fault of this very code is a panic, whatever the reason.
/// </remarks>
internal sealed unsafe class KernelFaultHandler
{
    private const PageFaultErrorCode NotForCopying = PageFaultErrorCode.Protection | PageFaultErrorCode.User
        | PageFaultErrorCode.ReservedBit;

    private readonly Scheduler scheduler;
    private readonly Panic panic;
    private readonly FaultReporter reporter;
    private readonly ProbedWrite probedWrite;
    private readonly Provocation provocation;

    // The last one. Not a local variable, which would be cleared at each fault, walk and all.
    private Fault fault;
    private bool isHandling;

    /// <summary>Makes the handler.</summary>
    /// <param name="scheduler">Whose current task's tree the kernel runs on, where the mapping has it so.</param>
    /// <param name="panic">Who handles one that cannot be mended.</param>
    /// <param name="reporter">Tells of a fault that was mended.</param>
    /// <param name="probedWrite">The write that may be refused.</param>
    /// <param name="provocation">What is to go wrong.</param>
    public KernelFaultHandler(Scheduler scheduler, Panic panic, FaultReporter reporter, ProbedWrite probedWrite, Provocation provocation)
    {
        this.scheduler = scheduler;
        this.panic = panic;
        this.reporter = reporter;
        this.probedWrite = probedWrite;
        this.provocation = provocation;
    }

    /// <summary>Handles an exception of ring 0's.</summary>
    /// <param name="frame">The interrupted registers.</param>
    public void Handle(TrapFrame* frame)
    {
        if (frame->Vector != ExceptionVector.PageFault || !scheduler.HasMapping)
        {
            panic.Stop(frame);
        }

        Observe(frame);
        if (isHandling)
        {
            panic.Stop(frame, "a page fault while a page fault of the kernel's was being handled");
        }

        isHandling = true;
        if (provocation.Is(Calamity.NestedFault))
        {
            Volatile.Read(ref *(byte*)fault.Address.Value);
        }

        if (TryCopyEntry(frame->Cr3))
        {
            fault.Verdict = Verdict.KernelEntryCopied;
            scheduler.Current->KernelEntriesCopied++;
        }
        else if (probedWrite.TryRecover(frame))
        {
            fault.Verdict = Verdict.ReadOnly;
        }
        else if (scheduler.Mapping.Layout.VmallocRange.Contains(fault.Address))
        {
            panic.Stop(frame, "the kernel has nothing mapped at that address of the vmalloc area");
        }
        else
        {
            panic.Stop(frame);
        }

        if (scheduler.RateLimit.TryTake(LineKind.Mended))
        {
            Tell(frame);
        }

        isHandling = false;
    }

    /// <summary>Keeps what the processor said.</summary>
    private void Observe(TrapFrame* frame)
    {
        fault.Vector = frame->Vector;
        fault.ErrorCode = frame->ErrorCode;
        fault.Eip = frame->Eip;
        fault.Address = new LinearAddress(ControlRegisters.ReadCr2());
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Tell(TrapFrame* frame)
    {
        if (!FaultExplainer.Explains(scheduler.Judge.Judge(ref fault, frame), (PageFaultErrorCode)fault.ErrorCode))
        {
            fault.Verdict = Verdict.StaleTranslation;
        }

        reporter.Report(ref fault, scheduler.Current, 0);
    }

    /// <summary>Linux' <c>vmalloc_fault</c>.</summary>
    private bool TryCopyEntry(uint root)
    {
        KernelMapping mapping = scheduler.Mapping;
        PageTables tables = scheduler.Space.Tables;
        fault.Walk = tables.Walk(new PhysicalAddress(root), fault.Address);
        if (((PageFaultErrorCode)fault.ErrorCode & NotForCopying) != 0
            || !mapping.Layout.VmallocRange.Contains(fault.Address)
            || root != tables.Root.Value
            || tables.HasTable(fault.Address)
            || !mapping.Kernel.HasTable(fault.Address))
        {
            return false;
        }

        return mapping.TryCopyEntry(tables, fault.Address);
    }
}
