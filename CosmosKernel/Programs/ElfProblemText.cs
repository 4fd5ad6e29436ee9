namespace CosmosKernel.Programs;

/// <summary>The words for each <see cref="ElfProblem"/>.</summary>
internal readonly struct ElfProblemText
{
    // In the order of the enumeration.
    private static readonly ElfProblemText[] All =
    {
        new("none", "nothing is wrong"),
        new("no-such-file", "the archive has no such file"),
        new("not-elf", "not an ELF file"),
        new("truncated-headers", "the file ends before its headers do"),
        new("not-32-bit", "not a 32-bit ELF file"),
        new("not-little-endian", "not a little-endian ELF file"),
        new("not-i386", "not made for i386"),
        new("not-executable", "not a static executable (ET_EXEC)"),
        new("needs-interpreter", "not static: it asks for a dynamic linker"),
        new("bad-program-headers", "its program headers have an unknown size"),
        new("too-many-segments", "it has more program headers than the loader will compare"),
        new("no-segment", "it has nothing to load"),
        new("file-larger-than-memory", "has more bytes in the file than in memory"),
        new("truncated-segment", "reaches beyond the end of the file"),
        new("on-page-zero", "lies on page 0, which is never mapped"),
        new("in-kernel-space", "lies in the kernel's part of this address space"),
        new("outside-user-space", "does not lie wholly in user space"),
        new("on-stack", "lies where the stack goes"),
        new("overlapping", "overlaps another segment"),
        new("shares-page", "shares a page with a segment that has other rights"),
        new("entry-outside", "the entry point is in no executable segment"),
        new("out-of-memory", "it needs more memory than there is"),
        new("too-many-tasks", "all slots for tasks are taken"),
        new("arguments-too-long", "its arguments do not fit on the first page of its stack"),
    };

    private ElfProblemText(string name, string sentence)
    {
        Name = name;
        Sentence = sentence;
    }

    /// <summary>For tools: stable, kebab-case.</summary>
    public string Name { get; }

    /// <summary>For people; of a problem with one segment, what stands after its name.</summary>
    public string Sentence { get; }

    /// <summary>The words for a problem.</summary>
    /// <param name="problem">Any.</param>
    /// <returns>Name and sentence.</returns>
    public static ElfProblemText Of(ElfProblem problem) => All[(int)problem];
}
