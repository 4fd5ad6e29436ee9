using System;
using CosmosKernel.Cpu;
using CosmosKernel.Memory;

namespace CosmosKernel.Tasks;

/// <summary>
/// The tasks that live, as a debugger sees them: a frame of <see cref="TaskCard"/>s, to which <see cref="Signpost.Tasks"/> leads. When it
/// is full, further tasks are only counted.
/// </summary>
internal sealed unsafe class TaskBoard
{
    private readonly TaskCard* cards;
    private readonly PhysicalAddress frame;
    private uint used;

    private static uint Places => Frame.Size / (uint)sizeof(TaskCard);

    private static Signpost* Sign => (Signpost*)Trampoline.Signpost;

    /// <summary>Makes an empty board.</summary>
    /// <param name="memory">Physical memory.</param>
    /// <param name="frames">Where its frame comes from.</param>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public TaskBoard(PhysicalMemory memory, FrameAllocator frames)
    {
        if (!frames.TryAllocate(out frame))
        {
            throw new InvalidOperationException("There is no memory for the board of tasks.");
        }

        cards = (TaskCard*)memory.Pointer(frame);
    }

    /// <summary>Tells debuggers where the board is. The trampoline must be mapped.</summary>
    public void Announce()
    {
        Sign->TaskCount = Places;
        Sign->TaskCardBytes = (uint)sizeof(TaskCard);
        Sign->Tasks = frame.Value;
    }

    /// <summary>Puts a task on the board.</summary>
    /// <param name="task">The task, complete.</param>
    /// <param name="name">Its name.</param>
    /// <param name="kernelRoot">The top structure of the kernel's own tables.</param>
    /// <returns>Its card; null if the board is full.</returns>
    public TaskCard* Add(UserTask* task, string name, PhysicalAddress kernelRoot)
    {
        if (used == Places)
        {
            Sign->TasksWithoutCard++;
            return null;
        }

        TaskCard* card = cards;
        while (card->Pid != 0)
        {
            card++;
        }

        used++;
        card->Root = task->Trees.InRing3.Value;
        card->KernelRoot = task->Entry.Cr3 == kernelRoot.Value ? kernelRoot.Value : task->Trees.Root.Value;
        card->StackStart = task->Stack.Start;
        card->StackLast = task->Stack.Last;
        card->HeapStart = task->HeapStart;
        int length = Math.Min(name.Length, TaskCard.NameBytes - 1);
        for (int i = 0; i < length; i++)
        {
            card->Name[i] = (byte)name[i];
        }

        card->Name[length] = 0;
        card->Pid = (uint)task->Pid;
        return card;
    }

    /// <summary>Takes a task off the board, or off the number of those that are not on it.</summary>
    /// <param name="card">Its card, or null.</param>
    public void Remove(TaskCard* card)
    {
        if (card != null)
        {
            card->Pid = 0;
            used--;
        }
        else
        {
            Sign->TasksWithoutCard--;
        }
    }
}
