namespace CosmosKernel.Faults;

/// <summary>The words for each <see cref="Verdict"/>: a name for tools, and a sentence for people.</summary>
internal readonly struct VerdictText
{
    // In the order of the enumeration.
    private static readonly VerdictText[] All =
    {
        new("none", "nothing is wrong"),
        new("supervisor-only", "the kernel page is mapped here, but U/S=0 forbids ring 3"),
        new("not-mapped-here", "the kernel has a page there, but this task's tables have none"),
        new("kernel-hole", "the address is in the kernel's space, and not even the kernel has a page there"),
        new("user-hole", "nothing of this task is mapped there"),
        new("null-pointer", "page 0 is never mapped, so that a null pointer faults"),
        new("stack-limit", "the address is below what the stack may grow to"),
        new("read-only", "the page is mapped, but R/W=0 forbids writing"),
        new("no-execute", "the page is mapped for ring 3, but XD=1 forbids fetching instructions from it"),
        new("reserved-bit", "an entry on the way has a reserved bit set"),
        new("smep", "CR4.SMEP=1 forbids ring 0 to fetch instructions from ring 3's pages"),
        new("smap", "CR4.SMAP=1 forbids ring 0 to touch data in ring 3's pages"),
        new("stack-grown", "the stack grew by this page, and the program goes on"),
        new("demand-zero", "the program's first touch of this page: it gets one full of zeros, and goes on"),
        new("copied-on-write", "a fork shares the page: the writer gets a copy of its own, and goes on"),
        new("last-owner", "a fork shared the page, but nobody else has it any more: it is writable again"),
        new("kernel-entry-copied", "the kernel mapped this after the directory was made; the entry is copied now"),
        new("out-of-memory", "the program was to get this page, but no frame is left"),
        new("no-access", "the program asked that nothing may be done there, so the page is not present"),
        new("region-forbids", "the page has not come yet, and its region does not allow such an access"),
        new("stale-translation", "the tables do not explain this error code; the processor went by older ones"),
        new("privileged-instruction", "the instruction needs CPL=0"),
        new("port-forbidden", "CPL is above IOPL, and the TSS opens no port to ring 3"),
        new("gate-forbidden", "the IDT has no gate there that ring 3 may call by INT"),
        new("general-protection", "a rule of segmentation or of the instruction was broken"),
        new("bad-return", "the IRET back to ring 3 found a state that cannot be returned to"),
        new("virtual-8086", "an IRET of ring 3 led to virtual-8086 mode, which only ring 0 may enter"),
        new("divide-error", "the divisor is 0, or the quotient does not fit"),
        new("invalid-opcode", "the bytes at EIP are no instruction"),
        new("program-trap", "the program asked for this trap"),
        new("floating-point", "x87 or SSE reports an error that the program unmasked"),
        new("misaligned", "EFLAGS.AC=1 asks for aligned accesses, and this one is not"),
        new("bound-exceeded", "BOUND found the index out of its bounds"),
        new("nested-task", "EFLAGS.NT=1 makes IRET a return to another task, and there is none"),
        new("segment-not-present", "the descriptor that the selector names has P=0"),
        new("stack-segment", "the address is beyond the stack segment, or its descriptor has P=0"),
        new("other-exception", "the processor raised it, and no rule here explains it"),
    };

    private VerdictText(string name, string sentence)
    {
        Name = name;
        Sentence = sentence;
    }

    /// <summary>For tools: stable, kebab-case.</summary>
    public string Name { get; }

    /// <summary>For people: one sentence without a full stop.</summary>
    public string Sentence { get; }

    /// <summary>The words for a verdict.</summary>
    /// <param name="verdict">Any.</param>
    /// <returns>Name and sentence.</returns>
    public static VerdictText Of(Verdict verdict) => All[(int)verdict];

    /// <summary>The words for a fault: of an instruction, with what it needs.</summary>
    /// <param name="fault">The fault, explained.</param>
    /// <returns>Name and sentence.</returns>
    public static VerdictText Of(in Fault fault)
    {
        VerdictText text = Of(fault.Verdict);
        return fault.Rule switch
        {
            InstructionRule.IoPrivilegeLevel => new(text.Name, "CLI and STI need CPL<=IOPL, and IOPL is 0"),
            InstructionRule.CounterEnable => new(text.Name, "RDPMC needs CPL=0, as long as CR4.PCE=0"),
            _ => text,
        };
    }
}
