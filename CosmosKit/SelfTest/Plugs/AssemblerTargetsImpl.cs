using CosmosKit.SelfTest.Targets;
using IL2CPU.API.Attribs;

namespace CosmosKit.SelfTest.Plugs;

/// <summary>The bodies of <see cref="AssemblerTargets"/>, in assembler.</summary>
[Plug(Target = typeof(AssemblerTargets))]
public static unsafe class AssemblerTargetsImpl
{
    /// <summary>See the target.</summary>
    /// <returns>See the target.</returns>
    [PlugMethod(Assembler = typeof(Code.Nothing))]
    public static uint Nothing() => throw null!;

    /// <summary>See the target.</summary>
    /// <returns>See the target.</returns>
    [PlugMethod(Assembler = typeof(Code.NothingWide))]
    public static ulong NothingWide() => throw null!;

    /// <summary>See the target.</summary>
    /// <param name="a">See the target.</param>
    /// <returns>See the target.</returns>
    [PlugMethod(Assembler = typeof(Code.OneByte))]
    public static uint OneByte(byte a) => throw null!;

    /// <summary>See the target.</summary>
    /// <param name="a">See the target.</param>
    /// <returns>See the target.</returns>
    [PlugMethod(Assembler = typeof(Code.OneSigned))]
    public static int OneSigned(short a) => throw null!;

    /// <summary>See the target.</summary>
    /// <param name="a">See the target.</param>
    /// <returns>See the target.</returns>
    [PlugMethod(Assembler = typeof(Code.OneToWide))]
    public static ulong OneToWide(uint a) => throw null!;

    /// <summary>See the target.</summary>
    /// <param name="a">See the target.</param>
    /// <returns>See the target.</returns>
    [PlugMethod(Assembler = typeof(Code.Exchange))]
    public static ulong Exchange(ulong a) => throw null!;

    /// <summary>See the target.</summary>
    /// <param name="a">See the target.</param>
    /// <param name="b">See the target.</param>
    /// <returns>See the target.</returns>
    [PlugMethod(Assembler = typeof(Code.Two))]
    public static uint Two(uint a, ushort b) => throw null!;

    /// <summary>See the target.</summary>
    /// <param name="a">See the target.</param>
    /// <param name="b">See the target.</param>
    /// <param name="c">See the target.</param>
    /// <returns>See the target.</returns>
    [PlugMethod(Assembler = typeof(Code.Three))]
    public static ulong Three(byte a, ulong b, uint c) => throw null!;

    /// <summary>See the target.</summary>
    /// <param name="a">See the target.</param>
    /// <param name="b">See the target.</param>
    /// <param name="c">See the target.</param>
    /// <param name="d">See the target.</param>
    /// <returns>See the target.</returns>
    [PlugMethod(Assembler = typeof(Code.Four))]
    public static uint Four(uint a, ulong b, byte c, ulong d) => throw null!;

    /// <summary>See the target.</summary>
    /// <param name="a">See the target.</param>
    /// <param name="b">See the target.</param>
    /// <returns>See the target.</returns>
    [PlugMethod(Assembler = typeof(Code.IsBelow))]
    public static bool IsBelow(uint a, uint b) => throw null!;

    /// <summary>See the target.</summary>
    /// <param name="text">See the target.</param>
    /// <param name="factor">See the target.</param>
    /// <returns>See the target.</returns>
    [PlugMethod(Assembler = typeof(Code.LengthTimes))]
    public static uint LengthTimes(string text, uint factor) => throw null!;

    /// <summary>See the target.</summary>
    /// <param name="first">See the target.</param>
    /// <param name="second">See the target.</param>
    /// <returns>See the target.</returns>
    [PlugMethod(Assembler = typeof(Code.Second))]
    public static object Second(object first, object second) => throw null!;

    /// <summary>See the target.</summary>
    /// <param name="where">See the target.</param>
    /// <param name="value">See the target.</param>
    [PlugMethod(Assembler = typeof(Code.Store))]
    public static void Store(uint* where, uint value) => throw null!;

    /// <summary>See the target.</summary>
    [PlugMethod(Assembler = typeof(Code.Clobber))]
    public static void Clobber() => throw null!;

    /// <summary>See the target.</summary>
    /// <param name="number">See the target.</param>
    [PlugMethod(Assembler = typeof(Code.CallBack))]
    public static void CallBack(uint* number) => throw null!;
}
