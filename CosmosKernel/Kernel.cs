using System.Threading;
using Cosmos.Core;
using Cosmos.Core.Memory;
using Cosmos.Core.Multiboot;
using CosmosKernel.Boot;
using CosmosKernel.Calls;
using CosmosKernel.Cpu;
using CosmosKernel.Devices;
using CosmosKernel.Experiments;
using CosmosKernel.Faults;
using CosmosKernel.Invariants;
using CosmosKernel.Mappings;
using CosmosKernel.Memory;
using CosmosKernel.Output;
using CosmosKernel.Paging;
using CosmosKernel.Programs;
using CosmosKernel.Scheduling;
using CosmosKernel.Screen;
using CosmosKernel.Signals;
using CosmosKernel.Sweep;
using CosmosKernel.TaskMemory;
using CosmosKernel.Traps;

namespace CosmosKernel;

/// <summary>
/// A Cosmos kernel that takes the machine over, builds the page tables both ways, lets ring 3 try everything, and says of each
/// fault why. <see cref="BeforeRun"/> reads like the order of events; <see cref="Run"/> is the experiment.
/// </summary>
public sealed unsafe class Kernel : Cosmos.System.Kernel
{
    /// <summary>What is left to Cosmos' heap for the kernel's own objects, in frames.</summary>
    private const uint HeapFrames = 512;

    /// <summary>Less than this for tables and tasks is not worth starting with, in frames.</summary>
    private const uint LeastFrames = 512;

    /// <summary>The largest page of any format, in bytes.</summary>
    private const uint LargestPage = 4 << 20;

    private KernelLog log = null!;
    private Panic panic = null!;
    private KernelLayout layout = null!;
    private KernelOptions options = null!;
    private PagingFormat format = null!;
    private BootInformation bootInformation = null!;
    private PhysicalMemory memory;
    private FrameAllocator frames = null!;
    private KernelSpace space = null!;
    private LinearAddress guardPage;
    private Scheduler scheduler = null!;
    private KernelFaultHandler kernelFaults = null!;
    private LaboratoryCalls laboratory = null!;
    private FaultHistory history = null!;
    private TrapDispatcher dispatcher = null!;

    private ushort* Video => (ushort*)layout.ToLinear(new PhysicalAddress(TextScreen.PhysicalBase)).Value;

    /// <inheritdoc/>
    protected override void BeforeRun()
    {
        Processor.DisableInterrupts();
        Processor.KeepsInterruptsOff = true;
        RunStaticConstructors();
        layout = KernelLayout.Of(CPU.GetEndOfKernel());
        OpenLog();
        ReadOptions();
        ChooseFormat();
        TakeMemory();
        BuildTables();
        PrepareTasks();
        TurnOn();
    }

    /// <inheritdoc/>
    protected override void Run()
    {
        scheduler.StartTicks();
        InterruptController.UnmaskTimer();
        ExperimentRunner runner = MakeRunner();
        if (options.Provoke == "panic")
        {
            panic.Stop("the command line asked for it");
        }

        MagicBreak.Places = options.Breaks;
        MagicBreak.At(BreakPlaces.Start);

        PagingFormat? otherFormat = format == PagingFormat.TwoLevel ? ProcessorFormats.Pae() : PagingFormat.TwoLevel;
        var cells = new KernelCells(
            space, otherFormat, memory, frames, layout, Sections(), layout.ToPhysical(guardPage), MappingTable.Rows);
        LiveSession? live = options.IsLive ? new LiveSession(new LiveState(memory, frames, history), cells, scheduler, runner, frames, log, Video) : null;
        runner.Watcher = live;
        dispatcher.OverflowAtNextTick = options.Provoke == "double-fault";
        kernelFaults.Stumbles = options.Provoke == "nested-fault";
        laboratory.ReadsBeyond = options.Provoke == "repeated-fault";
        var sweep = new AccessSweep(scheduler, memory, frames, log, panic);
        RunUnder(format, cells, runner, sweep);
        if (options.BothFormats)
        {
            RunUnderOtherFormat(cells, runner, sweep);
        }

        if (options.Provoke == "kernel-hole")
        {
            Volatile.Read(ref *(byte*)layout.VmallocRange.Last); // where nothing is ever mapped
        }

        if (options.Provoke != null && (runner.Invariants == null || !runner.Invariants.HasProvoked))
        {
            panic.Stop("nothing ran that could have been provoked");
        }

        if (runner.IsStopped)
        {
            log.Text("note: a key stopped the automatic run").EndLine();
        }
        else
        {
            int failed = runner.Failed + sweep.Failed;
            log.Text("done: held=").Decimal((uint)(runner.Held + sweep.Held)).Text(" failed=").Decimal((uint)failed).EndLine();
            MachineExit.AskEmulator(failed == 0 ? MachineOutcome.Held : MachineOutcome.Failed);
        }

        live?.Stay();
        Processor.Halt();
    }

    /// <summary>
    /// Touches the tables that traps read. IL2CPU runs a static constructor when its type is first used, and in a trap it could not allocate.
    /// </summary>
    private static void RunStaticConstructors()
    {
        _ = ExceptionVector.Mnemonic(ExceptionVector.PageFault);
        _ = PrivilegedInstruction.RuleOf(default);
        _ = EmulatorQuirk.All.Length;
        _ = VerdictText.Of(Verdict.None);
        _ = LineColour.From(string.Empty, true, Style.Text);
    }

    private void RunUnderOtherFormat(KernelCells cells, ExperimentRunner runner, AccessSweep sweep)
    {
        if (cells.OtherFormat == null)
        {
            log.Text("note: the processor has no PAE; paging is two-level").EndLine();
            return;
        }

        RunUnder(cells.OtherFormat, cells, runner, sweep);
    }

    private void RunUnder(PagingFormat pagingFormat, KernelCells cells, ExperimentRunner runner, AccessSweep sweep)
    {
        foreach (MappingKind kind in MappingTable.Rows)
        {
            if (options.Mapping == null || options.Mapping == kind)
            {
                RunUnder(cells.Enter(pagingFormat, kind), runner, sweep);
            }
        }
    }

    private void RunUnder(KernelMapping mapping, ExperimentRunner runner, AccessSweep sweep)
    {
        if (options.Experiments == AccessSweep.Name)
        {
            sweep.Run(mapping, dispatcher);
        }
        else if (!runner.IsStopped)
        {
            runner.Run(mapping, options.Experiments, options.Together);
        }
    }

    private void OpenLog()
    {
        SerialPort.Initialize(CosmosDebugger.IsPresent ? SerialPort.Second : SerialPort.First);
        log = new KernelLog(new TextScreen(Video));
        panic = new Panic(log);
    }

    private void ReadOptions()
    {
        bootInformation = new BootInformation((byte*)Multiboot2.GetMBIAddress());
        options = KernelOptions.Parse(bootInformation.CommandLine(), out string? error);
        if (error == null && options.Experiments != "none" && options.Experiments != AccessSweep.Name && ExperimentRunner.Count(options.Experiments) == 0)
        {
            error = "there is no experiment named " + options.Experiments;
        }

        if (error != null)
        {
            panic.Stop(error);
        }
    }

    /// <summary>What was asked for, as far as the processor has it.</summary>
    private void ChooseFormat()
    {
        format = options.Format == PagingFormat.TwoLevel ? options.Format : ProcessorFormats.Pae() ?? PagingFormat.TwoLevel;
        if (format == options.Format)
        {
            return;
        }

        log.Text(format == PagingFormat.TwoLevel
            ? "note: the processor has no PAE; paging is two-level"
            : "note: the processor has no NX; whatever is mapped can be executed").EndLine();
    }

    /// <summary>One block from Cosmos' heap becomes all frames; Cosmos keeps the rest. The kernel's view of memory ends where RAM does.</summary>
    private void TakeMemory()
    {
        uint megabytes = CPU.GetAmountOfRAM();
        if (RAT.FreePageCount < HeapFrames + LeastFrames)
        {
            panic.Stop("too little memory: " + (RAT.FreePageCount * 4).ToString() + " KB are free, and "
                + ((HeapFrames + LeastFrames) * 4).ToString() + " KB are the least");
        }

        uint bytes = (RAT.FreePageCount - HeapFrames) * Frame.Size;
        PhysicalAddress block = layout.ToPhysical(new LinearAddress((uint)RAT.AllocPages(RAT.PageType.RAT, bytes / Frame.Size)));
        // Cosmos keeps the table of its pages at the very end of its heap, and counts RAM in whole megabytes.
        PhysicalAddress heapEnd = layout.ToPhysical(new LinearAddress((uint)RAT.HeapEnd));
        uint end = System.Math.Max(heapEnd.Value, System.Math.Min(megabytes, DirectMap.Limit >> 20) << 20);
        memory = new PhysicalMemory((byte*)layout.PageOffset, end);
        frames = new FrameAllocator(memory, block, bytes) { OnMisuse = panic };
    }

    private void BuildTables()
    {
        if (!frames.TryAllocateContiguous(1 + (2 * TrapEntry.StackPages), out PhysicalAddress stacks))
        {
            panic.Stop("too little memory for the kernel stacks");
        }

        // RAM ends in the middle of a large page, which is therefore none. High frames are to lie in large ones: see VmallocArea.TrySealAlias.
        frames.BeginHighFramesBelow(new PhysicalAddress(Frame.RoundDown(memory.Size) & ~(LargestPage - 1)));

        // Upwards: guard page, kernel stack, the double-fault task's stack.
        guardPage = layout.ToLinear(stacks);
        LinearAddress kernelStackTop = guardPage + ((1 + TrapEntry.StackPages) * Frame.Size);
        ImageSection[] sections = Sections();
        space = KernelSpace.Build(format, memory, frames, layout, sections, stacks);
        LinearRange image = new(Frame.RoundDown(sections[0].Address), Frame.RoundUp(CPU.GetEndOfKernel()) - 1);
        TrapEntry.Build(space, memory, kernelStackTop, kernelStackTop + (TrapEntry.StackPages * Frame.Size), layout, image);
    }

    /// <summary>The embedded kit's images come with a list of their sections; of Cosmos' the loader has none.</summary>
    private ImageSection[] Sections()
    {
        ImageSection[] sections = bootInformation.Sections();
        return sections.Length != 0
            ? sections
            : CosmosImage.Sections((byte*)CosmosImage.Start, CosmosImage.Start, CPU.GetEndOfKernel(), codeIsWritable: CosmosDebugger.IsPresent);
    }

    private void PrepareTasks()
    {
        if (!frames.TryAllocate(out PhysicalAddress piece))
        {
            panic.Stop("too little memory for the signals' frames");
        }

        scheduler = new Scheduler(memory, frames, new AddressSpace(format, memory, frames), log);
        var signalFrames = new SignalFrames(scheduler, memory.Pointer(piece));
        var faultLog = new FaultLog(log);
        history = new FaultHistory();
        var faults = new FaultHandler(scheduler, memory, signalFrames, faultLog, history);
        var probedWrite = new ProbedWrite();
        kernelFaults = new KernelFaultHandler(scheduler, faultLog, history, panic, probedWrite);
        laboratory = new LaboratoryCalls(scheduler, probedWrite, log);
        var calls = new SystemCalls(scheduler, signalFrames, laboratory, log);
        dispatcher = new TrapDispatcher(scheduler, calls, faults, kernelFaults, panic, guardPage);
        TrapHandler.Install(dispatcher);
    }

    private void TurnOn()
    {
        PagingSwitch.TurnOn(space.Tables, memory, layout);
        if (!Feature.IsPresent(Feature.BasicLeaf, Feature.GlobalPages))
        {
            log.Text("note: the processor has no global pages; each load of CR3 forgets the kernel's translations, too").EndLine();
        }

        if (!Feature.IsPresent(Feature.BasicLeaf, Feature.TimeStampCounter))
        {
            log.Text("note: the processor has no time-stamp counter; tasks' time is counted by the interval timer").EndLine();
        }

        if (!Feature.HasAllOfCompiledCode())
        {
            log.Text("note: the processor lacks").Text(Lacking(Feature.ConditionalMove, " CMOV")).Text(Lacking(Feature.FastSave, " FXSAVE"))
                .Text(Lacking(Feature.StreamingExtensions, " SSE")).Text("; the kernel's such instructions are carried out in #UD, a program's end it").EndLine();
        }

        TrapEntry.Install();
        history.Announce();
        InterruptController.Initialize();
    }

    private static string Lacking(uint feature, string name) => Feature.IsPresent(Feature.BasicLeaf, feature) ? string.Empty : name;

    private ExperimentRunner MakeRunner()
    {
        if (!BootArchive.TryFind(bootInformation, memory, out byte* archive, out uint bytes))
        {
            panic.Stop("the loader brought no archive of programs");
        }

        space.Seal(new LinearAddress((uint)archive), bytes, out StaleTranslation stale);
        stale.Flush();
        log.Text("boot: layout=").Text(layout.Name).Text(" paging=").Text(format.Name).Text(" memory=").Decimal(memory.Size)
            .Text(" frames=").Decimal(frames.Free).Text(" cr3=").Hex(space.Tables.Root.Value)
            .Text(" version=").Text(KernelVersion.Text).EndLine();
        var loader = new ProgramLoader(scheduler, memory, frames, log);
        InvariantCheck? invariants = options.ChecksInvariants ? MakeCheck(archive, bytes) : null;
        scheduler.EndWatcher = invariants;
        return new ExperimentRunner(scheduler, loader, frames, log, new TarArchive(archive, bytes), FindTargets())
        {
            TicksFromOutside = options.Seconds * IntervalTimer.Frequency,
            Invariants = invariants,
        };
    }

    private InvariantCheck MakeCheck(byte* archive, uint bytes)
    {
        var machine = new CheckedMachine(memory, frames, layout, Sections());
        var list = new InvariantList(machine, space.Tables, archive, bytes);
        return new InvariantCheck(machine, list, scheduler, log, options.Provoke);
    }

    /// <summary>The addresses that ring 3 will try.</summary>
    private Targets FindTargets()
    {
        uint text = 0;
        uint data = 0;
        ImageSection[] sections = Sections();
        foreach (ImageSection section in sections)
        {
            text = section.IsExecutable ? section.Address : text;
            data = section.IsWritable && data == 0 ? section.Address : data;
        }

        byte[] someObject = new byte[sizeof(SegmentDescriptor)];
        fixed (byte* heap = someObject)
        {
            *(SegmentDescriptor*)heap = SegmentDescriptor.Data(3);
            return new Targets
            {
                KernelImage = new LinearAddress(sections[0].Address),
                KernelText = new LinearAddress(text),
                KernelData = new LinearAddress(data),
                KernelHeap = new LinearAddress((uint)heap),
                KernelStack = guardPage + (Frame.Size * 2),
                GuardPage = guardPage,
                Vmalloc = new LinearAddress(layout.VmallocRange.Start),
                EndOfGigabyte = new LinearAddress(layout.BesideWindow.Start + 0x3FFFE000),
                KernelHole = new LinearAddress(layout.Window.Start + 0x3F000000),
            };
        }
    }
}
