namespace CosmosKernel.Faults;

/// <summary>
/// The first bytes of an instruction, as far as they can be read. No instruction is longer than 15 (SDM vol. 2, 2.3.11). Two numbers and no
/// array, so that a trap can make one.
/// </summary>
internal struct InstructionBytes
{
    /// <summary>As many as an instruction can have.</summary>
    public const int Most = 15;

    private const byte NoOperation = 0x90;
    private const int BytesOfHalf = 8;

    private ulong low;
    private ulong high;

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>One of them.</summary>
    /// <param name="index">0 is the byte at EIP.</param>
    /// <returns>The byte; NOP, which explains nothing, where none could be read.</returns>
    public readonly byte this[int index] => index >= Count ? NoOperation
        : index < BytesOfHalf ? (byte)(low >> (index * 8))
        : (byte)(high >> ((index - BytesOfHalf) * 8));

    /// <summary>Adds the next byte; a sixteenth is left out.</summary>
    /// <param name="value">The byte.</param>
    public void Add(byte value)
    {
        if (Count < BytesOfHalf)
        {
            low |= (ulong)value << (Count * 8);
        }
        else if (Count < Most)
        {
            high |= (ulong)value << ((Count - BytesOfHalf) * 8);
        }
        else
        {
            return;
        }

        Count++;
    }
}
