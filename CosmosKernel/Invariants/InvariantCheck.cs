using CosmosKernel.Mappings;
using CosmosKernel.Output;
using CosmosKernel.Paging;
using CosmosKernel.Scheduling;

namespace CosmosKernel.Invariants;

/// <summary>
/// When the invariants are checked: when a task has ended, for then its tables and those of all that still live are there; and once
/// more after each experiment and
/// each program from outside, when all tasks are gone. What was found in between is told in one line of the log.
/// </summary>
internal sealed unsafe class InvariantCheck : TaskEndWatcher
{
    /// <summary>
    /// At so many ends of forked tasks there is a look in each experiment, besides those at the ends of tasks that the kernel started.
    /// </summary>
    public const int MostForkedLooks = 4;

    /// <summary>
    /// With more trees than this there is no such look, nor with half of memory in use: it would take long, and a few tasks show as
    /// much.
    /// </summary>
    private const int MostTreesForForked = 16;

    private readonly CheckedMachine machine;
    private readonly InvariantList list;
    private readonly Invariant? provoked;
    private uint trees;
    private uint leftOut;
    private int forkedLooks;

    /// <summary>Makes it.</summary>
    /// <param name="machine">What is checked.</param>
    /// <param name="list">What must hold.</param>
    /// <param name="provoked">
    /// The name of the one to break before each look and to repair after it, to see what happens; or null.
    /// </param>
    public InvariantCheck(CheckedMachine machine, InvariantList list, string? provoked)
    {
        foreach (Invariant invariant in list.All)
        {
            this.provoked = invariant.Name == provoked ? invariant : this.provoked;
        }

        this.machine = machine;
        this.list = list;
    }

    /// <summary>Whether there was a time to break that one.</summary>
    public bool HasProvoked { get; private set; }

    /// <summary>Before tasks are made.</summary>
    /// <param name="mapping">The mapping in force.</param>
    public void Begin(KernelMapping mapping)
    {
        list.Begin(mapping);
        trees = leftOut = 0;
        forkedLooks = 0;
    }

    /// <inheritdoc/>
    public override void Look(Scheduler scheduler, bool isForked)
    {
        bool isTooMuch = forkedLooks == MostForkedLooks || machine.Mapping.Directories.Count > MostTreesForForked
            || machine.Frames.Free < machine.Frames.Total / 2;
        if (isForked && isTooMuch)
        {
            return;
        }

        forkedLooks += isForked ? 1 : 0;
        bool isProvoked = TryProvoke(scheduler.Space.Tables);
        LookAtTables(scheduler);
        Repair(isProvoked);
    }

    /// <summary>After all tasks are gone: looks once more, and writes the line.</summary>
    /// <param name="scheduler">Who had them.</param>
    /// <param name="name">The experiment, or the program from outside.</param>
    /// <param name="isLast">Whether to read everything, also what is otherwise read in turns.</param>
    /// <returns>Whether everything held.</returns>
    public bool Report(Scheduler scheduler, string name, bool isLast)
    {
        bool isProvoked = TryProvoke(null);
        LookAtTables(scheduler);
        list.LookAtMemory(isLast);
        Repair(isProvoked);
        return Write(name);
    }

    private void LookAtTables(Scheduler scheduler)
    {
        uint count = (uint)machine.Mapping.Directories.Count;
        bool isWhole = count <= TaskReader.MostTrees && scheduler.Count <= TaskReader.MostTrees;
        if (isWhole)
        {
            scheduler.AddTasksTo(machine.Ledger);
        }

        uint read = list.LookAtTables(isWhole);
        trees += read;
        leftOut += count - read;
    }

    private bool TryProvoke(PageTables? task)
    {
        bool isProvoked = provoked != null && provoked.TryProvoke(task);
        HasProvoked |= isProvoked;
        return isProvoked;
    }

    private void Repair(bool isProvoked)
    {
        if (isProvoked)
        {
            provoked!.Repair();
        }
    }

    private bool Write(string name)
    {
        Invariant? first = null;
        uint count = 0;
        foreach (Invariant invariant in list.All)
        {
            count += invariant.Applies(machine.Mapping) ? 1u : 0;
            first ??= invariant.IsBroken ? invariant : null;
        }

        KernelLog log = machine.Log;
        log.Text("invariants: name=").Text(name).Text(first == null ? " result=held" : " result=failed")
            .Text(" checked=").Decimal(count).Text(" trees=").Decimal(trees);
        Optional(log, " left-out=", leftOut);
        Optional(log, " aliases=", list.Rights.Aliases);
        Optional(log, " mixed=", list.Rights.Mixed);
        if (first != null)
        {
            string separator = " broken=";
            foreach (Invariant invariant in list.All)
            {
                if (invariant.IsBroken)
                {
                    log.Text(separator).Text(invariant.Name);
                    separator = ",";
                }
            }

            log.Text(" at=").Hex(first.At).Text(" : ").Text(first.Violation);
        }

        log.EndLine();
        return first == null;
    }

    private static void Optional(KernelLog log, string key, uint value)
    {
        if (value != 0)
        {
            log.Text(key).Decimal(value);
        }
    }
}
