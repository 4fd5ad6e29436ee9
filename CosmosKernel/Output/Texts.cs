using System.Collections.Generic;

namespace CosmosKernel.Output;

/// <summary>
/// Texts that are put together again and again: each different one becomes a string once, and is kept. Nobody takes a kernel's memory back
/// (the embedded kit never does, Cosmos only when asked), so what a person at the keyboard can repeat for hours must not go on making
/// strings. Not for traps.
/// </summary>
internal static class Texts
{
    private static readonly string[] Digits = { "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "a", "b", "c", "d", "e", "f" };
    private static readonly List<string> Known = new();

    /// <summary>One text after another.</summary>
    /// <param name="first">The first.</param>
    /// <param name="second">The second.</param>
    /// <returns>Both as one: the same string whenever they are the same.</returns>
    public static string Join(string first, string second)
    {
        for (int i = 0; i < Known.Count; i++)
        {
            string known = Known[i];
            if (known.Length == first.Length + second.Length && Has(known, 0, first) && Has(known, first.Length, second))
            {
                return known;
            }
        }

        string made = first + second;
        Known.Add(made);
        return made;
    }

    /// <summary>A number in decimal.</summary>
    /// <param name="value">Any.</param>
    /// <returns>Its digits.</returns>
    public static string Decimal(uint value) => value < 10 ? Digits[value] : Join(Decimal(value / 10), Digits[value % 10]);

    /// <summary>A number in hexadecimal, lower case, without a prefix.</summary>
    /// <param name="value">Any.</param>
    /// <param name="digits">At least so many, with zeros in front.</param>
    /// <returns>Its digits.</returns>
    public static string Hex(uint value, int digits) =>
        value < 16 && digits <= 1 ? Digits[value] : Join(Hex(value >> 4, digits - 1), Digits[value & 15]);

    private static bool Has(string text, int at, string part)
    {
        for (int i = 0; i < part.Length; i++)
        {
            if (text[at + i] != part[i])
            {
                return false;
            }
        }

        return true;
    }
}
