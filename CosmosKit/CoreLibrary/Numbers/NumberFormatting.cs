namespace System;

/// <summary>
/// Turns numbers into text. Formats: none, D, G, X, x and N for integers, none, G and F for floating point, each with a width
/// or precision; always in the invariant culture.
/// </summary>
internal static unsafe class NumberFormatting
{
    private const int LongestInteger = 64;

    public static string Signed(long value, int bits, string? format)
    {
        bool hexadecimal = Specifier(format) is 'X' or 'x';
        ulong magnitude = value < 0 && !hexadecimal ? 0 - (ulong)value : (ulong)value;
        return Unsigned(magnitude & (ulong.MaxValue >> (64 - bits)), value < 0 && !hexadecimal, format);
    }

    public static string Unsigned(ulong value, int bits, string? format) => Unsigned(value, false, format);

    public static string Floating(double value, string? format)
    {
        if (double.IsNaN(value))
            return "NaN";
        if (value is double.PositiveInfinity)
            return "Infinity";
        if (value is double.NegativeInfinity)
            return "-Infinity";

        return Specifier(format) is 'F' or 'f' ? FloatingText.Fixed(value, Width(format, 2)) : FloatingText.General(value);
    }

    private static string Unsigned(ulong magnitude, bool negative, string? format)
    {
        char* buffer = stackalloc char[LongestInteger];
        char* end = buffer + LongestInteger;
        char* next = end;
        int width = Width(format, 0);
        switch (Specifier(format))
        {
            case 'X':
                next = Digits(next, magnitude, 16, 'A');
                break;
            case 'x':
                next = Digits(next, magnitude, 16, 'a');
                break;
            case 'D':
            case 'd':
                next = Digits(next, magnitude, 10, default);
                break;
            case 'G':
            case 'g':
                next = Digits(next, magnitude, 10, default);
                width = 0;
                break;
            case 'N':
            case 'n':
                return Grouped(magnitude, negative, Width(format, 2));
            default:
                throw new FormatException("integers have the formats D, G, N, X and x");
        }

        if (width > LongestInteger - 1)
            throw new FormatException("a number is too wide");
        while (end - next < width)
            *--next = '0';
        if (negative)
            *--next = '-';

        return new string(next, 0, (int)(end - next));
    }

    private static string Grouped(ulong magnitude, bool negative, int decimals)
    {
        char* buffer = stackalloc char[LongestInteger];
        char* end = buffer + LongestInteger;
        char* next = end;
        int count = 0;
        do
        {
            if (count != 0 && count % 3 == 0)
                *--next = ',';
            *--next = (char)('0' + (int)(magnitude % 10));
            magnitude /= 10;
            count++;
        }
        while (magnitude != 0);

        if (negative)
            *--next = '-';

        string whole = new(next, 0, (int)(end - next));
        return decimals == 0 ? whole : whole + "." + new string('0', decimals);
    }

    private static char* Digits(char* next, ulong value, uint radix, char ten)
    {
        // 64-bit division is a call: take it only as long as the value needs it.
        while (value > uint.MaxValue)
        {
            *--next = Digit((uint)(value % radix), ten);
            value /= radix;
        }

        uint rest = (uint)value;
        do
        {
            *--next = Digit(rest % radix, ten);
            rest /= radix;
        }
        while (rest != 0);

        return next;
    }

    private static char Digit(uint digit, char ten) => (char)(digit < 10 ? '0' + digit : ten + digit - 10);

    private static char Specifier(string? format) => format is null || format.Length == 0 ? 'D' : format[0];

    private static int Width(string? format, int byDefault)
    {
        if (format is null || format.Length < 2)
            return byDefault;

        int width = 0;
        for (int i = 1; i < format.Length; i++)
        {
            if (!char.IsDigit(format[i]) || width > 99)
                throw new FormatException("a format is a letter and a number");

            width = width * 10 + format[i] - '0';
        }

        return width;
    }
}
