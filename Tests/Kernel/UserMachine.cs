using System;
using System.Runtime.InteropServices;
using CosmosKernel.Mappings;
using CosmosKernel.Memory;
using CosmosKernel.Paging;
using CosmosKernel.TaskMemory;
using CosmosKernel.Tasks;

namespace CosmosPaging.Tests.Kernel;

/// <summary>A task on the host that has an address space and does not run: the tables are real, and nothing is in force.</summary>
internal sealed unsafe class UserMachine : IDisposable
{
    /// <summary>How much time a new task has.</summary>
    public const int Ticks = 100;

    private readonly FakeMachine machine;

    public UserMachine(string mapping, string format)
    {
        machine = new FakeMachine(Cells.Format(format), KernelLayout.High);
        Mapping = machine.Mapping(mapping);
        Space = new AddressSpace(machine.Kernel.Format, machine.Machine) { Mapping = Mapping };
        Task = NewTask();
        Space.TryCreate(Task);
        Task->Stack = new LinearRange(Mapping.UserSpace.Last - 0xFFFFF, Mapping.UserSpace.Last);
    }

    public KernelMapping Mapping { get; }

    public AddressSpace Space { get; }

    public FrameAllocator Frames => machine.Frames;

    public UserTask* Task { get; }

    public RegionTable Regions => new(Task);

    public static UserTask* NewTask()
    {
        var task = (UserTask*)NativeMemory.AlignedAlloc(Frame.Size, Frame.Size);
        new Span<byte>(task, (int)Frame.Size).Clear();
        CosmosKernel.Tasks.UserTask.LayOut(task);
        CosmosKernel.Tasks.UserTask.Grant(task, Ticks);
        return task;
    }

    /// <summary>A second space for a task that a fork made.</summary>
    public AddressSpace SpaceOf(UserTask* task)
    {
        var space = new AddressSpace(machine.Kernel.Format, machine.Machine) { Mapping = Mapping };
        space.SwitchTo(task);
        return space;
    }

    public void Add(uint start, uint bytes, PageRights rights) =>
        Space.TryAdd(new LinearRange(start, start + (bytes - 1)), RegionKind.Mapping, rights);

    /// <summary>What a byte of a space is in physical memory.</summary>
    public byte* ByteOf(AddressSpace space, uint address) => machine.Memory.Pointer(space.Tables.Walk(new LinearAddress(address)).Physical);

    public void Dispose()
    {
        NativeMemory.AlignedFree(Task);
        machine.Dispose();
    }
}
