namespace CosmosKit.SelfTest.Targets;

/// <summary>A class with plugs of both kinds for instance methods.</summary>
public sealed class Counter
{
    /// <summary>The number.</summary>
    public uint Value;

    /// <summary>Replaced by C#.</summary>
    /// <param name="amount">How much to add.</param>
    /// <returns>The sum.</returns>
    public uint Add(uint amount) => throw null!;

    /// <summary>Replaced by assembler.</summary>
    /// <returns>The number × 100 + a × 10 + b.</returns>
    public uint Compose(uint a, uint b) => throw null!;

    /// <summary>Calls a private method that is replaced by C#.</summary>
    /// <returns>What it gives.</returns>
    public uint AskSecret() => Secret();

    private uint Secret() => 1;
}
