using System.Runtime.InteropServices;
using CosmosKernel.Mappings;
using CosmosKernel.Memory;
using CosmosKernel.Paging;
using CosmosKernel.Tasks;
using NUnit.Framework;

namespace CosmosPaging.Tests.Kernel;

/// <summary>The check that stands before every pointer that a system call gets.</summary>
[TestFixture]
public sealed unsafe class UserMemoryTests
{
    private const PageRights Read = PageRights.User;
    private const PageRights Write = PageRights.User | PageRights.Write;

    [Test]
    public void OnlyWhatIsTheTasksIsAccessible([Values("shared", "fourfour")] string mappingName, [Values("two-level", "pae")] string format)
    {
        using var machine = new FakeMachine(Cells.Format(format), KernelLayout.High);
        KernelMapping mapping = machine.Mapping(mappingName);
        void* state = NativeMemory.AlignedAlloc(Task.StateBytes, 16);
        var task = new Task((byte*)state, machine.NewTables());
        mapping.TryCreate(task.Tables);
        task.Stack = new LinearRange(mapping.UserSpace.Last - 0xFFFFF, mapping.UserSpace.Last);
        UserMemory.TryAddPage(machine.Frames, task.Tables, new LinearAddress(task.Stack.Last), Write);
        UserMemory.TryAddPage(machine.Frames, task.Tables, new LinearAddress(0x40000000), Read);
        UserMemory.TryAddPage(machine.Frames, task.Tables, new LinearAddress(0x40001000), Write);
        task.Tables.HasNewTopEntry = false; // as when the task has got its first turn

        Assert.Multiple(() =>
        {
            Expect(true, 0x40000000, 1, Read, "a byte");
            Expect(true, 0x40000FFF, 2, Read, "two pages");
            Expect(true, 0x40000000, 0x2000, Read, "all of both pages");
            Expect(false, 0x40000000, 0x2001, Read, "a byte too many");
            Expect(false, 0x3FFFFFFF, 2, Read, "a byte too early");
            Expect(false, 0x40000000, 1, Write, "to write a read-only page");
            Expect(true, 0x40001000, 0x1000, Write, "to write a writable page");
            Expect(false, 0x40000FFF, 2, Write, "to write across into it");
            Expect(false, 0xC0100000, 1, Read, "the kernel's code");
            Expect(false, 0xFFC01000, 1, Read, "the trampoline");
            Expect(false, 0x40000000, 0xFFFFFFFF, Read, "round the top");
            Expect(false, 0xFFFFFFFF, 2, Read, "round the top from the last byte");
            Expect(false, mapping.UserSpace.Last, 2, Read, "past the end of user space");
            Expect(false, 0, 1, Read, "a null pointer");
            Expect(true, 0xFFFFFFFF, 0, Read, "nothing, anywhere");
            Expect(true, task.Stack.Last - 0x7000, 4, Write, "two pages of stack that have yet to come");
            Expect(false, task.Stack.Start - 1, 2, Write, "below the stack's limit");
        });
        Assert.That(task.StackPagesGrown, Is.EqualTo(2));
        NativeMemory.AlignedFree(state);

        void Expect(bool accessible, uint start, uint bytes, PageRights rights, string what) =>
            Assert.That(
                UserMemory.IsAccessible(mapping, machine.Frames, task, new LinearAddress(start), bytes, rights), Is.EqualTo(accessible), what);
    }

    [Test]
    public void AStackThatCannotGrowForLackOfMemoryIsNotAccessible()
    {
        using var machine = new FakeMachine(PagingFormat.TwoLevel, KernelLayout.High);
        KernelMapping mapping = machine.Mapping("shared");
        void* state = NativeMemory.AlignedAlloc(Task.StateBytes, 16);
        var task = new Task((byte*)state, machine.NewTables());
        mapping.TryCreate(task.Tables);
        task.Stack = new LinearRange(0xBFF00000, 0xBFFFFFFF);
        while (machine.Frames.TryAllocate(out _))
        {
        }

        Assert.That(UserMemory.IsAccessible(mapping, machine.Frames, task, new LinearAddress(0xBFFF0000), 1, Write), Is.False);
        NativeMemory.AlignedFree(state);
    }
}
