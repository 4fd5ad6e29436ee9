using CosmosKernel.Memory;
using CosmosKernel.Paging;

namespace CosmosKernel.Programs;

/// <summary>
/// A program file, checked before a byte of it is used: everything in it may be wrong, on purpose. A 32-bit little-endian ELF
/// executable for i386, static.
/// </summary>
internal readonly unsafe struct ElfFile
{
    private const uint HeaderBytes = 52;
    private const uint SegmentHeaderBytes = 32;
    private const int MostSegments = 64; // each is compared with each
    private const uint Magic = 0x464C457F; // 7F 'E' 'L' 'F'
    private const byte Class32 = 1;
    private const byte LittleEndian = 1;
    private const ushort Executable = 2;
    private const ushort I386 = 3;

    private readonly byte* data;
    private readonly uint size;

    /// <summary>Wraps a file's bytes.</summary>
    /// <param name="data">First byte; must stay as long as this is used.</param>
    /// <param name="size">How many there are.</param>
    public ElfFile(byte* data, uint size)
    {
        this.data = data;
        this.size = size;
    }

    /// <summary>First instruction.</summary>
    public LinearAddress Entry => new(*(uint*)(data + 24));

    /// <summary>How many program headers there are; only after <see cref="Check"/> found nothing.</summary>
    public int SegmentCount => *(ushort*)(data + 44);

    /// <summary>The file's bytes.</summary>
    /// <param name="offset">Which.</param>
    /// <returns>A pointer to the first.</returns>
    public byte* Bytes(uint offset) => data + offset;

    /// <summary>Reads a program header.</summary>
    /// <param name="index">Below <see cref="SegmentCount"/>.</param>
    /// <returns>The header.</returns>
    public ElfSegment Segment(int index) =>
        new((uint*)(data + *(uint*)(data + 28) + ((uint)index * SegmentHeaderBytes)));

    /// <summary>Finds out whether the program can be run in an address space.</summary>
    /// <param name="userSpace">Where a task's pages may be.</param>
    /// <param name="stack">The part of it that the stack may take.</param>
    /// <param name="kernelRange">The kernel's window in this address space, for the message; it may lie in user space.</param>
    /// <param name="segment">The program header that the problem is about, or -1.</param>
    /// <returns>The first problem found.</returns>
    public ElfProblem Check(LinearRange userSpace, LinearRange stack, LinearRange kernelRange, out int segment)
    {
        segment = -1;
        ElfProblem problem = CheckHeader();
        if (problem != ElfProblem.None)
        {
            return problem;
        }

        bool anyLoaded = false;
        bool entryInside = false;
        for (int i = 0; i < SegmentCount; i++)
        {
            ElfSegment candidate = Segment(i);
            if (candidate.Type == ElfSegment.InterpreterType)
            {
                return ElfProblem.NeedsInterpreter;
            }

            if (!candidate.IsLoaded)
            {
                continue;
            }

            segment = i;
            problem = CheckSegment(candidate, userSpace, stack, kernelRange);
            if (problem == ElfProblem.None)
            {
                problem = CheckNeighbours(i, candidate);
            }

            if (problem != ElfProblem.None)
            {
                return problem;
            }

            anyLoaded = true;
            entryInside |= (candidate.Rights & PageRights.Execute) != 0 && candidate.Range.Contains(Entry);
        }

        segment = -1;
        return !anyLoaded ? ElfProblem.NoSegment : !entryInside ? ElfProblem.EntryOutside : ElfProblem.None;
    }

    private ElfProblem CheckHeader()
    {
        if (size < sizeof(uint) || *(uint*)data != Magic)
        {
            return ElfProblem.NotElf;
        }

        if (size < HeaderBytes)
        {
            return ElfProblem.TruncatedHeaders;
        }

        if (data[4] != Class32)
        {
            return ElfProblem.Not32Bit;
        }

        if (data[5] != LittleEndian)
        {
            return ElfProblem.NotLittleEndian;
        }

        if (*(ushort*)(data + 18) != I386)
        {
            return ElfProblem.NotI386;
        }

        if (*(ushort*)(data + 16) != Executable)
        {
            return ElfProblem.NotExecutable;
        }

        if (SegmentCount == 0)
        {
            return ElfProblem.NoSegment;
        }

        if (SegmentCount > MostSegments)
        {
            return ElfProblem.TooManySegments;
        }

        if (*(ushort*)(data + 42) != SegmentHeaderBytes)
        {
            return ElfProblem.BadProgramHeaders;
        }

        uint headers = *(uint*)(data + 28);
        return headers > size || (uint)SegmentCount * SegmentHeaderBytes > size - headers ? ElfProblem.TruncatedHeaders : ElfProblem.None;
    }

    private ElfProblem CheckSegment(in ElfSegment segment, LinearRange userSpace, LinearRange stack, LinearRange kernelRange)
    {
        if (segment.FileBytes > segment.MemoryBytes)
        {
            return ElfProblem.FileLargerThanMemory;
        }

        if (segment.FileOffset > size || segment.FileBytes > size - segment.FileOffset)
        {
            return ElfProblem.TruncatedSegment;
        }

        if (segment.Address.Page.Value == 0)
        {
            return ElfProblem.OnPageZero;
        }

        if (!userSpace.Contains(segment.Address, segment.MemoryBytes))
        {
            return kernelRange.Contains(segment.Address) ? ElfProblem.InKernelSpace : ElfProblem.OutsideUserSpace;
        }

        return segment.Pages.Overlaps(stack) ? ElfProblem.OnStack : ElfProblem.None;
    }

    private ElfProblem CheckNeighbours(int index, in ElfSegment segment)
    {
        for (int i = 0; i < index; i++)
        {
            ElfSegment other = Segment(i);
            if (!other.IsLoaded || !other.Pages.Overlaps(segment.Pages))
            {
                continue;
            }

            if (other.Range.Overlaps(segment.Range))
            {
                return ElfProblem.Overlapping;
            }

            if (other.Rights != segment.Rights)
            {
                return ElfProblem.SharesPage;
            }
        }

        return ElfProblem.None;
    }
}
