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

    /// <summary>Where the double-fault task begins: code that is not copied, for its task has the kernel's CR3.</summary>
    /// <returns>A linear address.</returns>
    public static uint DoubleFaultEntry() => throw new PlugMissingException();
}
