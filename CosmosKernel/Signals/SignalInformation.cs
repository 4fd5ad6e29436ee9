namespace CosmosKernel.Signals;

/// <summary>What of a signal is in <c>siginfo</c>.</summary>
internal readonly struct SignalInformation
{
    /// <summary>Describes a signal.</summary>
    /// <param name="signal">Its number.</param>
    /// <param name="code">si_code.</param>
    /// <param name="address">si_addr.</param>
    public SignalInformation(int signal, uint code, uint address)
    {
        Signal = signal;
        Code = code;
        Address = address;
    }

    /// <summary>Its number.</summary>
    public int Signal { get; }

    /// <summary>si_code: what is behind it.</summary>
    public uint Code { get; }

    /// <summary>si_addr: of a page fault, the address; of others, the instruction, or 0.</summary>
    public uint Address { get; }
}
