namespace CosmosPaging.Lab.Attacks;

/// <content>Memory: buffers, signal frames, stacks, exhaustion, leaks.</content>
public static partial class AttackTable
{
    private static Attack[] Memory() => [];
}
