using System.Runtime.InteropServices;
using CosmosKernel.Cpu;

namespace CosmosKernel.Plugs;

/// <summary>Addresses of the entry code's variables as the assembler reads them, taken from the structure itself.</summary>
internal static class Variable
{
    /// <summary>Address of <see cref="EntryValues.Cr3"/> of <see cref="TrampolineVariables.Task"/>.</summary>
    public static uint EntryCr3 => OfTask(nameof(EntryValues.Cr3));

    /// <summary>Address of <see cref="TrampolineVariables.KernelStackTop"/>.</summary>
    public static uint KernelStackTop => Address(nameof(TrampolineVariables.KernelStackTop));

    /// <summary>Address of <see cref="EntryValues.FxArea"/> of <see cref="TrampolineVariables.Task"/>.</summary>
    public static uint FxArea => OfTask(nameof(EntryValues.FxArea));

    /// <summary>Address of <see cref="TrampolineVariables.KernelMxcsr"/>.</summary>
    public static uint KernelMxcsr => Address(nameof(TrampolineVariables.KernelMxcsr));

    /// <summary>Address of <see cref="TrampolineVariables.SuspendedEsp"/>.</summary>
    public static uint SuspendedEsp => Address(nameof(TrampolineVariables.SuspendedEsp));

    /// <summary>Address of <see cref="TrampolineVariables.UndefinedHandler"/>.</summary>
    public static uint UndefinedHandler => Address(nameof(TrampolineVariables.UndefinedHandler));

    private static uint OfTask(string field) =>
        Address(nameof(TrampolineVariables.Task)) + (uint)Marshal.OffsetOf<EntryValues>(field).ToInt32();

    private static uint Address(string field) =>
        Trampoline.Variables + (uint)Marshal.OffsetOf<TrampolineVariables>(field).ToInt32();
}
