using System.Collections.Generic;

namespace CosmosPaging.Lab.Guest;

/// <summary>One fault, as the kernel logged it: who, where, the CPU's words, the tables' entries, and the reason.</summary>
/// <param name="Text">The line.</param>
/// <param name="Exception">
/// The SDM's mnemonic, such as <c>#PF</c>; <c>INT</c> for an interrupt or a system call that a task must not have been reached by.
/// </param>
/// <param name="Vector">The vector: of an exception, the one that the mnemonic stands for.</param>
/// <param name="Sequence">The fault's number in its experiment, from 1; in logs of older kernels, in the boot.</param>
/// <param name="Task">Who faulted.</param>
/// <param name="Mapping">The variant that was live.</param>
/// <param name="Paging">The paging format that was live.</param>
/// <param name="Eip">Where the faulting instruction is.</param>
/// <param name="Cr2">The address that was touched; none unless it is a page fault.</param>
/// <param name="ErrorCode">The hardware's error code; none where the exception has none.</param>
/// <param name="ErrorBits">The error code's bits, spelt out by the kernel.</param>
/// <param name="Entries">The entries that the walk saw, from the top level down, as far as it went.</param>
/// <param name="Verdict">The reason, as one word in kebab-case.</param>
/// <param name="Reason">The reason, as a sentence.</param>
/// <param name="Delivered">The signal as which it was delivered to the program's own handler; none if it was not.</param>
public sealed record FaultRecord(
    string Text,
    string Exception,
    int Vector,
    int Sequence,
    string Task,
    string? Mapping,
    string? Paging,
    uint Eip,
    uint? Cr2,
    uint? ErrorCode,
    IReadOnlyList<string> ErrorBits,
    IReadOnlyList<TableEntry> Entries,
    string Verdict,
    string Reason,
    int? Delivered = null) : ConsoleLine(Text)
{
    /// <summary>
    /// The bit that decides, as the kernel found it; none where no page has a part in it, in a stale translation, and in older logs.
    /// </summary>
    public TableBit? Decides { get; init; }

    /// <summary>The bits that would refuse as well, from the top level down.</summary>
    public IReadOnlyList<TableBit> Also { get; init; } = [];

    /// <summary>Whether it is a fetch that the error code calls a read: then CR2 is EIP, and the processor does not tell fetches.</summary>
    public bool IsUntoldFetch { get; init; }
}
