using System;
using System.Diagnostics.CodeAnalysis;

namespace CosmosKernel.Memory;

/// <summary>
/// Gives out the frames of one block of RAM, zeroed, and takes them back. It counts, so that a test can prove that a task took
/// nothing with it to the grave, and it knows what is out, so that a frame given back twice stops the kernel at once.
/// </summary>
/// <remarks>
/// Its own records lie in the block's first frames: for each frame how many hold it, 0 if it is in, and its place in a list, if its
/// holder keeps one; and a stack of those that came back. Frames never given out yet lie from <c>untouched</c> up to
/// <c>untouchedEnd</c>, so the start costs nothing.
/// </remarks>
public sealed unsafe class FrameAllocator
{
    private readonly PhysicalMemory memory;
    private readonly uint first;
    private readonly ushort* references;
    private readonly uint* returned;
    private readonly FrameLink* links;
    private uint returnedCount;
    private uint untouched;
    private uint untouchedEnd;

    /// <summary>Takes charge of a block.</summary>
    /// <param name="memory">The view through which frames are zeroed.</param>
    /// <param name="start">First byte, a multiple of 4 KB.</param>
    /// <param name="bytes">Length; rounded down to whole frames, of which some are used for the allocator's own records.</param>
    /// <exception cref="ArgumentException">The block is not aligned, not in view, or too small for one frame and its record.</exception>
    public FrameAllocator(PhysicalMemory memory, PhysicalAddress start, uint bytes)
    {
        uint frames = bytes / Frame.Size;
        uint records = Frame.RoundUp(frames * (uint)(sizeof(ushort) + sizeof(uint) + sizeof(FrameLink))) / Frame.Size;
        if (!start.IsFrame || frames <= records || start.Value > memory.Size || frames > (memory.Size - start.Value) / Frame.Size)
        {
            throw new ArgumentException("The block for frames is misaligned, too small or outside memory.");
        }

        this.memory = memory;
        first = start.Value + (records * Frame.Size);
        Total = frames - records;
        Free = Total;
        untouchedEnd = Total;
        returned = (uint*)memory.Pointer(start);
        links = (FrameLink*)(returned + frames);
        references = (ushort*)(links + frames);
        for (uint i = 0; i < records; i++)
        {
            memory.ZeroFrame(start + (i * Frame.Size));
        }
    }

    /// <summary>What stops the machine over a frame that is not out. Without it, on the host, there is an exception instead.</summary>
    public FatalErrorHandler? OnMisuse { get; init; }

    /// <summary>Frames in charge.</summary>
    public uint Total { get; }

    /// <summary>Frames that can still be given out.</summary>
    public uint Free { get; private set; }

    /// <summary>How many hold each frame, by <see cref="Index"/>: for who checks this account against another.</summary>
    internal ushort* ReferenceCounts => references;

    /// <summary>A frame's number in this allocator.</summary>
    /// <param name="frame">One that it owns.</param>
    /// <returns>Below <see cref="Total"/>.</returns>
    internal uint Index(PhysicalAddress frame) => (frame.Value - first) >> Frame.Shift;

    /// <summary>The reverse of <see cref="Index"/>.</summary>
    /// <param name="index">Below <see cref="Total"/>.</param>
    /// <returns>The frame.</returns>
    internal PhysicalAddress At(uint index) => new(first + (index * Frame.Size));

    /// <summary>
    /// Checks the records against themselves: what is free and what is out are all there is, and whatever would be given out next has
    /// no holder and would
    /// be given out once.
    /// </summary>
    /// <param name="most">How many of the frames that came back are looked at, those that would be given out next.</param>
    /// <returns>False if not.</returns>
    public bool IsBalanced(uint most)
    {
        if (returnedCount > Total || untouched > untouchedEnd || untouchedEnd > Total || returnedCount + (untouchedEnd - untouched) != Free)
        {
            return false;
        }

        // Marked as held while it is looked at, a frame that comes a second time is seen not to be free.
        uint bottom = returnedCount - Math.Min(returnedCount, most);
        uint at = returnedCount;
        while (at > bottom && returned[at - 1] < Total && references[returned[at - 1]] == 0)
        {
            at--;
            references[returned[at]] = ushort.MaxValue;
        }

        bool areFree = at == bottom;
        while (at < returnedCount)
        {
            references[returned[at++]] = 0;
        }

        return areFree && Total - CountUsed() == Free;
    }

    /// <summary>Makes <see cref="Free"/> wrong, so that a test can see that it is noticed.</summary>
    /// <param name="difference">What to add.</param>
    internal void Miscount(int difference) => Free += (uint)difference;

    private uint CountUsed()
    {
        const uint group = 8;
        uint used = 0;
        for (uint i = 0; i < Total; i++)
        {
            // Most frames are free.
            var words = (uint*)(references + i);
            if ((i & (group - 1)) == 0 && i + group <= Total && (words[0] | words[1] | words[2] | words[3]) == 0)
            {
                i += group - 1;
                continue;
            }

            used += references[i] != 0 ? 1u : 0;
        }

        return used;
    }

    /// <summary>Gives out a frame full of zeros.</summary>
    /// <param name="frame">The frame.</param>
    /// <returns>False if none is left.</returns>
    public bool TryAllocate(out PhysicalAddress frame)
    {
        if (!TryAllocateUncleared(out frame))
        {
            return false;
        }

        memory.ZeroFrame(frame);
        return true;
    }

    /// <summary>Gives out a frame with whatever its last holder left in it: for one that is wholly overwritten at once.</summary>
    /// <param name="frame">The frame.</param>
    /// <returns>False if none is left.</returns>
    public bool TryAllocateUncleared(out PhysicalAddress frame)
    {
        uint index;
        if (returnedCount > 0)
        {
            index = returned[--returnedCount];
        }
        else if (untouched < untouchedEnd)
        {
            index = untouched++;
        }
        else
        {
            frame = default;
            return false;
        }

        Free--;
        references[index] = 1;
        frame = new PhysicalAddress(first + (index * Frame.Size));
        return true;
    }

    /// <summary>
    /// Gives out a frame full of zeros from as high up as there is one that was never out: for what may lie anywhere, as Linux takes
    /// vmalloc's pages from high memory.
    /// </summary>
    /// <param name="frame">The frame.</param>
    /// <returns>False if none is left.</returns>
    public bool TryAllocateHigh(out PhysicalAddress frame)
    {
        if (untouchedEnd == untouched)
        {
            return TryAllocate(out frame);
        }

        untouchedEnd--;
        Free--;
        references[untouchedEnd] = 1;
        frame = new PhysicalAddress(first + (untouchedEnd * Frame.Size));
        memory.ZeroFrame(frame);
        return true;
    }

    /// <summary>Has high frames begin further down; those above are given out otherwise, and first.</summary>
    /// <param name="limit">No high frame that was never out lies here or above.</param>
    public void BeginHighFramesBelow(PhysicalAddress limit)
    {
        while (untouchedEnd > untouched && first + ((untouchedEnd - 1) * Frame.Size) >= limit.Value)
        {
            untouchedEnd--;
            returned[returnedCount++] = untouchedEnd;
        }
    }

    /// <summary>Gives out neighbouring frames, for what must be contiguous. Only untouched ones, so: at start-up.</summary>
    /// <param name="count">How many; at least 1.</param>
    /// <param name="start">The first of them.</param>
    /// <returns>False if so many untouched ones are not left.</returns>
    public bool TryAllocateContiguous(uint count, out PhysicalAddress start)
    {
        start = new PhysicalAddress(first + (untouched * Frame.Size));
        if (count > untouchedEnd - untouched)
        {
            return false;
        }

        for (uint i = 0; i < count; i++)
        {
            references[untouched] = 1;
            memory.ZeroFrame(start + (i * Frame.Size));
            untouched++;
        }

        Free -= count;
        return true;
    }

    /// <summary>
    /// Whether a frame belongs to this allocator, in or out. Others (video memory, the kernel's image) are not freed with a page.
    /// </summary>
    /// <param name="frame">Any frame.</param>
    /// <returns>True if it lies in the block.</returns>
    // below the first, the difference wraps round to more
    public bool Owns(PhysicalAddress frame) => (frame.Value - first) >> Frame.Shift < Total;

    /// <summary>Whether a frame could be given out: it is this allocator's, and not out.</summary>
    /// <param name="frame">Any frame.</param>
    /// <returns>True if so.</returns>
    public bool IsFree(PhysicalAddress frame) => Owns(frame) && references[(frame.Value - first) / Frame.Size] == 0;

    /// <summary>Notes one more holder of a frame: each of them releases it, and the last release takes it back.</summary>
    /// <param name="frame">A frame that is out.</param>
    /// <returns>False if it has as many holders as can be counted, 65,535.</returns>
    /// <exception cref="InvalidOperationException">It is not out.</exception>
    public bool TryShare(PhysicalAddress frame)
    {
        uint index = IndexOf(frame);
        if (references[index] == ushort.MaxValue)
        {
            return false;
        }

        references[index]++;
        return true;
    }

    /// <summary>Whether a frame has more than one holder.</summary>
    /// <param name="frame">A frame that is out.</param>
    /// <returns>False if its one holder may do with it as it likes.</returns>
    /// <exception cref="InvalidOperationException">It is not out.</exception>
    public bool IsShared(PhysicalAddress frame) => references[IndexOf(frame)] > 1;

    /// <summary>A frame's place in the list that its holder keeps. What is in it when the frame is given out means nothing.</summary>
    /// <param name="frame">A frame that is out.</param>
    /// <returns>The place.</returns>
    /// <exception cref="InvalidOperationException">It is not out.</exception>
    public FrameLink* Link(PhysicalAddress frame) => links + IndexOf(frame);

    /// <summary>Takes a frame back, once nobody else holds it.</summary>
    /// <param name="frame">A frame that is out.</param>
    /// <exception cref="InvalidOperationException">It is not out: given back too often, or never this allocator's.</exception>
    public void Release(PhysicalAddress frame)
    {
        uint index = IndexOf(frame);
        references[index]--;
        if (references[index] == 0)
        {
            returned[returnedCount++] = index;
            Free++;
        }
    }

    // By itself: on a trap path nothing allocates, unless all is over anyway.
    [DoesNotReturn]
    private static void Refuse() =>
        throw new InvalidOperationException("This frame is not out: it was given back too often, or is not the allocator's.");

    private uint IndexOf(PhysicalAddress frame)
    {
        uint index = (frame.Value - first) >> Frame.Shift;
        if (index >= Total || !frame.IsFrame || references[index] == 0)
        {
            // An exception would do in the embedded kit. Under Cosmos it would be thrown in a trap, where nobody catches it and the entry
            // code goes on.
            OnMisuse?.Stop("a frame was released or shared that is not out");
            Refuse();
        }

        return index;
    }
}
