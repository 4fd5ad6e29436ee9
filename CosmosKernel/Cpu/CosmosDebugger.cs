namespace CosmosKernel.Cpu;

/// <summary>
/// Cosmos' own debugger. IL2CPU compiles its stub into the image if the project says <c>DebugEnabled</c>. The stub talks through COM1,
/// writes INT3 into the code where it is to stop, and handles #BP and #DB. See Docs/Debugging.md.
/// </summary>
public static class CosmosDebugger
{
    /// <summary>Whether the stub is in this image. The embedded kit has none.</summary>
    public static bool IsPresent => StubEntry() != 0;

    /// <summary>The stub's handler of #BP and #DB, which ends with IRET.</summary>
    /// <returns>A linear address; 0 if there is no stub.</returns>
    public static uint StubEntry() => throw new PlugMissingException();
}
