namespace CosmosPaging.Lab.Attacks;

/// <content>What the loader must find wrong with a file: a breakage for each reason, named after it.</content>
public static partial class Breakages
{
    /// <summary>What the names of these begin with; the kernel's word for the reason follows.</summary>
    public const string FilePrefix = "elf-";

    private const string OfElf = "CosmosKernel/Programs/ElfFile.cs";
    private const string Serenity = "serenity-4566";
    private const string DragonOS = "dragonos-1727";
    private const string Tgoskits = "tgoskits-1737";

    private static Breakage[] Files() =>
    [
        File("not-elf", "a file need not begin as an ELF file does", "CheckHeader", "*(uint*)data != Magic", "false",
            OddElfFiles.WrongKind),
        File("not-32-bit", "a 64-bit file is read as if it were a 32-bit one", "CheckHeader", "data[4] != Class32", "false",
            OddElfFiles.WrongKind),
        File(
            "not-little-endian", "a big-endian file is read as if it were a little-endian one",
            "CheckHeader", "data[5] != LittleEndian", "false", OddElfFiles.WrongKind),
        File("not-i386", "another processor's program is run", "CheckHeader", "*(ushort*)(data + 18) != I386", "false",
            OddElfFiles.WrongKind),
        File(
            "not-executable", "a shared object is run where it happens to be linked",
            "CheckHeader", "*(ushort*)(data + 16) != Executable", "false", OddElfFiles.WrongKind),
        File(
            "bad-program-headers", "program headers are read as if they had the usual size",
            "CheckHeader", "*(ushort*)(data + 42) != SegmentHeaderBytes", "false", OddElfFiles.WrongKind),
        File(
            "no-segment", "a file with nothing to load is held for one with a wrong entry point",
            "Check", "!anyLoaded ? ElfProblem.NoSegment : ", "", OddElfFiles.WrongKind),
        File(
            "too-many-segments", "any number of program headers is compared, each with each",
            "CheckHeader", "SegmentCount > MostSegments", "false", DragonOS),
        File(
            "truncated-headers", "the end of the program headers is computed in 32 bits, and wraps",
            "CheckHeader",
            "headers > size || (uint)SegmentCount * SegmentHeaderBytes > size - headers",
            "headers + ((uint)SegmentCount * SegmentHeaderBytes) > size",
            DragonOS),
        File(
            "truncated-segment", "the end of a segment in the file is computed in 32 bits, and wraps",
            "CheckSegment",
            "segment.FileOffset > size || segment.FileBytes > size - segment.FileOffset",
            "segment.FileOffset + segment.FileBytes > size",
            DragonOS),
        File(
            "file-larger-than-memory", "a segment may have more bytes in the file than in memory",
            "CheckSegment", "segment.FileBytes > segment.MemoryBytes", "false", Serenity),
        File("on-page-zero", "a program may be linked to page 0", "CheckSegment", "segment.Address.Page.Value == 0", "false", DragonOS),
        File(
            "in-kernel-space", "a program may be linked to the kernel's window",
            "CheckSegment", "? ElfProblem.InKernelSpace", "? ElfProblem.None", DragonOS),
        File(
            "outside-user-space", "of a segment only the first byte must be in user space",
            "CheckSegment", "userSpace.Contains(segment.Address, segment.MemoryBytes)", "userSpace.Contains(segment.Address)", DragonOS),
        File(
            "on-stack", "a program may be linked to where the stack goes",
            "CheckSegment", "segment.Pages.Overlaps(stack) ? ElfProblem.OnStack : ", "", Serenity),
        File("overlapping", "segments may overlap", "CheckNeighbours", "other.Range.Overlaps(segment.Range)", "false", Tgoskits),
        File(
            "shares-page", "segments with other rights may share a page",
            "CheckNeighbours", "other.Rights != segment.Rights", "false", Tgoskits),
        File(
            "entry-outside", "a program may begin where nothing can be executed",
            "Check", "!entryInside ? ElfProblem.EntryOutside : ", "", Tgoskits),
        File(
            "needs-interpreter", "a program that asks for a dynamic linker is run without one",
            "Check", "candidate.Type == ElfSegment.InterpreterType", "false", Tgoskits),
        new(
            FilePrefix + "out-of-memory",
            "a segment for which there is no memory is left out",
            "CosmosKernel/Programs/ProgramLoader.cs",
            "Fill",
            "if (!TryLoad(program, segment))",
            "if (!TryLoad(program, segment) && false)")
        {
            OddFiles = Serenity,
        },
    ];

    private static Breakage File(string problem, string meaning, string member, string find, string replacement, string group) =>
        new(FilePrefix + problem, meaning, OfElf, member, find, replacement) { OddFiles = group };
}
