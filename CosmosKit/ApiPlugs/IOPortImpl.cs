using Cosmos.Core;
using IL2CPU.API.Attribs;

namespace Cosmos.Kit.Plugs;

/// <summary>
/// The bodies of <see cref="IOPort"/>. The port number goes to DX, the only register that <c>in</c> and <c>out</c> take it from.
/// </summary>
[Plug(Target = typeof(IOPort))]
public static class IOPortImpl
{
    /// <inheritdoc cref="IOPort.Write8"/>
    [PlugMethod(Assembler = typeof(Write8Code))]
    public static void Write8(int aPort, byte aData) => throw null!;

    /// <inheritdoc cref="IOPort.Write16"/>
    [PlugMethod(Assembler = typeof(Write16Code))]
    public static void Write16(int aPort, ushort aData) => throw null!;

    /// <inheritdoc cref="IOPort.Write32"/>
    [PlugMethod(Assembler = typeof(Write32Code))]
    public static void Write32(int aPort, uint aData) => throw null!;

    /// <inheritdoc cref="IOPort.Read8"/>
    [PlugMethod(Assembler = typeof(Read8Code))]
    public static byte Read8(int aPort) => throw null!;

    /// <inheritdoc cref="IOPort.Read16"/>
    [PlugMethod(Assembler = typeof(Read16Code))]
    public static ushort Read16(int aPort) => throw null!;

    /// <inheritdoc cref="IOPort.Read32"/>
    [PlugMethod(Assembler = typeof(Read32Code))]
    public static uint Read32(int aPort) => throw null!;

    private sealed class Write8Code : Code
    {
        public Write8Code()
            : base("""
                mov edx, [ebp + 12]
                mov eax, [ebp + 8]
                out dx, al
                """)
        {
        }
    }

    private sealed class Write16Code : Code
    {
        public Write16Code()
            : base("""
                mov edx, [ebp + 12]
                mov eax, [ebp + 8]
                out dx, ax
                """)
        {
        }
    }

    private sealed class Write32Code : Code
    {
        public Write32Code()
            : base("""
                mov edx, [ebp + 12]
                mov eax, [ebp + 8]
                out dx, eax
                """)
        {
        }
    }

    private sealed class Read8Code : Code
    {
        public Read8Code()
            : base("""
                mov edx, [ebp + 8]
                xor eax, eax
                in al, dx
                push eax
                """)
        {
        }
    }

    private sealed class Read16Code : Code
    {
        public Read16Code()
            : base("""
                mov edx, [ebp + 8]
                xor eax, eax
                in ax, dx
                push eax
                """)
        {
        }
    }

    private sealed class Read32Code : Code
    {
        public Read32Code()
            : base("""
                mov edx, [ebp + 8]
                in eax, dx
                push eax
                """)
        {
        }
    }
}
