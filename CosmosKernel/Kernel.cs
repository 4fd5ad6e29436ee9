using Cosmos.Core;
using Cosmos.Core.Multiboot;
using CosmosKernel.Boot;
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
using CosmosKernel.Traps;

namespace CosmosKernel;

/// <summary>
/// A Cosmos kernel that takes the machine over, builds page tables of its own, lets ring 3 try everything, and says of each fault why.
/// <see cref="BeforeRun"/> reads like the order of events; <see cref="Run"/> is the experiment.
/// </summary>
public sealed unsafe class Kernel : Cosmos.System.Kernel
{
    private Session? session;

    /// <inheritdoc/>
    protected override void BeforeRun()
    {
        // 1. Alone: interrupts stay off until ring 3 runs, and no static constructor is left for a trap to run.
        Processor.DisableInterrupts();
        Processor.KeepsInterruptsOff = true;
        StaticTables.Touch();

        // 2. A place to speak, and what was asked for.
        KernelLayout layout = KernelLayout.Of(CPU.GetEndOfKernel());
        var video = (ushort*)layout.ToLinear(new PhysicalAddress(TextScreen.PhysicalBase)).Value;
        SerialPort.Initialize(CosmosDebugger.IsPresent ? SerialPort.Second : SerialPort.First);
        var log = new KernelLog(new TextScreen(video));
        var panic = new Panic(log);
        var loader = new BootInformation((byte*)Multiboot2.GetMBIAddress());
        KernelOptions options = ReadOptions(loader, panic);
        PagingFormat format = ChooseFormat(options, log);

        // 3. All memory that Cosmos has.
        Machine machine = CosmosMemory.TakeOver(layout, log, panic);
        KernelStacks stacks = KernelStacks.Allocate(machine);
        CosmosMemory.BeginHighFrames(machine);

        // 4. The kernel's own tables, with the trampoline in them, through which every trap comes.
        ImageSection[] image = CosmosImage.SectionsOfKernel(loader);
        KernelSpace space = KernelSpace.Build(format, machine, image, stacks.GuardFrame);
        TrapEntry.Build(space, machine, stacks, RangeOf(image));
        TarArchive archive = FindPrograms(loader, machine, space);

        // 5. The tasks, and all that their traps pass through.
        InvariantCheck? invariants = MakeCheck(options, machine, image, space, archive);
        var traps = new TrapChain(machine, format, stacks.GuardPage, invariants, options.Provocation);

        // 6. On: CR3, CR0, CR4; then GDT, IDT and TR; then the interrupt controller.
        PagingSwitch.TurnOn(space.Tables, machine.Memory, layout);
        ProcessorNotes.Write(log);
        TrapEntry.Install();
        traps.History.Announce();
        InterruptController.Initialize();
        log.Text("boot: layout=").Text(layout.Name).Text(" paging=").Text(format.Name).Text(" memory=").Decimal(machine.Memory.Size)
            .Text(" frames=").Decimal(machine.Frames.Free).Text(" cr3=").Hex(space.Tables.Root.Value)
            .Text(" version=").Text(KernelVersion.Text).EndLine();

        // 7. The experiments, in every cell.
        PagingFormat? otherFormat = format == PagingFormat.TwoLevel ? ProcessorFormats.Pae() : PagingFormat.TwoLevel;
        var cells = new KernelCells(space, otherFormat, machine, image, stacks.GuardFrame, MappingTable.Rows);
        var programs = new ProgramLoader(traps.Scheduler, machine);
        var targets = Targets.Find(image, layout, stacks.GuardPage);
        var runner = new ExperimentRunner(traps.Scheduler, programs, machine, traps.FaultLog, archive, targets)
        {
            TicksFromOutside = options.Seconds * IntervalTimer.Frequency,
            Invariants = invariants,
        };
        session = new Session(machine, options, format, cells, traps, runner, video);
        traps.Scheduler.StartTicks();
        MagicBreak.Places = options.Breaks;
        if (options.Provocation.Is(Calamity.Panic))
        {
            panic.Stop("the command line asked for it");
        }
    }

    /// <inheritdoc/>
    protected override void Run()
    {
        InterruptController.UnmaskTimer();
        MagicBreak.At(BreakPlaces.Start);
        session?.Run();
        Processor.Halt();
    }

    private static KernelOptions ReadOptions(BootInformation loader, Panic panic)
    {
        KernelOptions options = KernelOptions.Parse(loader.CommandLine(), out string? error);
        if (error == null && !Session.Knows(options.Experiments))
        {
            error = "there is no experiment named " + options.Experiments;
        }

        if (error != null)
        {
            panic.Stop(error);
        }

        return options;
    }

    /// <summary>What was asked for, as far as the processor has it.</summary>
    private static PagingFormat ChooseFormat(KernelOptions options, KernelLog log)
    {
        PagingFormat format = options.Format == PagingFormat.TwoLevel ? options.Format : ProcessorFormats.Pae() ?? PagingFormat.TwoLevel;
        if (format != options.Format)
        {
            log.Text(format == PagingFormat.TwoLevel
                ? "note: the processor has no PAE; paging is two-level"
                : "note: the processor has no NX; whatever is mapped can be executed").EndLine();
        }

        return format;
    }

    private static LinearRange RangeOf(ImageSection[] image) =>
        new(Frame.RoundDown(image[0].Address), Frame.RoundUp(CPU.GetEndOfKernel()) - 1);

    /// <summary>Finds the archive of programs, which stays as it is from now on.</summary>
    private static TarArchive FindPrograms(BootInformation loader, Machine machine, KernelSpace space)
    {
        if (!BootArchive.TryFind(loader, machine.Memory, out byte* start, out uint bytes))
        {
            machine.Panic.Stop("the loader brought no archive of programs");
        }

        space.Seal(new LinearAddress((uint)start), bytes, out StaleTranslation stale);
        stale.IgnoreBecauseNotInForce();
        return new TarArchive(start, bytes);
    }

    private static InvariantCheck? MakeCheck(
        KernelOptions options, Machine machine, ImageSection[] image, KernelSpace space, TarArchive archive)
    {
        if (!options.ChecksInvariants)
        {
            return null;
        }

        var machineToCheck = new CheckedMachine(machine, image);
        var list = new InvariantList(machineToCheck, space.Tables, archive.Start, archive.Bytes);
        return new InvariantCheck(machineToCheck, list, options.Provocation.Invariant);
    }
}
