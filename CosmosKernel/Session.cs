using System.Threading;
using CosmosKernel.Boot;
using CosmosKernel.Devices;
using CosmosKernel.Experiments;
using CosmosKernel.Faults;
using CosmosKernel.Mappings;
using CosmosKernel.Paging;
using CosmosKernel.Screen;
using CosmosKernel.Sweep;
using CosmosKernel.Traps;

namespace CosmosKernel;

/// <summary>What is run in one boot: the experiments, or the access sweep, in every cell that was asked for.</summary>
internal sealed unsafe class Session
{
    private readonly Machine machine;
    private readonly KernelOptions options;
    private readonly PagingFormat format;
    private readonly KernelCells cells;
    private readonly ExperimentRunner runner;
    private readonly TrapDispatcher dispatcher;
    private readonly AccessSweep sweep;
    private readonly LiveSession? live;

    /// <summary>Makes it, once the kernel is complete.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="options">What was asked for.</param>
    /// <param name="format">The format in force.</param>
    /// <param name="cells">The mappings and formats.</param>
    /// <param name="traps">The tasks, and what their traps pass through.</param>
    /// <param name="runner">Runs the experiments.</param>
    /// <param name="video">The screen's cells.</param>
    public Session(
        Machine machine,
        KernelOptions options,
        PagingFormat format,
        KernelCells cells,
        TrapChain traps,
        ExperimentRunner runner,
        ushort* video)
    {
        this.machine = machine;
        this.options = options;
        this.format = format;
        this.cells = cells;
        this.runner = runner;
        dispatcher = traps.Dispatcher;
        sweep = new AccessSweep(traps.Scheduler, machine);
        live = options.IsLive
            ? new LiveSession(new LiveState(machine.Memory, machine.Frames, traps.History), cells, traps.Scheduler, runner, machine, video)
            : null;
    }

    /// <summary>Whether a word of the command line says what to run.</summary>
    /// <param name="experiments">The word.</param>
    /// <returns>True of <c>all</c>, <c>none</c>, the sweep's name and an experiment's.</returns>
    public static bool Knows(string experiments) =>
        experiments == "none" || experiments == AccessSweep.Name || ExperimentRunner.Count(experiments) != 0;

    private bool IsStopped => live != null && live.HasSeenEnough;

    /// <summary>Runs all of it, says what came of it, and tells an emulator.</summary>
    public void Run()
    {
        RunIn(format);
        if (options.BothFormats)
        {
            RunInOtherFormat();
        }

        Provoke();
        if (IsStopped)
        {
            machine.Log.Text("note: a key stopped the automatic run").EndLine();
        }
        else
        {
            int failed = runner.Failed + sweep.Failed;
            machine.Log.Text("done: held=").Decimal((uint)(runner.Held + sweep.Held)).Text(" failed=").Decimal((uint)failed).EndLine();
            MachineExit.AskEmulator(failed == 0 ? MachineOutcome.Held : MachineOutcome.Failed);
        }

        live?.Stay();
    }

    private void RunInOtherFormat()
    {
        if (cells.OtherFormat == null)
        {
            machine.Log.Text("note: the processor has no PAE; paging is two-level").EndLine();
            return;
        }

        RunIn(cells.OtherFormat);
    }

    private void RunIn(PagingFormat pagingFormat)
    {
        foreach (MappingKind kind in MappingTable.Rows)
        {
            if (options.Mapping == null || options.Mapping == kind)
            {
                RunIn(cells.Enter(pagingFormat, kind));
            }
        }
    }

    private void RunIn(KernelMapping mapping)
    {
        if (options.Experiments == AccessSweep.Name)
        {
            sweep.Run(mapping, dispatcher);
        }
        else if (!IsStopped)
        {
            runner.Run(mapping, options.Experiments, options.Together, live);
        }
    }

    /// <summary>What is provoked ends in a panic, and if nothing ran in which it could, in this one.</summary>
    private void Provoke()
    {
        if (options.Provocation.Is(Calamity.KernelHole))
        {
            Volatile.Read(ref *(byte*)machine.Layout.VmallocRange.Last); // where nothing is ever mapped
        }

        bool hasProvoked = runner.Invariants != null && runner.Invariants.HasProvoked;
        if (options.Provocation.IsAnything && !hasProvoked)
        {
            machine.Panic.Stop("nothing ran that could have been provoked");
        }
    }
}
