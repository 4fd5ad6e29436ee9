namespace CosmosKernel.Cpu;

/// <summary>The processor's own vectors (SDM vol. 3, table 6-1): what each is called and whether it comes with an error code.</summary>
public static class ExceptionVector
{
    /// <summary>#DE.</summary>
    public const int DivideError = 0;

    /// <summary>#DB.</summary>
    public const int Debug = 1;

    /// <summary>NMI.</summary>
    public const int NonMaskable = 2;

    /// <summary>#BP, <c>int3</c>.</summary>
    public const int Breakpoint = 3;

    /// <summary>#OF, <c>into</c>.</summary>
    public const int Overflow = 4;

    /// <summary>#BR, <c>bound</c>.</summary>
    public const int BoundExceeded = 5;

    /// <summary>#UD.</summary>
    public const int InvalidOpcode = 6;

    /// <summary>#DF.</summary>
    public const int DoubleFault = 8;

    /// <summary>#TS.</summary>
    public const int InvalidTss = 10;

    /// <summary>#NP.</summary>
    public const int SegmentNotPresent = 11;

    /// <summary>#SS.</summary>
    public const int StackFault = 12;

    /// <summary>#GP.</summary>
    public const int GeneralProtection = 13;

    /// <summary>#PF.</summary>
    public const int PageFault = 14;

    /// <summary>#MF.</summary>
    public const int X87Error = 16;

    /// <summary>#AC.</summary>
    public const int AlignmentCheck = 17;

    /// <summary>#XM.</summary>
    public const int SimdError = 19;

    /// <summary>Vectors that the architecture reserves for itself; hardware interrupts come after them.</summary>
    public const int Count = 32;

    private static readonly string[] Mnemonics =
    {
        "#DE", "#DB", "NMI", "#BP", "#OF", "#BR", "#UD", "#NM", "#DF", "#09", "#TS", "#NP", "#SS", "#GP", "#PF", "#15",
        "#MF", "#AC", "#MC", "#XM", "#VE", "#CP", "#22", "#23", "#24", "#25", "#26", "#27", "#28", "#29", "#30", "#31",
        "INT",
    };

    /// <summary>The SDM's short name.</summary>
    /// <param name="vector">0 to 255.</param>
    /// <returns>For example <c>#PF</c>; <c>INT</c> if it is no exception but an interrupt or a system call.</returns>
    public static string Mnemonic(int vector) => Mnemonics[System.Math.Min(vector, Count)];

    /// <summary>Whether the processor pushes an error code.</summary>
    /// <param name="vector">Any vector.</param>
    /// <returns>True for #DF, #TS, #NP, #SS, #GP, #PF, #AC and #CP.</returns>
    public static bool PushesErrorCode(int vector) =>
        vector == DoubleFault || (vector >= InvalidTss && vector <= PageFault) || vector == AlignmentCheck || vector == 21;
}
