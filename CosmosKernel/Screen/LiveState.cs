using CosmosKernel.Faults;
using CosmosKernel.Mappings;
using CosmosKernel.Memory;
using CosmosKernel.Paging;

namespace CosmosKernel.Screen;

/// <summary>What the views show: the machine as it was when somebody last looked.</summary>
internal sealed class LiveState
{
    private readonly string[] taskNames = new string[FrameCensus.Owners];

    /// <summary>Makes it.</summary>
    /// <param name="memory">Physical memory.</param>
    /// <param name="frames">Its frames.</param>
    /// <param name="faults">The last faults.</param>
    public LiveState(PhysicalMemory memory, FrameAllocator frames, FaultHistory faults)
    {
        Memory = memory;
        Faults = faults;
        Census = new FrameCensus(memory, frames);
    }

    /// <summary>The kernel mapping in force.</summary>
    public KernelMapping Mapping { get; set; } = null!;

    /// <summary>Physical memory.</summary>
    public PhysicalMemory Memory { get; }

    /// <summary>The last faults.</summary>
    public FaultHistory Faults { get; }

    /// <summary>The fault on which the keys work: its age in <see cref="Faults"/>.</summary>
    public int SelectedFault { get; set; }

    /// <summary>The address space that is drawn.</summary>
    public SpaceSurvey Space { get; } = new();

    /// <summary>Whose physical memory is.</summary>
    public FrameCensus Census { get; }

    /// <summary>The tables of the space that is drawn; of a task that is over, the kernel's own take their place.</summary>
    public PageTables Tables { get; set; } = null!;

    /// <summary>Whose space it is.</summary>
    public string SpaceName { get; set; } = string.Empty;

    /// <summary>That task's number; 0 is the kernel.</summary>
    public int SpacePid { get; set; }

    /// <summary>What CR3 holds while that task runs.</summary>
    public uint SpaceRoot { get; set; }

    /// <summary>What that task is doing, or the outcome of its experiment.</summary>
    public string SpaceCondition { get; set; } = string.Empty;

    /// <summary>The tasks of the census, from 1 on; the kernel is none.</summary>
    public int TaskCount { get; private set; }

    /// <summary>The experiment's place in the table, from 1; 0 before the first.</summary>
    public int Experiment { get; set; }

    /// <summary>How many experiments there are.</summary>
    public int ExperimentCount { get; set; }

    /// <summary>Its name.</summary>
    public string ExperimentName { get; set; } = string.Empty;

    /// <summary>What it tries.</summary>
    public string ExperimentDescription { get; set; } = string.Empty;

    /// <summary>How far it has come.</summary>
    public string Progress { get; set; } = string.Empty;

    /// <summary>Expectations that held.</summary>
    public int Held { get; set; }

    /// <summary>Expectations that failed.</summary>
    public int Failed { get; set; }

    /// <summary>The name of a task of the census.</summary>
    /// <param name="owner">From 1 to <see cref="TaskCount"/>.</param>
    /// <returns>Its name.</returns>
    public string TaskName(int owner) => taskNames[owner];

    /// <summary>Forgets the tasks of the census.</summary>
    public void ForgetTasks() => TaskCount = 0;

    /// <summary>Takes a task into the census; with the kernel there are at most <see cref="FrameCensus.Owners"/>.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The owner's number.</returns>
    public int AddTask(string name)
    {
        TaskCount++;
        taskNames[TaskCount] = name;
        return TaskCount;
    }
}
