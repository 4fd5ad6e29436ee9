namespace CosmosPaging.Lab.Attacks;

/// <content>What the attacks on memory see.</content>
public static partial class AttackDeviations
{
    private static AttackDeviation[] Memory() => [];
}
