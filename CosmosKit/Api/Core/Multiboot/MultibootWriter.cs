namespace Cosmos.Core.Multiboot;

/// <summary>Writes boot information in the form of Multiboot 2, or only counts its bytes.</summary>
internal unsafe struct MultibootWriter
{
    private readonly byte* destination;
    private uint position;
    private uint tag;

    /// <summary>Begins after the head of the information.</summary>
    /// <param name="destination">Where to write; null to count.</param>
    public MultibootWriter(byte* destination)
    {
        this.destination = destination;
        position = 8;
        tag = 0;
    }

    /// <summary>Writes a tag's kind, and leaves room for its size.</summary>
    public void Begin(MultibootTag kind)
    {
        tag = position;
        Number((uint)kind);
        Number(0);
    }

    /// <summary>Ends a tag: its size is known now, and the next one begins at a multiple of 8.</summary>
    public void End()
    {
        Set(tag + 4, position - tag);
        while (position % 8 != 0)
        {
            Byte(0);
        }
    }

    /// <summary>Ends the information.</summary>
    /// <returns>Its size in bytes.</returns>
    public uint Finish()
    {
        Begin(MultibootTag.End);
        End();
        Set(0, position);
        Set(4, 0);
        return position;
    }

    /// <summary>Writes a doubleword.</summary>
    public void Number(uint value)
    {
        Set(position, value);
        position += 4;
    }

    /// <summary>Copies bytes.</summary>
    /// <param name="from">The first.</param>
    /// <param name="count">How many.</param>
    public void Bytes(byte* from, uint count)
    {
        for (uint i = 0; i < count; i++)
        {
            Byte(from[i]);
        }
    }

    /// <summary>Copies a text with the zero that ends it.</summary>
    /// <param name="text">The first byte; null for an empty text.</param>
    public void Text(byte* text)
    {
        for (; text != null && *text != 0; text++)
        {
            Byte(*text);
        }

        Byte(0);
    }

    private void Byte(byte value)
    {
        if (destination != null)
        {
            destination[position] = value;
        }

        position++;
    }

    private readonly void Set(uint offset, uint value)
    {
        if (destination != null)
        {
            *(uint*)(destination + offset) = value;
        }
    }
}
