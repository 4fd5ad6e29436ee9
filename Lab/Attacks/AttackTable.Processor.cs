namespace CosmosPaging.Lab.Attacks;

/// <content>The processor's own protection: segments, gates, privileged instructions, ports.</content>
public static partial class AttackTable
{
    private static Attack[] Processor() =>
    [
        new("privileged", "carries out each instruction that needs CPL 0, and looks whether anything came of it")
        {
            HasWitness = true,
            InSample = true,
            NoBreakage = "to be filled in",
        },
        new("own-ldt", "jumps through a descriptor of its own making, where the LDT lies that is in force after a reset")
        {
            Source = "own-ldt.asm",
            LinkedAt = 0x1000,
            End = AttackEnd.Fault(11, "#GP", "general-protection"),
            OtherEnds = [(new CellPattern(Variant: "shared", Layout: "low"), AttackEnd.Refused("in-kernel-space"))],
            InSample = true,
            Notices = ["no-lldt"],
        },
    ];
}
