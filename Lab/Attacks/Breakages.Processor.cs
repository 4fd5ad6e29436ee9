namespace CosmosPaging.Lab.Attacks;

/// <content>What the attacks on the processor's protection must notice.</content>
public static partial class Breakages
{
    private static Breakage[] Processor() =>
    [
        new(
            "no-lldt",
            "LDTR keeps what a reset left in it: base 0, limit FFFF",
            "CosmosKernel/Plugs/DescriptorTablesPlug.cs",
            "LoadTaskCode",
            "lldt ax             ; after a reset",
            "; after a reset"),
    ];
}
