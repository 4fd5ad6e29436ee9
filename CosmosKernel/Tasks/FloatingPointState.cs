using CosmosKernel.Cpu;
using CosmosKernel.Memory;

namespace CosmosKernel.Tasks;

/// <summary>
/// x87 and SSE in a signal's frame, as Linux has them on i386: first the form of FSAVE (SDM vol. 1, figure 8-9), then that of FXSAVE. On the way back
/// x87 comes from the first, XMM registers and MXCSR from the second. The contents of x87 registers that are tagged empty are not passed on.
/// <code>
///   bytes of a register   FSAVE   at 28 + 10 i      FXSAVE  at 32 + 16 i
///   FCW, FSW, FTW         FSAVE   at 0, 4, 8        FXSAVE  at 0, 2, 4 (FTW: one bit a register)
/// </code>
/// </summary>
public static unsafe class FloatingPointState
{
    /// <summary>Bytes of the first form: 108, then status and a word that says that the second follows.</summary>
    public const uint LegacyBytes = 112;

    private const uint Registers = 8;
    private const uint ResetControlWord = 0x037F; // all x87 exceptions masked, 64-bit precision
    private const uint AllErrors = 0x3F;
    private const int SseMaskShift = 7;
    private const uint AllEmpty = ushort.MaxValue;
    private const uint Empty = 3;
    private const uint Special = 2;
    private const uint Zero = 1;
    private const uint Valid = 0;

    /// <summary>Writes both forms.</summary>
    /// <param name="area">What FXSAVE left.</param>
    /// <param name="to"><see cref="LegacyBytes"/> and 512 bytes more; what is not written keeps what it held.</param>
    public static void Save(byte* area, byte* to)
    {
        *(uint*)to = 0xFFFF0000 | *(ushort*)area;
        *(uint*)(to + 4) = 0xFFFF0000 | *(ushort*)(area + 2);
        *(uint*)(to + 8) = 0xFFFF0000 | FullTags(area);
        *(uint*)(to + 12) = *(uint*)(area + 8);
        *(uint*)(to + 16) = *(ushort*)(area + 12) | ((uint)*(ushort*)(area + 6) << 16);
        *(uint*)(to + 20) = *(uint*)(area + 16);
        *(uint*)(to + 24) = 0xFFFF0000 | *(ushort*)(area + 20);
        for (uint i = 0; i < Registers && area[4] != 0; i++)
        {
            CopyRegister(area + 32 + (16 * i), to + 28 + (10 * i));
        }

        *(uint*)(to + 108) = *(ushort*)(area + 2);
        CopyUsed(area, to + LegacyBytes);
    }

    /// <summary>Makes of both forms what FXRSTOR takes without a fault.</summary>
    /// <param name="from">Any bytes, laid out as <see cref="Save"/> does.</param>
    /// <param name="area">512 bytes, aligned to 16.</param>
    public static void Restore(byte* from, byte* area)
    {
        // FXRSTOR raises #GP over a bit of MXCSR that does not exist (SDM vol. 1, 11.6.6); a mask of 0 means FFBF.
        uint mask = *(uint*)(area + 28);
        CopyUsed(from + LegacyBytes, area);
        *(uint*)(area + 24) &= mask == 0 ? 0xFFBF : mask;
        *(uint*)(area + 28) = mask;
        *(ushort*)area = *(ushort*)from;
        *(ushort*)(area + 2) = *(ushort*)(from + 4);
        uint tags = *(ushort*)(from + 8);
        *(ushort*)(area + 4) = ShortTags(tags);
        *(ushort*)(area + 6) = *(ushort*)(from + 18);
        *(uint*)(area + 8) = *(uint*)(from + 12);
        *(ushort*)(area + 12) = *(ushort*)(from + 16);
        *(uint*)(area + 16) = *(uint*)(from + 20);
        *(ushort*)(area + 20) = *(ushort*)(from + 24);
        for (uint i = 0; i < Registers && tags != AllEmpty; i++)
        {
            CopyRegister(from + 28 + (10 * i), area + 32 + (16 * i));
        }
    }

    /// <summary>Sets the control, status and tag words and MXCSR to what FNINIT and a reset leave: a handler does not compute with the program's rounding.</summary>
    /// <param name="area">512 bytes in FXSAVE's layout.</param>
    public static void ResetControl(byte* area)
    {
        *(uint*)area = ResetControlWord; // and FSW = 0
        *(uint*)(area + 4) = 0;
        *(uint*)(area + 24) = TrampolineVariables.ResetMxcsr;
    }

    /// <summary>The x87 errors that were found and are not masked (SDM vol. 1, 8.1.3.3 and 8.1.5).</summary>
    /// <param name="area">What FXSAVE left.</param>
    /// <returns>In FSW's bits 0 to 5.</returns>
    public static uint X87Errors(byte* area) => *(ushort*)(area + 2) & ~(uint)*(ushort*)area & AllErrors;

    /// <summary>The SSE errors that were found and are not masked (SDM vol. 1, 10.2.3).</summary>
    /// <param name="area">What FXSAVE left.</param>
    /// <returns>In MXCSR's bits 0 to 5.</returns>
    public static uint SseErrors(byte* area)
    {
        uint mxcsr = *(uint*)(area + 24);
        return mxcsr & ~(mxcsr >> SseMaskShift) & AllErrors;
    }

    /// <summary>Sets all to what FNINIT and a reset leave (SDM vol. 1, 8.1.5 and 10.2.3).</summary>
    /// <param name="area">512 bytes in FXSAVE's layout.</param>
    public static void Reset(byte* area)
    {
        MemoryBlock.Zero(area, Task.FxAreaBytes);
        ResetControl(area);
    }

    /// <summary>Copies what of FXSAVE's 512 bytes means something outside 64-bit mode, up to XMM7, in whole blocks (SDM vol. 1, table 10-2).</summary>
    private static void CopyUsed(byte* from, byte* to)
    {
        var source = (MemoryBlock*)from;
        var destination = (MemoryBlock*)to;
        destination[0] = source[0];
        destination[1] = source[1];
        destination[2] = source[2];
        destination[3] = source[3];
        destination[4] = source[4];
    }

    private static void CopyRegister(byte* from, byte* to)
    {
        *(uint*)to = *(uint*)from;
        *(uint*)(to + 4) = *(uint*)(from + 4);
        *(ushort*)(to + 8) = *(ushort*)(from + 8);
    }

    /// <summary>Two bits a register, which FXSAVE does not keep: they follow from what is in the register (SDM vol. 1, table 10-1).</summary>
    private static uint FullTags(byte* area)
    {
        uint used = area[4];
        if (used == 0)
        {
            return AllEmpty;
        }

        uint top = ((uint)*(ushort*)(area + 2) >> 11) & 7;
        uint tags = 0;
        for (uint i = 0; i < Registers; i++)
        {
            uint tag = (used & (1u << (int)i)) != 0 ? TagOf(area + 32 + (16 * ((i - top) & 7))) : Empty;
            tags |= tag << (int)(2 * i);
        }

        return tags;
    }

    private static uint TagOf(byte* register)
    {
        uint low = *(uint*)register;
        uint high = *(uint*)(register + 4);
        uint exponent = *(ushort*)(register + 8) & 0x7FFFu;
        if (exponent == 0)
        {
            return (low | high) == 0 ? Zero : Special;
        }

        return exponent != 0x7FFF && (high & 0x80000000) != 0 ? Valid : Special;
    }

    private static ushort ShortTags(uint tags)
    {
        if (tags == AllEmpty)
        {
            return 0;
        }

        uint used = 0;
        for (int i = 0; i < (int)Registers; i++)
        {
            used |= ((tags >> (2 * i)) & 3) != Empty ? 1u << i : 0;
        }

        return (ushort)used;
    }
}
