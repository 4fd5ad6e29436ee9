namespace System;

/// <summary>Reads decimal integers: optional blanks around, an optional sign, digits.</summary>
internal static class NumberParsing
{
    public static bool TryParse(string? text, long minimum, long maximum, out long value)
    {
        value = 0;
        if (!TryRead(text, out bool negative, out ulong magnitude))
            return false;

        // The magnitude of the smallest number is one more than that of the largest.
        if (magnitude > (negative ? (ulong)-(minimum + 1) + 1 : (ulong)maximum))
            return false;

        value = negative ? (long)(0 - magnitude) : (long)magnitude;
        return true;
    }

    public static bool TryParse(string? text, ulong minimum, ulong maximum, out ulong value)
    {
        if (TryRead(text, out bool negative, out value) && value >= minimum && value <= maximum && (!negative || value == 0))
            return true;

        value = 0;
        return false;
    }

    private static bool TryRead(string? text, out bool negative, out ulong magnitude)
    {
        negative = false;
        magnitude = 0;
        if (text is null)
            return false;

        int i = 0;
        int end = text.Length;
        while (i < end && char.IsWhiteSpace(text[i]))
            i++;
        while (end > i && char.IsWhiteSpace(text[end - 1]))
            end--;

        if (i < end && (text[i] == '+' || text[i] == '-'))
            negative = text[i++] == '-';

        if (i == end)
            return false;

        for (; i < end; i++)
        {
            if (!char.IsDigit(text[i]))
                return false;

            uint digit = (uint)(text[i] - '0');
            if (magnitude > (ulong.MaxValue - digit) / 10)
                return false;

            magnitude = magnitude * 10 + digit;
        }

        return true;
    }
}
