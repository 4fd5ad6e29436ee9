using System;
using CosmosKernel.Cpu;
using CosmosKernel.Memory;

namespace CosmosKernel.Tasks;

/// <summary>
/// The tasks that live, as a debugger sees them: a frame of <see cref="TaskCard"/>s, to which <see cref="Signpost.Tasks"/> leads. When it is full,
/// further tasks are only counted.
/// </summary>
public sealed unsafe class TaskBoard
{
    private const uint Places = Frame.Size / TaskCard.Size;

    private readonly TaskCard* cards;
    private readonly PhysicalAddress frame;

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
        Sign->Tasks = frame.Value;
    }

    /// <summary>Puts a task on the board.</summary>
    /// <param name="pid">Its number.</param>
    /// <param name="name">Its name.</param>
    /// <param name="root">The top structure of its tables.</param>
    /// <param name="stack">Where its stack may be.</param>
    /// <param name="heapStart">Where its heap begins.</param>
    public void Add(int pid, string name, PhysicalAddress root, LinearRange stack, uint heapStart)
    {
        TaskCard* card = Find(0);
        if (card == null)
        {
            Sign->TasksWithoutCard++;
            return;
        }

        card->Root = root.Value;
        card->StackStart = stack.Start;
        card->StackLast = stack.Last;
        card->HeapStart = heapStart;
        for (int i = 0; i < TaskCard.NameBytes; i++)
        {
            card->Name[i] = i < name.Length ? (byte)name[i] : (byte)0;
        }

        card->Pid = (uint)pid;
    }

    /// <summary>Takes a task off the board, or off the number of those that are not on it.</summary>
    /// <param name="pid">Its number.</param>
    public void Remove(int pid)
    {
        TaskCard* card = Find((uint)pid);
        if (card != null)
        {
            card->Pid = 0;
        }
        else
        {
            Sign->TasksWithoutCard--;
        }
    }

    private TaskCard* Find(uint pid)
    {
        for (uint i = 0; i < Places; i++)
        {
            if (cards[i].Pid == pid)
            {
                return cards + i;
            }
        }

        return null;
    }
}
