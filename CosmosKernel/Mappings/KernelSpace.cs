using System;
using CosmosKernel.Cpu;
using CosmosKernel.Memory;
using CosmosKernel.Paging;

namespace CosmosKernel.Mappings;

/// <summary>
/// The kernel's own tables, the master from which tasks get what the mapping gives them. The kernel window, and the trampoline:
/// <code>
///   PageOffset + physical    what                               rights
///   0000_0000                (page 0 is never mapped)
///   0000_1000                low memory, video memory           RW
///   image                    as the list of its sections says:
///                            code                               R-X
///                            constants                          R--
///                            data, bss                          RW-
///                            border page of Cosmos' image       RWX
///   archive of programs      constants, too                     R--
///   … end of RAM             all other RAM                      RW-
///   guard page               (not mapped: below the kernel stack)
///
///   FFC0_0000                trampoline: see <see cref="Trampoline"/>
/// </code>
/// No entry in it, at any level, has U/S=1.
/// </summary>
internal sealed class KernelSpace
{
    private const int TrampolinePages = (int)((Trampoline.StackTop - Trampoline.Base) / Frame.Size);

    private readonly FrameAllocator frames;
    private readonly KernelLayout layout;

    // Two-level entries cannot say all of it.
    private readonly PageRights[] trampolineRights = new PageRights[TrampolinePages];

    private LinearAddress sealedStart;
    private uint sealedBytes;

    private KernelSpace(PageTables tables, FrameAllocator frames, KernelLayout layout)
    {
        Tables = tables;
        this.frames = frames;
        this.layout = layout;
    }

    /// <summary>The tables.</summary>
    public PageTables Tables { get; }

    /// <summary>Builds the tables. Nothing is in force yet.</summary>
    /// <param name="format">Their format.</param>
    /// <param name="machine">The machine; all of its memory becomes the window.</param>
    /// <param name="image">The kernel's sections, in ascending order.</param>
    /// <param name="guardPage">A page to leave out.</param>
    /// <returns>The tables; without the trampoline.</returns>
    /// <exception cref="InvalidOperationException">Memory ran out, or two ranges overlap.</exception>
    public static KernelSpace Build(PagingFormat format, Machine machine, ImageSection[] image, PhysicalAddress guardPage)
    {
        FrameAllocator frames = machine.Frames;
        KernelLayout layout = machine.Layout;
        if (!frames.TryAllocate(out PhysicalAddress root))
        {
            throw new InvalidOperationException("There is no memory for the kernel's own tables.");
        }

        var space = new KernelSpace(new PageTables(format, machine.Memory, frames, root), frames, layout);
        uint done = Frame.Size;
        foreach (ImageSection section in image)
        {
            uint start = Math.Max(done, Frame.RoundDown(section.Address - layout.PageOffset));
            uint end = Math.Max(start, Frame.RoundUp(section.Address - layout.PageOffset + section.Size));
            PageRights rights = (section.IsWritable ? PageRights.Write : PageRights.None)
                | (section.IsExecutable ? PageRights.Execute : PageRights.None);
            space.Window(done, start, PageRights.Write);
            space.Image(start, end, rights);
            done = end;
        }

        space.Window(done, guardPage.Value, PageRights.Write);
        space.Window(guardPage.Value + Frame.Size, Frame.RoundDown(machine.Memory.Size), PageRights.Write);
        return space;
    }

    /// <summary>Puts a page into the trampoline.</summary>
    /// <param name="address">Where.</param>
    /// <param name="rights">What ring 0 may do there.</param>
    /// <returns>Its memory, full of zeros.</returns>
    public PhysicalAddress AddTrampolinePage(uint address, PageRights rights)
    {
        if (!frames.TryAllocate(out PhysicalAddress frame))
        {
            throw new InvalidOperationException("There is no memory for the trampoline.");
        }

        Check(Tables.Map(new LinearAddress(address), frame, rights));
        trampolineRights[(address - Trampoline.Base) / Frame.Size] = rights;
        return frame;
    }

    /// <summary>Makes pages of the window read-only, for good. While no task has copies of the entries.</summary>
    /// <param name="start">First byte.</param>
    /// <param name="bytes">How many. The pages that are wholly inside become read-only.</param>
    /// <param name="stale">What the caller owes to the TLB.</param>
    public void Seal(LinearAddress start, uint bytes, out StaleTranslation stale)
    {
        sealedStart = start;
        sealedBytes = bytes;
        stale = StaleTranslation.Everything;
        uint first = Frame.RoundUp(start.Value);
        uint end = Frame.RoundDown(start.Value + bytes);
        if (end > first && !Tables.TryChangeRights(new LinearRange(first, end - 1), PageRights.None, PageRights.Write, out stale))
        {
            throw new InvalidOperationException("There is no memory for the kernel's own tables.");
        }
    }

    /// <summary>
    /// Becomes the same as another space, of another format: gets its trampoline, the same frames at the same addresses with the same
    /// rights, and seals what is sealed there. While this one is not in force.
    /// </summary>
    /// <param name="other">A finished space.</param>
    public void CopyFrom(KernelSpace other)
    {
        for (int i = 0; i < TrampolinePages; i++)
        {
            LinearAddress page = new(Trampoline.Base + ((uint)i * Frame.Size));
            PageWalk walk = other.Tables.Walk(page);
            if (walk.IsMapped)
            {
                Check(Tables.Map(page, walk.PageAddress, other.trampolineRights[i]));
                trampolineRights[i] = other.trampolineRights[i];
            }
        }

        Seal(other.sealedStart, other.sealedBytes, out StaleTranslation stale);
        stale.IgnoreBecauseNotInForce();
    }

    private static void Check(MapOutcome outcome)
    {
        if (outcome != MapOutcome.Mapped)
        {
            throw new InvalidOperationException("The kernel's own tables cannot be built.");
        }
    }

    /// <summary>In small pages, however large the image: a fault there is to show the same levels, whichever compiler made it.</summary>
    private void Image(uint start, uint end, PageRights rights)
    {
        for (uint at = start; at < end; at += Frame.Size)
        {
            Check(Tables.Map(layout.ToLinear(new PhysicalAddress(at)), new PhysicalAddress(at), rights));
        }
    }

    private void Window(uint start, uint end, PageRights rights)
    {
        if (end > start)
        {
            Check(Tables.MapRange(layout.ToLinear(new PhysicalAddress(start)), new PhysicalAddress(start), end - start, rights));
        }
    }
}
