using System.Runtime.CompilerServices;
using CosmosKernel.Cpu;
using CosmosKernel.Memory;

namespace CosmosKernel.Tasks;

/// <summary>
/// x87 and SSE in a signal's frame, as Linux has them on i386: first FSAVE's form (SDM vol. 1, figure 8-9) with the status word once more
/// behind it, then FXSAVE's (SDM vol. 1, table 10-2). On the way back x87 comes from the first, XMM registers and MXCSR from the second.
/// </summary>
internal static unsafe class FloatingPointState
{
    /// <summary>Bytes of both forms.</summary>
    public const uint Bytes = FloatingPointRegisters.LegacyBytes + UserTask.FxAreaBytes;

    /// <summary>What its address is a multiple of, if this kernel wrote it: as FXSAVE's form needs it, before which it lies.</summary>
    public const uint Alignment = 16;

    private const uint NothingFollows = 0xFFFF0000;
    private const int FxMxcsr = 24;
    private const int FxMxcsrMask = 28;
    private const uint OldestMxcsrMask = 0xFFBF;
    private const uint ResetControlWord = 0x037F; // all x87 exceptions masked, 64-bit precision
    private const uint AllErrors = 0x3F;
    private const int SseMaskShift = 7;

    /// <summary>What is above the status word behind FSAVE's form: whether the processor has FXSAVE, whose form then follows.</summary>
    /// <returns>For <see cref="Save"/>.</returns>
    public static uint StatusUpperHalf() => Feature.IsPresent(Feature.BasicLeaf, Feature.FastSave) ? 0 : NothingFollows;

    /// <summary>Writes both forms.</summary>
    /// <param name="area">What FXSAVE left.</param>
    /// <param name="to"><see cref="Bytes"/> at a multiple of <see cref="Alignment"/>; what is not written keeps what it held.</param>
    /// <param name="follows">What <see cref="StatusUpperHalf"/> said.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Save(byte* area, byte* to, uint follows)
    {
        FloatingPointRegisters.Store(area, to);

        // Above the control, status and tag words and the selector of the operand FSAVE leaves undefined what Linux fills so; and the word
        // behind says whether FXSAVE's form follows.
        *(ushort*)(to + 2) = ushort.MaxValue;
        *(ushort*)(to + 6) = ushort.MaxValue;
        *(ushort*)(to + 10) = ushort.MaxValue;
        *(ushort*)(to + 26) = ushort.MaxValue;
        *(uint*)(to + 108) = *(ushort*)(to + 4) | follows;
    }

    /// <summary>Makes of both forms what FXRSTOR takes without a fault.</summary>
    /// <param name="from">Any bytes at any address, laid out as <see cref="Save"/> does.</param>
    /// <param name="area">What FXSAVE left; gets the new state.</param>
    /// <param name="scratch">As many bytes at a multiple of <see cref="Alignment"/>; may be the same as <paramref name="from"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Restore(byte* from, byte* area, byte* scratch)
    {
        bool isGood = (*Mxcsr(from) & ~OldestMxcsrMask) == 0 && ((uint)from & (Alignment - 1)) == 0;
        FloatingPointRegisters.Load(isGood ? from : MakeLoadable(from, area, scratch), area);
    }

    /// <summary>
    /// FXRSTOR raises #GP over a bit of MXCSR that the processor does not know (SDM vol. 1, 11.6.6), and over another alignment.
    /// </summary>
    private static byte* MakeLoadable(byte* from, byte* area, byte* scratch)
    {
        MemoryBlock.Copy(from, scratch, Bytes);
        uint known = *(uint*)(area + FxMxcsrMask);
        *Mxcsr(scratch) &= known == 0 ? OldestMxcsrMask : known;
        return scratch;
    }

    private static uint* Mxcsr(byte* state) => (uint*)(state + FloatingPointRegisters.LegacyBytes + FxMxcsr);

    /// <summary>
    /// Sets the control, status and tag words and MXCSR to what FNINIT and a reset leave: a handler does not compute with the program's
    /// rounding.
    /// </summary>
    /// <param name="area">512 bytes in FXSAVE's layout.</param>
    public static void ResetControl(byte* area)
    {
        *(uint*)area = ResetControlWord; // and FSW = 0
        *(uint*)(area + 4) = 0;
        *(uint*)(area + FxMxcsr) = TrampolineVariables.ResetMxcsr;
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
        uint mxcsr = *(uint*)(area + FxMxcsr);
        return mxcsr & ~(mxcsr >> SseMaskShift) & AllErrors;
    }

    /// <summary>Sets all to what FNINIT and a reset leave (SDM vol. 1, 8.1.5 and 10.2.3).</summary>
    /// <param name="area">512 bytes in FXSAVE's layout.</param>
    public static void Reset(byte* area)
    {
        MemoryBlock.Zero(area, UserTask.FxAreaBytes);
        ResetControl(area);
    }
}
