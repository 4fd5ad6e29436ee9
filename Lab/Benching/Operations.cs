using System.Collections.Generic;

namespace CosmosPaging.Lab.Benching;

/// <summary>What is measured, what it should cost at most, and what it costs elsewhere.</summary>
public static class Operations
{
    /// <summary>Name of the row that is no operation but a size: the bytes of paging structures that the program itself has.</summary>
    public const string PageTables = "page-tables";

    private const int FrameBytes = 4 * 1024;
    private const int TwoLevelTableBytes = 12 * 1024;
    private const int PaeTableBytes = 24 * 1024;

    /// <summary>The operations, in the order of the report.</summary>
    public static readonly IReadOnlyList<Operation> All =
    [
        new("null-call", "cheapest system call (getpid)", 60, 80, new(29, 36, 338, 347, 1_400)),
        new("unknown-call", "a call that does not exist", null, null, null),
        new("fault-delivered", "fault on a kernel address, handled by the program, resumed", 400, 400, new(40, 67, 4_257, 4_275, null)),
        new("yield", "yield to another task, one way", 150, 150, new(28, 31, 2_514, 2_523, 3_602)),
        new("minor-fault", "first touch of a fresh page", null, null, null),
        new("fork-exit-wait", "fork, exit of the child, wait", 20_000, 20_000, new(4_161, null, 120_727, 130_501, 2_018_060)),
        new("address-space", "an address space made and destroyed", null, null, null),
        new("kernel-entry", "a new kernel page first touched through this directory", null, null, null),
    ];

    /// <summary>What the paging structures of a small process take elsewhere, in bytes.</summary>
    public static readonly Elsewhere TableBytesElsewhere = new(8 * 1024, 8 * 1024, 24 * 1024, 40 * 1024, 264 * 1024);

    /// <summary>The most that the paging structures of a small task should take.</summary>
    /// <param name="pae">Whether the format is PAE.</param>
    /// <param name="hasSecondTree">
    /// Whether a task has two trees: one more top structure, and under PAE one more page directory for the trampoline.
    /// </param>
    /// <returns>Bytes.</returns>
    public static int TableBytesAim(bool pae, bool hasSecondTree) =>
        (pae ? PaeTableBytes : TwoLevelTableBytes) + (hasSecondTree ? (pae ? 2 : 1) * FrameBytes : 0);
}
