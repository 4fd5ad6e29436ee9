using System;
using CosmosKernel.Cpu;
using CosmosKernel.Faults;
using CosmosKernel.Invariants;
using CosmosKernel.Mappings;
using CosmosKernel.Memory;
using CosmosKernel.Output;
using CosmosKernel.Programs;
using CosmosKernel.Scheduling;
using CosmosKernel.Tasks;

namespace CosmosKernel.Experiments;

/// <summary>Runs experiments under one kernel mapping after another, and compares what came of each with what the table expects.</summary>
internal sealed class ExperimentRunner
{
    private const string FromOutside = "user/";
    private const string Extension = ".elf";

    private readonly Scheduler scheduler;
    private readonly ProgramLoader loader;
    private readonly FrameAllocator frames;
    private readonly KernelLog log;
    private readonly FaultLog faultLog;
    private readonly TarArchive archive;
    private readonly Targets targets;
    private readonly uint[] tasks; // addresses of tasks: IL2CPU knows no arrays of pointers
    private readonly ElfProblem[] problems;
    private Experiment? loaded;
    private bool isLast;
    private uint freeBefore;

    /// <summary>Makes a runner.</summary>
    /// <param name="scheduler">Runs the tasks.</param>
    /// <param name="loader">Makes them.</param>
    /// <param name="machine">The machine; its frames are counted before and after.</param>
    /// <param name="faultLog">Numbers the faults of each experiment from 1.</param>
    /// <param name="archive">All programs.</param>
    /// <param name="targets">The addresses to try.</param>
    public ExperimentRunner(
        Scheduler scheduler, ProgramLoader loader, Machine machine, FaultLog faultLog, TarArchive archive, Targets targets)
    {
        this.scheduler = scheduler;
        this.loader = loader;
        frames = machine.Frames;
        log = machine.Log;
        this.faultLog = faultLog;
        this.archive = archive;
        this.targets = targets;
        int most = 0;
        foreach (Experiment experiment in ExperimentTable.All)
        {
            most = Math.Max(most, experiment.Roles.Length);
        }

        tasks = new uint[most];
        problems = new ElfProblem[most];
    }

    /// <summary>Expectations that held so far.</summary>
    public int Held { get; private set; }

    /// <summary>Expectations that failed so far.</summary>
    public int Failed { get; private set; }

    /// <summary>Whether what was loaded last has had the processor.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>What came of the last experiment that is over, as the log's word for it.</summary>
    public string LastOutcome { get; private set; } = string.Empty;

    /// <summary>Processor time of each program from outside, in ticks.</summary>
    public int TicksFromOutside { get; init; } = ProgramLoader.DefaultTicks;

    /// <summary>Who checks after each experiment what the kernel promises, or null.</summary>
    public InvariantCheck? Invariants { get; init; }

    /// <summary>Runs everything under one mapping.</summary>
    /// <param name="mapping">The mapping; the master directory is in force.</param>
    /// <param name="which"><c>all</c>, <c>none</c>, or one name.</param>
    /// <param name="together">Whether the programs from outside run all at once.</param>
    /// <param name="watcher">Who looks on, or null.</param>
    public void Run(KernelMapping mapping, string which, bool together, ExperimentWatcher? watcher)
    {
        int heldBefore = Held;
        int failedBefore = Failed;
        scheduler.Activate(mapping);
        log.Text("run: variant=").Text(mapping.Name).Text(" paging=").Text(mapping.Kernel.Format.Name).Text(" layout=")
            .Text(mapping.Layout.Name)
            .Text(" experiments=").Decimal((uint)Count(which)).EndLine();
        int left = Count(which);
        foreach (Experiment experiment in ExperimentTable.All)
        {
            if (!IsStopped(watcher) && IsChosen(experiment, which))
            {
                left--;
                isLast = left == 0;
                Run(experiment, watcher);
            }
        }

        if (!IsStopped(watcher))
        {
            RunFromOutside(together);
        }

        log.Text("end: variant=").Text(mapping.Name).Text(" paging=").Text(mapping.Kernel.Format.Name)
            .Text(" held=").Decimal((uint)(Held - heldBefore)).Text(" failed=").Decimal((uint)(Failed - failedBefore)).EndLine();
    }

    /// <summary>How many experiments a choice comes to.</summary>
    /// <param name="which"><c>all</c>, <c>none</c>, or one name.</param>
    /// <returns>0 for <c>none</c> and for a name that the table does not have.</returns>
    public static int Count(string which)
    {
        int count = 0;
        foreach (Experiment experiment in ExperimentTable.All)
        {
            count += IsChosen(experiment, which) ? 1 : 0;
        }

        return count;
    }

    private static bool IsChosen(Experiment experiment, string which) => which == "all" || experiment.Name == which;

    /// <summary>Loads the tasks of an experiment, under the mapping that the scheduler uses.</summary>
    /// <param name="experiment">The experiment; the one before is over.</param>
    public unsafe void Load(Experiment experiment)
    {
        loaded = experiment;
        HasBegun = false;
        freeBefore = frames.Free;
        faultLog.RestartNumbers();
        Invariants?.Begin(scheduler.Mapping);
        int count = experiment.Roles.Length;
        for (int i = 0; i < count; i++)
        {
            string name = count == 1 ? experiment.Name : Texts.Join(Texts.Join(experiment.Name, "-"), Texts.Decimal((uint)i + 1));
            tasks[i] = (uint)Start(name, experiment.Roles[i], out problems[i]);
        }
    }

    /// <summary>Runs what is loaded for a while; when it is over, compares it with what the table expects.</summary>
    /// <param name="ticks">How long; 0: to the end.</param>
    /// <returns>Whether it is over.</returns>
    public bool Advance(int ticks)
    {
        HasBegun = true;
        if (!scheduler.Run(ticks))
        {
            return false;
        }

        Finish(loaded!);
        return true;
    }

    private static bool IsStopped(ExperimentWatcher? watcher) => watcher != null && watcher.HasSeenEnough;

    private void Run(Experiment experiment, ExperimentWatcher? watcher)
    {
        Load(experiment);
        int ticks = watcher == null ? 0 : ExperimentWatcher.Ticks;
        do
        {
            watcher?.Look(experiment);
        }
        while (!Advance(ticks));

        watcher?.Look(experiment);
    }

    private unsafe void Finish(Experiment experiment)
    {
        LocalTable.Remove();
        int count = experiment.Roles.Length;
        string expected = string.Empty;
        string got = string.Empty;
        for (int i = 0; i < count; i++)
        {
            Role role = experiment.Roles[i];
            string between = i == 0 ? string.Empty : "+";
            expected = Texts.Join(Texts.Join(expected, between), Expected(role).Word(scheduler.Mapping));
            got = Texts.Join(Texts.Join(got, between), Outcome(role, (UserTask*)tasks[i], problems[i]));
        }

        scheduler.ReapStarted();
        if (frames.Free != freeBefore)
        {
            got = Texts.Join(Texts.Join(got, "+frames-lost-"), ((int)(freeBefore - frames.Free)).ToString());
        }

        scheduler.RateLimit.Reset(log, experiment.Name);
        CheckInvariants(experiment.Name, isLast);
        LastOutcome = got;
        Report(experiment, expected, got);
    }

    private void CheckInvariants(string name, bool readsAll)
    {
        bool held = Invariants == null || Invariants.Report(scheduler, name, readsAll);
        Failed += held ? 0 : 1;
    }

    private static Expectation Expected(Role role) => role.IsCompiled && !Feature.HasAllOfCompiledCode()
        ? Expectation.Exception(ExceptionVector.InvalidOpcode, 0, Verdict.InvalidOpcode)
        : role.Expectation;

    private unsafe UserTask* Start(string name, Role role, out ElfProblem problem)
    {
        string program = role.LinkedAt != Target.None
            ? Texts.Join(Texts.Join(role.Program, "-"), Texts.Hex(targets.Address(role.LinkedAt).Value, 8))
            : role.Program;
        if (!archive.TryFind(Texts.Join(program, Extension), out TarFile file))
        {
            problem = ElfProblem.NoSuchFile;
            return null;
        }

        UserTask* task = loader.TryStart(name, file, role.ArgumentsWith(targets), out problem);
        if (task != null)
        {
            UserTask.Grant(task, role.Ticks);
            if (role.HasLocalTable)
            {
                LocalTable.Install(targets.Address(role.Target).Value, (uint)sizeof(SegmentDescriptor));
            }

            task->Registers->Cs = role.StartsBadly ? ExperimentTable.BadSelector | 3u : task->Registers->Cs;
        }

        return task;
    }

    private unsafe string Outcome(Role role, UserTask* task, ElfProblem problem)
    {
        if (task == null)
        {
            return Expectation.RefusedWord(problem);
        }

        string word = Expectation.ExitWord(task->Status);
        if (task->FaultVector >= 0)
        {
            var vector = (uint)task->FaultVector;
            word = Expectation.ExceptionWord(vector, task->FaultErrorCode, task->FaultVerdict);
            if (role.Target != Target.None && vector == ExceptionVector.PageFault && task->FaultAddress != targets.Address(role.Target))
            {
                word = Texts.Join(word, Texts.Join("-at-", Texts.Hex(task->FaultAddress.Value, 8)));
            }

            if (task->Status != Signal.Status(Signal.Of(vector)))
            {
                word = Texts.Join(word, Texts.Join("-status-", Texts.Decimal((uint)task->Status)));
            }
        }

        if (task->Preemptions < role.Preemptions)
        {
            word = Texts.Join(word, Texts.Join("-preempted-", Texts.Decimal((uint)task->Preemptions)));
        }

        int entries = scheduler.Mapping.CopiesSingleEntries ? role.EntriesCopied : 0;
        if (task->KernelEntriesCopied != entries)
        {
            word = Texts.Join(word, Texts.Join("-entries-copied-", Texts.Decimal((uint)task->KernelEntriesCopied)));
        }

        return task->StackPagesGrown < role.StackPages
            ? Texts.Join(word, Texts.Join("-stack-", Texts.Decimal((uint)task->StackPagesGrown)))
            : word;
    }

    private void Report(Experiment experiment, string expected, string got)
    {
        Deviation? deviation = expected == got ? null : Deviation.Of(experiment.Name);
        if (deviation != null && deviation.Outcome.Word(scheduler.Mapping) != got)
        {
            deviation = null;
        }

        bool held = expected == got || deviation != null;
        Held += held ? 1 : 0;
        Failed += held ? 0 : 1;
        log.Text("check: name=").Text(experiment.Name).Text(held ? " result=held" : " result=failed")
            .Text(" expected=").Text(expected).Text(" got=").Text(got);
        if (deviation != null)
        {
            log.Text(" deviation=").Text(deviation.Name);
        }

        log.Text(" : ").Text(experiment.Description).EndLine();
    }

    private unsafe void RunFromOutside(bool together)
    {
        uint freeBefore = frames.Free;
        uint position = 0;
        TarStep step;
        bool hasBegun = false;
        while ((step = archive.Next(ref position, out TarFile file)) == TarStep.File)
        {
            if (!file.StartsWith(FromOutside))
            {
                continue;
            }

            string name = file.Name().Substring(FromOutside.Length);
            if (name.EndsWith(Extension))
            {
                name = name.Substring(0, name.Length - Extension.Length);
            }

            if (!IsPlain(name))
            {
                log.Text("error: the archive has a program before ").Hex(position)
                    .Text(" whose name is not made of letters, digits and ._- alone").EndLine();
                continue;
            }

            freeBefore = together ? freeBefore : frames.Free;
            if (!together || !hasBegun)
            {
                Invariants?.Begin(scheduler.Mapping);
                faultLog.RestartNumbers();
                hasBegun = true;
            }

            UserTask* task = loader.TryStart(name, file, new string[0], out _);
            if (task != null)
            {
                UserTask.Grant(task, TicksFromOutside);
            }

            if (!together)
            {
                RunToTheEnd(name, freeBefore);
            }
        }

        if (together && hasBegun)
        {
            RunToTheEnd("together", freeBefore);
        }

        if (step != TarStep.End)
        {
            log.Text("error: the archive is damaged at ").Hex(position).Text(": ").Text(Damage(step)).EndLine();
        }
    }

    private void RunToTheEnd(string name, uint freeBefore)
    {
        scheduler.Run();
        scheduler.ReapStarted();
        if (frames.Free != freeBefore)
        {
            log.Text("error: after ").Text(name).Text(" had ended ").Decimal(freeBefore - frames.Free).Text(" frames were missing")
                .EndLine();
        }

        scheduler.RateLimit.Reset(log, name);
        CheckInvariants(name, true);
    }

    /// <summary>Names stand in the log. One with a line break or a bracket could forge a record.</summary>
    private static bool IsPlain(string name)
    {
        foreach (char letter in name)
        {
            bool plain = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9')
                || letter == '.' || letter == '_' || letter == '-';
            if (!plain)
            {
                return false;
            }
        }

        return name.Length > 0;
    }

    private static string Damage(TarStep step) => step switch
    {
        TarStep.NotUstar => "no ustar header",
        TarStep.WrongChecksum => "the header's checksum is wrong",
        _ => "it ends in the middle of a file",
    };
}
