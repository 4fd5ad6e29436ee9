namespace CosmosPaging.Lab.Attacks;

/// <content>What the attacks on memory must notice.</content>
public static partial class Breakages
{
    private static Breakage[] Memory() => [];
}
