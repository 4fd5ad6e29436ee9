using CosmosKernel.Cpu;
using CosmosKernel.Devices;
using CosmosKernel.Experiments;
using CosmosKernel.Mappings;
using CosmosKernel.Output;
using CosmosKernel.Paging;
using CosmosKernel.Scheduling;
using CosmosKernel.Tasks;

namespace CosmosKernel.Screen;

/// <summary>
/// Draws the machine while experiments run, and afterwards does what the keys ask for. All of it is the kernel's own flow: tasks run for a
/// quarter of a second at a time, and between two such turns the screen is drawn and the keyboard asked. No trap ever draws.
/// </summary>
internal sealed unsafe class LiveSession : ExperimentWatcher
{
    private readonly LiveState state;
    private readonly KernelCells cells;
    private readonly Scheduler scheduler;
    private readonly ExperimentRunner runner;
    private readonly KernelLog log;
    private readonly ushort* video;
    private readonly Canvas canvas = new();
    private readonly SpaceSurvey scratch = new();
    private readonly PageTables shownTables;
    private readonly PageTables otherTables;
    private readonly OverviewView overview = new();
    private readonly FaultView faultView;
    private readonly TableView tableView = new();
    private readonly HelpView help = new();
    private View view;
    private bool hasShownTask;
    private int chosenTask;
    private bool showsKernel;
    private Experiment? loaded;
    private LivePace pace;

    /// <summary>Makes a session; the first look takes the screen over.</summary>
    /// <param name="state">What the views show.</param>
    /// <param name="cells">The mappings and formats to choose from.</param>
    /// <param name="scheduler">The tasks.</param>
    /// <param name="runner">The experiments.</param>
    /// <param name="machine">The machine; its log leaves the screen to this session.</param>
    /// <param name="video">The screen's cells.</param>
    public LiveSession(
        LiveState state, KernelCells cells, Scheduler scheduler, ExperimentRunner runner, Machine machine, ushort* video)
    {
        this.state = state;
        this.cells = cells;
        this.scheduler = scheduler;
        this.runner = runner;
        log = machine.Log;
        this.video = video;
        faultView = new FaultView(cells);
        shownTables = new PageTables(PagingFormat.TwoLevel, state.Memory, machine.Frames, default);
        otherTables = new PageTables(PagingFormat.TwoLevel, state.Memory, machine.Frames, default);
        view = overview;
        state.ExperimentCount = ExperimentTable.All.Length;
        while (Keyboard.Read() != Key.None)
        {
            // What was typed for the boot loader.
        }
    }

    /// <inheritdoc/>
    public override void Look(Experiment experiment)
    {
        state.Experiment = PlaceOf(experiment);
        loaded = scheduler.Current != null ? experiment : null;
        HasSeenEnough |= Keyboard.Read() != Key.None;
        Show(HasSeenEnough ? "stopping" : loaded == null ? "over" : "running; a key stops");
    }

    /// <summary>Does what the keys ask for, until one asks for the end.</summary>
    public void Stay()
    {
        loaded = null;
        Show(HasSeenEnough ? "stopped: S goes on" : "all done: press a key");
        while (pace != LivePace.Over)
        {
            if (pace == LivePace.Rest)
            {
                Take(WaitForKey());
            }
            else if (Keyboard.Read() != Key.None)
            {
                pace = LivePace.Rest;
                Show("stopped: S goes on");
            }
            else
            {
                Work();
            }
        }

        state.Progress = "the machine has ended";
        Draw();
    }

    private static int PlaceOf(Experiment experiment)
    {
        for (int i = 0; i < ExperimentTable.All.Length; i++)
        {
            if (ExperimentTable.All[i] == experiment)
            {
                return i + 1;
            }
        }

        return 0;
    }

    private static Key WaitForKey()
    {
        while (true)
        {
            Key key = Keyboard.Read();
            if (key != Key.None)
            {
                return key;
            }

            Processor.IsResting = true;
            Processor.WaitForInterrupt(); // the timer's
            Processor.IsResting = false;
        }
    }

    private void Take(Key key)
    {
        if (!view.TryKey(key, state))
        {
            Obey(key);
        }

        if (pace != LivePace.Over)
        {
            Show(state.Progress);
        }
    }

    private void Obey(Key key)
    {
        switch (key)
        {
            case (Key)'v':
                Enter(state.Mapping.Kernel.Format, cells.Next(state.Mapping.Kind));
                break;
            case (Key)'f':
                Enter(cells.NextFormat, state.Mapping.Kind);
                break;
            case (Key)'t':
                ChooseNextTask();
                break;
            case (Key)'s':
                Step();
                break;
            case (Key)'n':
                pace = LivePace.One;
                break;
            case (Key)'p':
                Finish();
                Load(System.Math.Max(0, state.Experiment - 2));
                break;
            case (Key)'a':
                pace = LivePace.All;
                break;
            case Key.Enter:
                view = faultView;
                break;
            case (Key)'b':
                view = tableView;
                break;
            case (Key)'h':
                view = help;
                break;
            case Key.Escape:
                view = overview;
                break;
            case (Key)'q':
                pace = LivePace.Over;
                break;
            default:
                break;
        }
    }

    /// <summary>A little of what is under way.</summary>
    private void Work()
    {
        if (loaded == null)
        {
            LoadNext();
        }
        else if (runner.Advance(Ticks))
        {
            bool isLast = pace == LivePace.One || state.Experiment == state.ExperimentCount;
            pace = isLast ? LivePace.Rest : pace;
            EndLoaded();
        }
        else
        {
            Show("running");
        }
    }

    private void Step()
    {
        if (loaded == null)
        {
            LoadNext();
        }
        else
        {
            Finish();
        }
    }

    private void LoadNext() => Load(state.Experiment == state.ExperimentCount ? 0 : state.Experiment);

    private void Load(int place)
    {
        state.Experiment = place + 1;
        loaded = ExperimentTable.All[place];
        chosenTask = 0;
        showsKernel = false;
        hasShownTask = false;
        runner.Load(loaded);
        Show("loaded: S runs it");
    }

    /// <summary>Runs what is loaded to its end.</summary>
    private void Finish()
    {
        if (loaded == null)
        {
            return;
        }

        while (!runner.Advance(Ticks))
        {
            Show("running");
        }

        EndLoaded();
    }

    private void EndLoaded()
    {
        loaded = null;
        state.SelectedFault = 0;
        Show("over");
    }

    /// <summary>Another mapping or format: what is loaded belongs to the old one, and must end first.</summary>
    private void Enter(PagingFormat format, MappingKind kind)
    {
        Finish();
        KernelMapping mapping = cells.Enter(format, kind);
        scheduler.Activate(mapping);
        log.Text("live: variant=").Text(mapping.Name).Text(" paging=").Text(mapping.Kernel.Format.Name).EndLine();
        if (state.Experiment > 0)
        {
            Load(state.Experiment - 1);
        }
    }

    private void ChooseNextTask()
    {
        int tasks = CountTasks();
        int place = showsKernel ? tasks : chosenTask;
        place = (place + 1) % (tasks + 1); // the kernel's own space is the last
        showsKernel = place == tasks;
        chosenTask = showsKernel ? 0 : place;
    }

    private void Show(string progress)
    {
        state.Progress = progress;
        state.Mapping = scheduler.Mapping;
        state.Held = runner.Held;
        state.Failed = runner.Failed;
        Experiment? experiment = state.Experiment == 0 ? null : ExperimentTable.All[state.Experiment - 1];
        state.ExperimentName = experiment == null ? string.Empty : experiment.Name;
        state.ExperimentDescription = experiment == null ? string.Empty : experiment.Description;
        Survey();
        Draw();
    }

    private void Draw()
    {
        if (log.IsOnScreen)
        {
            log.IsOnScreen = false;
            canvas.Forget();
        }

        canvas.Clear();
        view.Draw(canvas, state);
        canvas.Present(video);
    }

    /// <summary>How many of the ready tasks can be told apart; a fork bomb makes thousands, of which the first few are looked at.</summary>
    private int CountTasks()
    {
        int count = 0;
        UserTask* task = scheduler.Current;
        while (task != null && count < FrameCensus.Owners - 1)
        {
            count++;
            task = task->Next == scheduler.Current ? null : task->Next;
        }

        return count;
    }

    /// <summary>
    /// Walks the spaces of the kernel and of the tasks. Of a task that is over, the map stays as it was when it was last seen.
    /// </summary>
    private void Survey()
    {
        FrameCensus census = state.Census;
        KernelMapping mapping = scheduler.Mapping;
        int tasks = CountTasks();
        bool isRefused = loaded != null && tasks == 0;
        bool kernelIsShown = showsKernel || isRefused;
        state.ForgetTasks();
        census.Begin();
        (kernelIsShown ? state.Space : scratch).Take(mapping.Kernel, mapping, census, 0);
        if (kernelIsShown)
        {
            Name("the kernel's own space", 0, mapping.Kernel, isRefused
                ? "for the loader has refused the program"
                : "never in force while a task runs");
        }

        chosenTask = chosenTask < tasks ? chosenTask : 0; // some task may have ended
        UserTask* task = scheduler.Current;
        for (int i = 0; i < tasks; i++)
        {
            bool isShown = !kernelIsShown && i == chosenTask;
            PageTables tables = isShown ? shownTables : otherTables;
            tables.ChangeFormat(mapping.Kernel.Format);
            tables.SwitchTo(task->Trees.InRing3);
            string name = scheduler.NameOf(task);
            int owner = state.AddTask(name);
            (isShown ? state.Space : scratch).Take(tables, mapping, census, owner);
            if (task->Trees.Mirror.Value != 0)
            {
                census.AddTable(task->Trees.Root, owner); // the second tree's, below which all is common
            }

            if (isShown)
            {
                hasShownTask = true;
                Name(name, task->Pid, tables, runner.HasBegun ? "running" : "ready to run");
            }

            task = task->Next;
        }

        if (!kernelIsShown && tasks == 0 && hasShownTask)
        {
            state.Tables = mapping.Kernel;
            state.SpaceCondition = runner.LastOutcome;
        }

        census.End();
    }

    private void Name(string name, int pid, PageTables tables, string condition)
    {
        state.SpaceName = name;
        state.SpacePid = pid;
        state.Tables = tables;
        state.SpaceRoot = tables.Root.Value;
        state.SpaceCondition = condition;
    }
}
