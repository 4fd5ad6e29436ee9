using CosmosKernel.Calls;
using CosmosKernel.Cpu;
using CosmosKernel.Faults;
using CosmosKernel.Mappings;
using CosmosKernel.Memory;
using CosmosKernel.Paging;
using CosmosKernel.Scheduling;
using CosmosKernel.Signals;
using CosmosKernel.TaskMemory;

namespace CosmosKernel.Traps;

/// <summary>
/// All that a trap may pass through, made once: in a trap nothing can be allocated. Each object knows those above it here.
/// <code>
///   Scheduler            the tasks, and the running one's address space
///   SignalFrames         delivers a signal to a program
///   ProbedWrite          a write of the kernel's that may fault
///   SystemCalls          int 0x80
///   FaultReporter        tells of a fault
///   FaultHandler         ring 3's exceptions; TaskFaultExplainer finds out why
///   KernelFaultHandler   ring 0's
///   TrapDispatcher       where the entry code comes to; tells these apart
/// </code>
/// </summary>
internal sealed unsafe class TrapChain
{
    /// <summary>Makes the objects, and has traps go to them.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="format">The format of the first tables.</param>
    /// <param name="guardPage">The page under the kernel stack.</param>
    /// <param name="endWatcher">Who looks at the tables when a task has ended, or null.</param>
    /// <param name="provocation">What is to go wrong.</param>
    public TrapChain(
        Machine machine, PagingFormat format, LinearAddress guardPage, TaskEndWatcher? endWatcher, Provocation provocation)
    {
        if (!machine.Frames.TryAllocate(out PhysicalAddress area))
        {
            machine.Panic.Stop("too little memory for the signals' frames");
        }

        Scheduler = new Scheduler(machine, new AddressSpace(format, machine), endWatcher);
        History = new FaultHistory();
        FaultLog = new FaultLog(machine.Log);
        var reporter = new FaultReporter(Scheduler, FaultLog, History);
        var signalFrames = new SignalFrames(Scheduler, machine.Memory.Pointer(area));
        var probedWrite = new ProbedWrite();
        var laboratoryCalls = new LaboratoryCalls(Scheduler, probedWrite, machine.Log, provocation);
        var systemCalls = new SystemCalls(Scheduler, signalFrames, laboratoryCalls, machine.Log);
        var faults = new FaultHandler(Scheduler, signalFrames, new TaskFaultExplainer(Scheduler, machine), reporter);
        var kernelFaults = new KernelFaultHandler(Scheduler, machine.Panic, reporter, probedWrite, provocation);
        Dispatcher = new TrapDispatcher(Scheduler, systemCalls, faults, kernelFaults, machine.Panic, guardPage, provocation);
        TrapHandler.Install(Dispatcher);
    }

    /// <summary>The tasks.</summary>
    public Scheduler Scheduler { get; }

    /// <summary>Writes faults down.</summary>
    public FaultLog FaultLog { get; }

    /// <summary>The last faults that were written down.</summary>
    public FaultHistory History { get; }

    /// <summary>Where the entry code comes to.</summary>
    public TrapDispatcher Dispatcher { get; }
}
