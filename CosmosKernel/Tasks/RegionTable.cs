using System.Runtime.CompilerServices;
using CosmosKernel.Memory;
using CosmosKernel.Paging;

namespace CosmosKernel.Tasks;

/// <summary>
/// A task's regions in ascending order, in memory of a fixed size: nothing is allocated in a trap. Neighbours with the same purpose and
/// rights are one region.
/// </summary>
internal readonly unsafe struct RegionTable
{
    /// <summary>How many a task can have. There is room for three more, since a change first cuts, at two places, and then joins.</summary>
    public const int Capacity = 112;

    private readonly UserTask* task;

    /// <summary>Takes the regions of a task.</summary>
    /// <param name="task">The task.</param>
    public RegionTable(UserTask* task) => this.task = task;

    /// <summary>How many there are.</summary>
    public int Count => task->RegionCount;

    /// <summary>One of them.</summary>
    /// <param name="index">Below <see cref="Count"/>; ascending by address.</param>
    /// <returns>The region.</returns>
    public Region* this[int index] => task->RegionList + index;

    /// <summary>The first region that ends at or above an address.</summary>
    /// <param name="address">Any address.</param>
    /// <returns>Its index; <see cref="Count"/> if there is none.</returns>
    public int IndexFrom(uint address)
    {
        int index = Count;
        while (index > 0 && task->RegionList[index - 1].Last >= address)
        {
            index--;
        }

        return index;
    }

    /// <summary>The region that holds an address.</summary>
    /// <param name="address">Any address.</param>
    /// <returns>The region; null if the address belongs to none.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Region* Find(LinearAddress address)
    {
        // From above: most often it is the stack's, or one that mmap2 put below it.
        Region* first = task->RegionList;
        for (Region* region = first + task->RegionCount - 1; region >= first; region--)
        {
            if (region->Start <= address.Value)
            {
                return region->Last >= address.Value ? region : null;
            }
        }

        return null;
    }

    /// <summary>A range that belongs to no region, and all round it that belongs to none either.</summary>
    /// <param name="range">What meets no region.</param>
    /// <param name="within">No part of the hole lies outside this.</param>
    /// <returns>The hole.</returns>
    public LinearRange HoleAround(LinearRange range, LinearRange within)
    {
        int above = IndexFrom(range.Start);
        return new LinearRange(
            above == 0 ? within.Start : task->RegionList[above - 1].Last + 1,
            above == Count ? within.Last : task->RegionList[above].Start - 1);
    }

    /// <summary>Whether a range meets no region.</summary>
    /// <param name="range">Any range.</param>
    /// <returns>True if all of it is free.</returns>
    public bool IsFree(LinearRange range)
    {
        int index = IndexFrom(range.Start);
        return index == Count || task->RegionList[index].Start > range.Last;
    }

    /// <summary>Looks for a free range, from above downwards.</summary>
    /// <param name="within">Where.</param>
    /// <param name="bytes">How long; whole pages, at least one.</param>
    /// <param name="range">What was found.</param>
    /// <returns>False if there is no such hole.</returns>
    public bool TryFindFree(LinearRange within, uint bytes, out LinearRange range)
    {
        uint last = within.Last;
        for (int index = Count - 1; ; index--)
        {
            uint first = index < 0 ? within.Start : System.Math.Max(within.Start, task->RegionList[index].Last + 1);
            if (last >= first && last - first >= bytes - 1)
            {
                range = new LinearRange(last - (bytes - 1), last);
                return true;
            }

            if (index < 0 || task->RegionList[index].Start <= within.Start)
            {
                range = default;
                return false;
            }

            last = System.Math.Min(last, task->RegionList[index].Start - 1);
        }
    }

    /// <summary>Whether a range could be taken out of all regions.</summary>
    /// <param name="range">Whole pages.</param>
    /// <returns>False if there would be too many regions.</returns>
    public bool CanRemove(LinearRange range) => CountAfterCut(range) - CountIn(range) <= Capacity;

    /// <summary>Whether a range could become one region, whatever is there now.</summary>
    /// <param name="range">Whole pages.</param>
    /// <param name="kind">Its purpose.</param>
    /// <param name="rights">Its rights.</param>
    /// <returns>False if there would be too many regions.</returns>
    public bool CanReplace(LinearRange range, RegionKind kind, PageRights rights)
    {
        int joined = IsLike(range.Start - 1, kind, rights) + IsLike(range.Last + 1, kind, rights);
        return CountAfterCut(range) - CountIn(range) + 1 - joined <= Capacity;
    }

    /// <summary>Whether all regions in a range could get other rights.</summary>
    /// <param name="range">Whole pages, all of them in regions.</param>
    /// <param name="rights">The rights.</param>
    /// <returns>False if there would be too many regions.</returns>
    public bool CanProtect(LinearRange range, PageRights rights)
    {
        int first = IndexFrom(range.Start);
        int last = IndexFrom(range.Last);
        int joined = IsLike(range.Start - 1, task->RegionList[first].Kind, rights)
            + IsLike(range.Last + 1, task->RegionList[last].Kind, rights);
        for (int index = first; index < last; index++)
        {
            joined += task->RegionList[index].Kind == task->RegionList[index + 1].Kind ? 1 : 0;
        }

        return CountAfterCut(range) - joined <= Capacity;
    }

    /// <summary>Adds a region, or widens the neighbours that are alike. Needs <see cref="CanReplace"/>.</summary>
    /// <param name="range">Whole pages that are free.</param>
    /// <param name="kind">Its purpose.</param>
    /// <param name="rights">Its rights.</param>
    public void Add(LinearRange range, RegionKind kind, PageRights rights)
    {
        int index = IndexFrom(range.Start);
        Open(index);
        task->RegionList[index] = new Region { Start = range.Start, Last = range.Last, Kind = kind, Rights = rights };
        Join(index);
        Join(index - 1);
    }

    /// <summary>
    /// Takes a range out of all regions. Needs <see cref="CanRemove"/>, or <see cref="CanReplace"/> if one is added there.
    /// </summary>
    /// <param name="range">Whole pages.</param>
    public void Remove(LinearRange range)
    {
        Cut(range);
        int index = IndexFrom(range.Start);
        while (index < Count && task->RegionList[index].Start <= range.Last)
        {
            Close(index);
        }
    }

    /// <summary>Gives all regions in a range other rights. Needs <see cref="CanProtect"/>.</summary>
    /// <param name="range">Whole pages.</param>
    /// <param name="rights">The rights.</param>
    public void Protect(LinearRange range, PageRights rights)
    {
        Cut(range);
        int index = IndexFrom(range.Start);
        int first = index;
        for (; index < Count && task->RegionList[index].Start <= range.Last; index++)
        {
            task->RegionList[index].Rights = rights;
        }

        for (; index >= first; index--)
        {
            Join(index - 1);
        }
    }

    /// <summary>Makes both ends of a range ends of regions.</summary>
    private void Cut(LinearRange range)
    {
        CutBefore(range.Start);
        if (range.Last != uint.MaxValue)
        {
            CutBefore(range.Last + 1);
        }
    }

    /// <summary>How many regions there would be if both ends of a range were ends of regions.</summary>
    private int CountAfterCut(LinearRange range) => Count
        + (IsCutBefore(range.Start) ? 1 : 0)
        + (range.Last != uint.MaxValue && IsCutBefore(range.Last + 1) ? 1 : 0);

    /// <summary>How many regions a range meets.</summary>
    private int CountIn(LinearRange range)
    {
        int first = IndexFrom(range.Start);
        int end = first;
        while (end < Count && task->RegionList[end].Start <= range.Last)
        {
            end++;
        }

        return end - first;
    }

    /// <summary>1 if an address belongs to a region of a kind and with some rights, else 0.</summary>
    private int IsLike(uint address, RegionKind kind, PageRights rights)
    {
        Region* region = Find(new LinearAddress(address));
        return region != null && region->Kind == kind && region->Rights == rights ? 1 : 0;
    }

    private bool IsCutBefore(uint address)
    {
        int index = IndexFrom(address);
        return index < Count && task->RegionList[index].Start < address;
    }

    private void CutBefore(uint address)
    {
        if (IsCutBefore(address))
        {
            int index = IndexFrom(address);
            Open(index);
            task->RegionList[index] = task->RegionList[index + 1];
            task->RegionList[index].Last = address - 1;
            task->RegionList[index + 1].Start = address;
        }
    }

    /// <summary>Makes one region of two neighbours that are alike.</summary>
    private void Join(int index)
    {
        if (index < 0 || index + 1 >= Count)
        {
            return;
        }

        Region* lower = task->RegionList + index;
        Region* upper = lower + 1;
        if (lower->Last + 1 == upper->Start && lower->Kind == upper->Kind && lower->Rights == upper->Rights)
        {
            lower->Last = upper->Last;
            Close(index + 1);
        }
    }

    private void Open(int index)
    {
        for (int at = task->RegionCount; at > index; at--)
        {
            task->RegionList[at] = task->RegionList[at - 1];
        }

        task->RegionCount++;
    }

    private void Close(int index)
    {
        task->RegionCount--;
        for (int at = index; at < task->RegionCount; at++)
        {
            task->RegionList[at] = task->RegionList[at + 1];
        }
    }
}
