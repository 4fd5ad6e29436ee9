namespace CosmosKit.SelfTest.Targets;

/// <summary>What assembler calls.</summary>
public static unsafe class Callback
{
    /// <summary>How often assembler has called.</summary>
    public static int Calls;

    private static void Double(uint* number)
    {
        Calls++;
        *number *= 2;
    }

    /// <summary>Cosmos compiles only what C# reaches; this is never called.</summary>
    /// <param name="number">Any.</param>
    public static void Reach(uint* number) => Double(number);
}
