using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using CosmosKernel.Invariants;
using CosmosKernel.Mappings;
using CosmosKernel.Memory;
using CosmosKernel.Paging;
using CosmosKernel.TaskMemory;
using CosmosKernel.Tasks;

namespace CosmosPaging.Tests.Kernel;

/// <summary>
/// A kernel on the host that has promised something, and two tasks: the second was forked from the first, which has then written a
/// page. Real tables, real frames,
/// nothing in force.
/// </summary>
internal sealed unsafe class PromisedMachine : IDisposable
{
    /// <summary>A page that both tasks have, read-only, since the fork.</summary>
    public const uint Common = 0x40000000;

    /// <summary>A page that each has of its own.</summary>
    public const uint Own = 0x40001000;

    /// <summary>A page that both have, and that the first has given up all rights to.</summary>
    public const uint Kept = 0x40002000;

    private const uint ArchiveStart = 0x200000;
    private const uint ArchiveBytes = 200_001;

    private readonly FakeMachine machine;
    private readonly List<nint> tasks = [];

    /// <param name="format">The paging format.</param>
    /// <param name="layout">The kernel's place.</param>
    /// <param name="mapping">The kernel mapping.</param>
    /// <param name="prepare">What is done before the kernel promises anything.</param>
    public PromisedMachine(string format, string layout, string mapping, Action<PromisedMachine>? prepare = null)
    {
        machine = new FakeMachine(Cells.Format(format), Cells.Layout(layout));
        Mapping = machine.Mapping(mapping);
        Checked = new CheckedMachine(machine.Machine, FakeMachine.Image(machine.Layout));
        machine.Space.Seal(machine.Layout.ToLinear(new PhysicalAddress(ArchiveStart)), ArchiveBytes, out _);
        prepare?.Invoke(this);
        List = new InvariantList(Checked, Kernel, machine.Memory.Pointer(new PhysicalAddress(ArchiveStart)), ArchiveBytes);
        List.Begin(Mapping);
        First = Start();
        foreach (uint page in new[] { Common, Own, Kept })
        {
            First.TryAdd(new LinearRange(page, page + 0xFFF), RegionKind.Mapping, PageRights.User | PageRights.Write);
            First.TryFaultIn(new LinearAddress(page), 1, PageRights.User | PageRights.Write);
        }

        UserTask* child = NewTask();
        MemoryBlock.Copy((byte*)tasks[0], (byte*)child, CosmosKernel.Tasks.UserTask.UsedBytes((UserTask*)tasks[0]));
        CosmosKernel.Tasks.UserTask.LayOut(child);
        First.TryFork(child);
        Second = new AddressSpace(Kernel.Format, machine.Machine) { Mapping = Mapping };
        Second.SwitchTo(child);
        First.TryFaultIn(new LinearAddress(Own), 1, PageRights.User | PageRights.Write);
        First.TryProtect(new LinearRange(Kept, Kept + 0xFFF), PageRights.None);
    }

    public InvariantList List { get; }

    public CheckedMachine Checked { get; }

    public KernelMapping Mapping { get; }

    public PageTables Kernel => machine.Kernel;

    public PhysicalMemory Memory => machine.Memory;

    public FrameAllocator Frames => machine.Frames;

    public LinearAddress GuardPage => machine.GuardPage;

    /// <summary>The allocator's stack of returned frames, which its records begin with.</summary>
    public uint* ReturnedFrames => (uint*)machine.Memory.Pointer(new PhysicalAddress(FakeMachine.BlockStart));

    public AddressSpace First { get; }

    public AddressSpace Second { get; }

    /// <summary>The names of the invariants that a look finds broken.</summary>
    public string[] Broken(bool isWhole = true)
    {
        List.LookAtTables(isWhole);
        List.LookAtMemory(readsAll: true);
        return [.. List.All.Where(invariant => invariant.IsBroken).Select(invariant => invariant.Name)];
    }

    /// <summary>Where the only broken one is broken.</summary>
    public uint At => List.All.Single(invariant => invariant.IsBroken).At;

    /// <summary>A byte of what must not change.</summary>
    public byte* Archive(uint offset) => machine.Memory.Pointer(new PhysicalAddress(ArchiveStart + offset));

    /// <summary>A byte at one of the kernel's own addresses.</summary>
    public byte* ByteOf(uint address) => machine.Memory.Pointer(Kernel.Walk(new LinearAddress(address)).Physical);

    public void Dispose()
    {
        foreach (nint task in tasks)
        {
            NativeMemory.AlignedFree((void*)task);
        }

        machine.Dispose();
    }

    private UserTask* NewTask()
    {
        UserTask* task = UserMachine.NewTask();
        tasks.Add((nint)task);
        return task;
    }

    private AddressSpace Start()
    {
        var space = new AddressSpace(Kernel.Format, machine.Machine) { Mapping = Mapping };
        UserTask* task = NewTask();
        space.TryCreate(task);
        task->Stack = new LinearRange(Mapping.UserSpace.Last - 0xFFFFF, Mapping.UserSpace.Last);
        space.TryAdd(task->Stack, RegionKind.Stack, PageRights.User | PageRights.Write);
        space.TryFaultIn(new LinearAddress(task->Stack.Last), 1, PageRights.User | PageRights.Write);
        return space;
    }
}
