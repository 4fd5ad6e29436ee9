namespace CosmosKernel.Cpu;

/// <summary>
/// The entry code as the linker placed it. It runs from a copy at <see cref="Trampoline.Code"/>, so it has relative jumps only
/// inside itself and names everything else by absolute address. The code: <c>Plugs/EntryCodePlug.cs</c>.
/// </summary>
public static class EntryCode
{
    /// <summary>Where the original begins.</summary>
    /// <returns>A linear address.</returns>
    public static uint Start() => throw new PlugMissingException();

    /// <summary>How long it is.</summary>
    /// <returns>Bytes; at most a page.</returns>
    public static uint Length() => throw new PlugMissingException();

    /// <summary>
    /// Where vector 6 enters on a processor that lacks instructions which the compiler's code has: #UD of ring 0 goes on to
    /// <see cref="TrampolineVariables.UndefinedHandler"/>, which carries them out, #UD of ring 3 to the stub that it enters on other
    /// processors.
    /// </summary>
    /// <returns>A linear address in the original.</returns>
    public static uint UndefinedEntry() => throw new PlugMissingException();

    /// <summary>Where the double-fault task begins: code that is not copied, for its task has the kernel's CR3.</summary>
    /// <returns>A linear address.</returns>
    public static uint DoubleFaultEntry() => throw new PlugMissingException();
}
