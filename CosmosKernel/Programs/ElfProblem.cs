namespace CosmosKernel.Programs;

/// <summary>What can be wrong with a program file. <see cref="ElfProblemText"/> has the words.</summary>
public enum ElfProblem
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>No such file in the archive.</summary>
    NoSuchFile,

    /// <summary>The first bytes are not ELF's.</summary>
    NotElf,

    /// <summary>The file ends before its headers do.</summary>
    TruncatedHeaders,

    /// <summary>64-bit.</summary>
    Not32Bit,

    /// <summary>Big-endian.</summary>
    NotLittleEndian,

    /// <summary>Another processor's.</summary>
    NotI386,

    /// <summary>An object file, a shared library, a position-independent executable.</summary>
    NotExecutable,

    /// <summary>Asks for a dynamic linker.</summary>
    NeedsInterpreter,

    /// <summary>Program headers of an unknown size.</summary>
    BadProgramHeaders,

    /// <summary>More program headers than any program has.</summary>
    TooManySegments,

    /// <summary>Nothing to load.</summary>
    NoSegment,

    /// <summary>More bytes in the file than in memory.</summary>
    FileLargerThanMemory,

    /// <summary>The file ends before a segment's bytes do.</summary>
    TruncatedSegment,

    /// <summary>On page 0.</summary>
    OnPageZero,

    /// <summary>In the kernel's part of this address space.</summary>
    InKernelSpace,

    /// <summary>Wraps round the top, or lies in no task's space.</summary>
    OutsideUserSpace,

    /// <summary>Where the stack goes.</summary>
    OnStack,

    /// <summary>On another segment.</summary>
    Overlapping,

    /// <summary>On a page of another segment with other rights.</summary>
    SharesPage,

    /// <summary>The entry point is in no executable segment.</summary>
    EntryOutside,

    /// <summary>More than there is.</summary>
    OutOfMemory,

    /// <summary>All slots for tasks are taken.</summary>
    TooManyTasks,

    /// <summary>Arguments too long for the first page of the stack.</summary>
    ArgumentsTooLong,
}
