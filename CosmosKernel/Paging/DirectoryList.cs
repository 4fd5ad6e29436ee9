using CosmosKernel.Memory;

namespace CosmosKernel.Paging;

/// <summary>
/// The top structures of all tasks' trees, which may hold copies of the kernel's entries: Linux' <c>pgd_list</c>. A <i>new</i> entry may
/// wait until somebody misses it; the change of one that is there already cannot, for a stale copy works, wrongly. As Linux does, it
/// strings the frames themselves, so nothing is allocated.
/// </summary>
public sealed unsafe class DirectoryList
{
    private readonly FrameAllocator frames;

    /// <summary>Makes an empty list.</summary>
    /// <param name="frames">Whose frames will be in it.</param>
    public DirectoryList(FrameAllocator frames) => this.frames = frames;

    /// <summary>The top structure that came last; 0 if there is none.</summary>
    public PhysicalAddress First { get; private set; }

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>The top structure that follows another.</summary>
    /// <param name="root">One that is in this list.</param>
    /// <returns>0 if it is the last.</returns>
    public PhysicalAddress Next(PhysicalAddress root) => frames.Link(root)->Next;

    /// <summary>Puts a top structure in front.</summary>
    /// <param name="root">One that is in no list.</param>
    public void Add(PhysicalAddress root)
    {
        FrameLink* link = frames.Link(root);
        link->Previous = default;
        link->Next = First;
        if (First.Value != 0)
        {
            frames.Link(First)->Previous = root;
        }

        First = root;
        Count++;
    }

    /// <summary>Takes a top structure out.</summary>
    /// <param name="root">One that is in this list.</param>
    public void Remove(PhysicalAddress root)
    {
        FrameLink* link = frames.Link(root);
        if (link->Previous.Value != 0)
        {
            frames.Link(link->Previous)->Next = link->Next;
        }
        else
        {
            First = link->Next;
        }

        if (link->Next.Value != 0)
        {
            frames.Link(link->Next)->Previous = link->Previous;
        }

        Count--;
    }
}
