using IL2CPU.API.Attribs;

namespace Cosmos.Core;

/// <summary>The I/O address space: the CPU's <c>in</c> and <c>out</c> instructions (SDM vol. 1, 19).</summary>
public static class IOPort
{
    private const int UnusedPort = 0x80;

    /// <summary>Writes a byte.</summary>
    /// <param name="aPort">The port, 0 to 65535.</param>
    /// <param name="aData">The byte.</param>
    [PlugMethod(PlugRequired = true)]
    public static void Write8(int aPort, byte aData) => throw null!;

    /// <summary>Writes a word.</summary>
    /// <param name="aPort">The first of two ports.</param>
    /// <param name="aData">The word.</param>
    [PlugMethod(PlugRequired = true)]
    public static void Write16(int aPort, ushort aData) => throw null!;

    /// <summary>Writes a doubleword.</summary>
    /// <param name="aPort">The first of four ports.</param>
    /// <param name="aData">The doubleword.</param>
    [PlugMethod(PlugRequired = true)]
    public static void Write32(int aPort, uint aData) => throw null!;

    /// <summary>Reads a byte.</summary>
    /// <param name="aPort">The port, 0 to 65535.</param>
    /// <returns>The byte; all bits set where no device answers.</returns>
    [PlugMethod(PlugRequired = true)]
    public static byte Read8(int aPort) => throw null!;

    /// <summary>Reads a word.</summary>
    /// <param name="aPort">The first of two ports.</param>
    /// <returns>The word.</returns>
    [PlugMethod(PlugRequired = true)]
    public static ushort Read16(int aPort) => throw null!;

    /// <summary>Reads a doubleword.</summary>
    /// <param name="aPort">The first of four ports.</param>
    /// <returns>The doubleword.</returns>
    [PlugMethod(PlugRequired = true)]
    public static uint Read32(int aPort) => throw null!;

    /// <summary>Gives a slow device about a microsecond, by a write to a port that is free after the BIOS's self-test.</summary>
    public static void Wait() => Write8(UnusedPort, 0x22);
}
