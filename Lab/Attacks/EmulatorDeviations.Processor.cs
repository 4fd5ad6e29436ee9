namespace CosmosPaging.Lab.Attacks;

/// <content>What the attacks on the processor's protection see.</content>
public static partial class EmulatorDeviations
{
    private static EmulatorDeviation[] Processor() => [];
}
