using System;
using CosmosKernel.Faults;
using CosmosKernel.Mappings;
using CosmosKernel.Memory;
using CosmosKernel.Paging;
using CosmosKernel.Screen;

namespace CosmosPaging.Tests.Kernel;

/// <summary>A machine with one task: a page of code, one of data, one of stack.</summary>
internal sealed class Scene : IDisposable
{
    public const uint Code = 0x40000000;
    public const uint Data = 0x40001000;

    public Scene(string format, string layout, string mapping)
    {
        Machine = new FakeMachine(Cells.Format(format), Cells.Layout(layout));
        KernelMapping kernel = Machine.Mapping(mapping);
        KernelCells = new KernelCells(Machine.Space, null, Machine.Machine, [], default, Cells.Rows);
        uint before = Machine.Frames.Free;
        Task = Machine.NewTables();
        kernel.TryCreate(Task);
        Add(Code, PageRights.User | PageRights.Execute);
        Add(Data, PageRights.User | PageRights.Write);
        Add(kernel.UserSpace.Last, PageRights.User | PageRights.Write);
        TaskFrames = before - Machine.Frames.Free;
        State = new LiveState(Machine.Memory, Machine.Frames, new FaultHistory())
        {
            Mapping = kernel,
            Tables = Task,
            SpaceName = "some-task",
            SpacePid = 7,
            SpaceRoot = Task.Root.Value,
        };
        State.Census.Begin();
        new SpaceSurvey().Take(Machine.Kernel, kernel, State.Census, 0);
        int owner = State.AddTask("some-task");
        Ring3 = new PageTables(Task.Format, Machine.Memory, Machine.Frames, FakeMachine.Ring3Root(Task));
        State.Space.Take(Ring3, kernel, State.Census, owner);
        if (Task.Mirror.Value != 0)
        {
            State.Census.AddTable(Task.Root, owner);
        }

        State.Census.End();
    }

    /// <summary>As the kernel runs. In two-level paging NXE means nothing.</summary>
    private static AccessControl Control => new(
        AccessControlBits.WriteProtect | AccessControlBits.PageSizeExtensions | AccessControlBits.PageAttributeTable
        | AccessControlBits.WidePageSizeExtensions | AccessControlBits.ExecuteDisable);

    public FakeMachine Machine { get; }

    public KernelCells KernelCells { get; }

    public PageTables Task { get; }

    /// <summary>The tree on which ring 3 runs: of two, the first.</summary>
    public PageTables Ring3 { get; }

    public uint TaskFrames { get; }

    public LiveState State { get; }

    /// <summary>The window's RAM, less page 0 and the guard page.</summary>
    public uint KernelKilobytes => (Machine.Memory.Size >> 10) - 8;

    public void Fault(uint address, uint error, Verdict verdict)
    {
        var linear = new LinearAddress(address);
        var code = (PageFaultErrorCode)error;
        PageWalk walk = Ring3.Walk(linear);
        AccessOutcome outcome = FaultExplainer.Judge(walk, code, FaultExplainer.AccessOf(code, false, true), Control, Emulator.None);
        var fault = new Fault
        {
            Sequence = 1,
            Vector = 14,
            ErrorCode = error,
            Eip = Code,
            Address = linear,
            Walk = walk,
            Obstacles = outcome.Obstacles,
            Verdict = verdict,
        };
        State.Faults.Add(fault, "some-task", 7, State.Mapping.Name);
    }

    public Canvas Draw(View view)
    {
        var canvas = new Canvas();
        view.Draw(canvas, State);
        return canvas;
    }

    public void Dispose() => Machine.Dispose();

    private void Add(uint address, PageRights rights)
    {
        Machine.Frames.TryAllocate(out PhysicalAddress frame);
        Task.Map(new LinearAddress(address), frame, rights);
    }
}
