namespace CosmosKit.Build.ObjectFile.Dwarf;

/// <summary>A location of one operation (DWARF 4, §2.6.1).</summary>
/// <param name="Operation">The operation's code.</param>
/// <param name="Offset">Its signed operand, if it has one.</param>
internal readonly record struct DwarfExpression(byte Operation, int? Offset)
{
    /// <summary>Writes it, its length (2 bytes) in front.</summary>
    /// <param name="to">The section.</param>
    public void Write(DwarfBuffer to)
    {
        uint lengthAt = to.Length;
        to.U16(0);
        to.U8(Operation);
        if (Offset is { } offset)
        {
            to.Signed(offset);
        }

        to.PatchHalf(lengthAt, (ushort)(to.Length - lengthAt - 2));
    }
}
