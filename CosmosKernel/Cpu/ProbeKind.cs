namespace CosmosKernel.Cpu;

/// <summary>What <see cref="MemoryProbe"/> does at an address.</summary>
public enum ProbeKind : uint
{
    /// <summary>Reads a byte.</summary>
    Read,

    /// <summary>Writes a byte.</summary>
    Write,

    /// <summary>Jumps there: to code that does nothing but <c>jmp esi</c>, which comes back.</summary>
    Fetch,

    /// <summary>Loads CR3 with it.</summary>
    LoadCr3,

    /// <summary>Takes it for a selector, and has the processor read the descriptor.</summary>
    ReadDescriptor,
}
