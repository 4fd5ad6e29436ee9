namespace KitFixture.Targets;

public struct Pair
{
    public uint First;

    public uint Second;

    public static void Take(Pair pair) => _ = pair;

    public uint Sum() => First + Second;
}
