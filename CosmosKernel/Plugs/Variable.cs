using System.Runtime.InteropServices;
using CosmosKernel.Cpu;

namespace CosmosKernel.Plugs;

/// <summary>Addresses of the entry code's variables as the assembler reads them, taken from the structure itself.</summary>
internal static class Variable
{
    /// <summary>Address of <see cref="TrampolineVariables.EntryCr3"/>.</summary>
    public static uint EntryCr3 => Address(nameof(TrampolineVariables.EntryCr3));

    /// <summary>Address of <see cref="TrampolineVariables.KernelStackTop"/>.</summary>
    public static uint KernelStackTop => Address(nameof(TrampolineVariables.KernelStackTop));

    /// <summary>Address of <see cref="TrampolineVariables.FxArea"/>.</summary>
    public static uint FxArea => Address(nameof(TrampolineVariables.FxArea));

    /// <summary>Address of <see cref="TrampolineVariables.KernelMxcsr"/>.</summary>
    public static uint KernelMxcsr => Address(nameof(TrampolineVariables.KernelMxcsr));

    /// <summary>Address of <see cref="TrampolineVariables.SuspendedEsp"/>.</summary>
    public static uint SuspendedEsp => Address(nameof(TrampolineVariables.SuspendedEsp));

    /// <summary>Address of <see cref="TrampolineVariables.UndefinedHandler"/>.</summary>
    public static uint UndefinedHandler => Address(nameof(TrampolineVariables.UndefinedHandler));

    private static uint Address(string field) =>
        Trampoline.Variables + (uint)Marshal.OffsetOf<TrampolineVariables>(field).ToInt32();
}
