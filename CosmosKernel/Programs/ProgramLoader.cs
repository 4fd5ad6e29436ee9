using System;
using CosmosKernel.Cpu;
using CosmosKernel.Devices;
using CosmosKernel.Mappings;
using CosmosKernel.Memory;
using CosmosKernel.Output;
using CosmosKernel.Paging;
using CosmosKernel.Scheduling;
using CosmosKernel.TaskMemory;
using CosmosKernel.Tasks;

namespace CosmosKernel.Programs;

/// <summary>Makes a task of a program file: an address space with the file's segments and a stack, and registers to start with.</summary>
internal sealed unsafe class ProgramLoader
{
    /// <summary>How far a stack may grow.</summary>
    public const uint StackLimit = 1 << 20;

    /// <summary>Processor time of a task if nobody says otherwise, in seconds.</summary>
    public const int DefaultSeconds = 10;

    /// <summary><see cref="DefaultSeconds"/> in ticks of the timer.</summary>
    public const int DefaultTicks = DefaultSeconds * IntervalTimer.Frequency;

    private readonly Scheduler scheduler;
    private readonly AddressSpace space;
    private readonly PhysicalMemory memory;
    private readonly FrameAllocator frames;
    private readonly KernelLog log;

    /// <summary>Makes a loader.</summary>
    /// <param name="scheduler">Who gets the tasks.</param>
    /// <param name="machine">The machine.</param>
    public ProgramLoader(Scheduler scheduler, Machine machine)
    {
        this.scheduler = scheduler;
        space = scheduler.Space;
        memory = machine.Memory;
        frames = machine.Frames;
        log = machine.Log;
    }

    /// <summary>Loads a program and makes it ready.</summary>
    /// <param name="name">The task's name.</param>
    /// <param name="file">The program.</param>
    /// <param name="arguments">What follows the name in <c>argv</c>.</param>
    /// <param name="problem">Why not, if not; it has been reported then, and all memory given back.</param>
    /// <returns>The task, or null.</returns>
    public UserTask* TryStart(string name, TarFile file, string[] arguments, out ElfProblem problem)
    {
        KernelMapping mapping = scheduler.Mapping;
        var stack = new LinearRange(mapping.UserSpace.Last - (StackLimit - 1), mapping.UserSpace.Last);
        var program = new ElfFile(file.Data, file.Size);
        problem = program.Check(mapping.UserSpace, stack, mapping.Layout.Window, out int segment);
        if (problem != ElfProblem.None)
        {
            Refuse(name, problem, segment, segment < 0 ? default : program.Segment(segment).Address);
            return null;
        }

        UserTask* task = scheduler.AllocateTask(name);
        if (task == null)
        {
            problem = ElfProblem.TooManyTasks;
        }
        else if (!space.TryCreate(task))
        {
            problem = ElfProblem.OutOfMemory;
        }
        else
        {
            task->Stack = stack;
            problem = Fill(task, program, name, arguments);
            if (problem != ElfProblem.None)
            {
                space.Destroy();
            }
        }

        if (problem != ElfProblem.None)
        {
            scheduler.Abandon(task);
            Refuse(name, problem, -1, default);
            return null;
        }

        task->IsTold = true;
        log.Text("task: pid=").Decimal((uint)task->Pid).Text(" name=").Text(name).Text(" file=").Ascii(file.NameStart, file.NameLength)
            .EndLine();
        scheduler.MakeReady(task);
        return task;
    }

    private ElfProblem Fill(UserTask* task, ElfFile program, string name, string[] arguments)
    {
        uint programLast = 0;
        for (int i = 0; i < program.SegmentCount; i++)
        {
            ElfSegment segment = program.Segment(i);
            if (!segment.IsLoaded)
            {
                continue;
            }

            if (!TryLoad(program, segment))
            {
                return ElfProblem.OutOfMemory;
            }

            programLast = Math.Max(programLast, segment.Pages.Last);
        }

        task->HeapStart = task->HeapEnd = programLast + 1;
        LinearAddress top = new(task->Stack.Last);
        if (!space.TryAdd(task->Stack, RegionKind.Stack, PageRights.User | PageRights.Write)
            || !HasPage(top, PageRights.User | PageRights.Write))
        {
            return ElfProblem.OutOfMemory;
        }

        task->StackPagesGrown = 0; // the first page is not grown
        var firstPage = new InitialStack(memory.Pointer(space.Tables.Walk(top).PageAddress), top.Page);
        if (!firstPage.TryBuild(name, arguments))
        {
            return ElfProblem.ArgumentsTooLong;
        }

        UserTask.Grant(task, DefaultTicks);
        FloatingPointState.Reset(UserTask.FxArea(task));
        task->Registers->Cr3 = task->Trees.InRing3.Value;
        task->Registers->Eip = program.Entry.Value;
        task->Registers->Esp = firstPage.Top.Value;
        task->Registers->Cs = Selector.UserCode;
        task->Registers->Ds = task->Registers->Es = task->Registers->Ss = Selector.UserData;
        task->Registers->Eflags = Eflags.AlwaysOne | Eflags.InterruptEnable;
        return ElfProblem.None;
    }

    private bool TryLoad(ElfFile program, in ElfSegment segment)
    {
        LinearRange pages = segment.Pages;
        if ((pages.Last - pages.Start) / Frame.Size >= frames.Free)
        {
            return false; // before a gigabyte of frames is handed out for nothing
        }

        // A page that a neighbour with the same rights has brought already is shared with it: it becomes this segment's.
        if (!space.TryAdd(pages, RegionKind.Program, segment.Rights))
        {
            return false;
        }

        for (uint page = pages.Start; ; page += Frame.Size)
        {
            if (!HasPage(new LinearAddress(page), segment.Rights))
            {
                return false;
            }

            CopyPage(program, segment, page);
            if (page + (Frame.Size - 1) == pages.Last)
            {
                return true;
            }
        }
    }

    private bool HasPage(LinearAddress address, PageRights rights) => space.TryFaultIn(address, 1, rights);

    /// <summary>Copies what of the segment's bytes in the file belongs on one page.</summary>
    private void CopyPage(ElfFile program, in ElfSegment segment, uint page)
    {
        uint skipped = page > segment.Address.Value ? page - segment.Address.Value : 0;
        if (skipped >= segment.FileBytes)
        {
            return;
        }

        LinearAddress target = segment.Address + skipped;
        uint bytes = Math.Min(segment.FileBytes - skipped, Frame.Size - target.PageOffset);
        new Span<byte>(program.Bytes(segment.FileOffset + skipped), (int)bytes)
            .CopyTo(new Span<byte>(memory.Pointer(space.Tables.Walk(target).Physical), (int)bytes));
    }

    private void Refuse(string name, ElfProblem problem, int segment, LinearAddress address)
    {
        log.Text("refused: name=").Text(name).Text(" problem=").Text(ElfProblemText.Of(problem).Name).Text(" : ");
        if (segment >= 0)
        {
            log.Text("segment ").Decimal((uint)segment).Text(" at ").Hex(address.Value).Text(" ");
        }

        log.Text(ElfProblemText.Of(problem).Sentence).EndLine();
    }
}
