namespace CosmosKit.SelfTest.Targets;

/// <summary>
/// Methods whose bodies are assembler plugs: 0 to 4 arguments of mixed sizes, results of all sizes. Each combines its arguments so
/// that exchanging two of them, or reading one from a wrong place, changes the result.
/// </summary>
public static unsafe class AssemblerTargets
{
    /// <summary>No argument.</summary>
    /// <returns>0x12345678.</returns>
    public static uint Nothing() => throw null!;

    /// <summary>No argument, 64-bit result.</summary>
    /// <returns>0x1122334455667788.</returns>
    public static ulong NothingWide() => throw null!;

    /// <summary>An argument smaller than its place on the stack.</summary>
    /// <returns>a + 1.</returns>
    public static uint OneByte(byte a) => throw null!;

    /// <summary>The same, to be extended by its sign.</summary>
    /// <returns>-a.</returns>
    public static int OneSigned(short a) => throw null!;

    /// <summary>A result larger than the arguments, which then lie 4 bytes higher.</summary>
    /// <returns>a in the high half, its complement in the low one.</returns>
    public static ulong OneToWide(uint a) => throw null!;

    /// <summary>A 64-bit argument.</summary>
    /// <returns>a with its halves exchanged.</returns>
    public static ulong Exchange(ulong a) => throw null!;

    /// <summary>Two arguments.</summary>
    /// <returns>a - b.</returns>
    public static uint Two(uint a, ushort b) => throw null!;

    /// <summary>Three arguments, the 64-bit one in the middle.</summary>
    /// <returns>b + a - c.</returns>
    public static ulong Three(byte a, ulong b, uint c) => throw null!;

    /// <summary>Four arguments.</summary>
    /// <returns>a + 2 × the high half of b + 4 × c + 8 × the low half of d.</returns>
    public static uint Four(uint a, ulong b, byte c, ulong d) => throw null!;

    /// <summary>A small result.</summary>
    /// <returns>Whether a is below b.</returns>
    public static bool IsBelow(uint a, uint b) => throw null!;

    /// <summary>A reference before a number.</summary>
    /// <returns>The text's length times the factor.</returns>
    public static uint LengthTimes(string text, uint factor) => throw null!;

    /// <summary>A reference as result.</summary>
    /// <returns>The second one.</returns>
    public static object Second(object first, object second) => throw null!;

    /// <summary>No result, and a pointer.</summary>
    /// <param name="where">Where to write.</param>
    /// <param name="value">What.</param>
    public static void Store(uint* where, uint value) => throw null!;

    /// <summary>Uses all registers that a plug may use.</summary>
    public static void Clobber() => throw null!;

    /// <summary>Calls <see cref="Callback.Double"/>, which is private, by its label.</summary>
    /// <param name="number">What to double.</param>
    public static void CallBack(uint* number) => throw null!;
}
