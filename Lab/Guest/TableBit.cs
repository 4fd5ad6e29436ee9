using System;

namespace CosmosPaging.Lab.Guest;

/// <summary>A bit that refuses an access, as a fault line names it: <c>pte.us</c>, or <c>cr4.smep</c>.</summary>
/// <param name="Place">The level of the entry, in the SDM's abbreviation; or <c>cr4</c>.</param>
/// <param name="Bit">The bit, in lower case.</param>
public readonly record struct TableBit(string Place, string Bit)
{
    /// <summary>As in the log.</summary>
    public override string ToString() => $"{Place}.{Bit}";

    /// <summary>Reads a name.</summary>
    /// <param name="text">For example <c>pte.us</c>.</param>
    /// <param name="bit">The bit.</param>
    /// <returns>False if it is not two words with a dot between them.</returns>
    public static bool TryParse(string text, out TableBit bit)
    {
        int dot = text.IndexOf('.', StringComparison.Ordinal);
        bit = dot > 0 && dot < text.Length - 1 ? new TableBit(text[..dot], text[(dot + 1)..]) : default;
        return bit.Place is not null;
    }
}
