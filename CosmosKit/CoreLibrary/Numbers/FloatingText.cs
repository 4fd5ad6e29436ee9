namespace System;

/// <summary>
/// Floating-point numbers as text, to 15 significant digits. .NET writes up to 17, as many as it takes to read the same number
/// back; that needs long arithmetic, which a kernel's log is not worth.
/// </summary>
internal static class FloatingText
{
    private const int Digits = 15;

    public static string General(double value)
    {
        if (value == 0)
            return "0";

        string sign = value < 0 ? "-" : "";
        double magnitude = Math.Abs(value);
        int exponent = DecimalExponent(magnitude);
        ulong digits = Rounded(Scaled(magnitude, Digits - 1 - exponent));
        if (digits >= 1_000_000_000_000_000)
        {
            digits /= 10;
            exponent++;
        }

        string text = digits.ToString().TrimEnd('0');
        if (exponent is < -5 or >= Digits)
        {
            string tail = text.Length > 1 ? "." + text.Substring(1) : "";
            return sign + text.Substring(0, 1) + tail + "E" + (exponent < 0 ? "-" : "+") + Math.Abs(exponent).ToString("D2");
        }

        if (exponent < 0)
            return sign + "0." + new string('0', -exponent - 1) + text;
        if (text.Length <= exponent + 1)
            return sign + text + new string('0', exponent + 1 - text.Length);

        return sign + text.Substring(0, exponent + 1) + "." + text.Substring(exponent + 1);
    }

    public static string Fixed(double value, int decimals)
    {
        double magnitude = Math.Abs(value);
        double scaled = Scaled(magnitude, decimals);
        if (scaled >= ulong.MaxValue)
            return General(value);

        ulong number = Rounded(scaled);
        string digits = number.ToString("D" + (decimals + 1).ToString());
        string sign = value < 0 && number != 0 ? "-" : "";
        int point = digits.Length - decimals;
        return decimals == 0 ? sign + digits : sign + digits.Substring(0, point) + "." + digits.Substring(point);
    }

    private static ulong Rounded(double value) => (ulong)(value + 0.5);

    private static int DecimalExponent(double magnitude)
    {
        int exponent = 0;
        for (; magnitude >= 10; magnitude /= 10)
            exponent++;
        for (; magnitude < 1; magnitude *= 10)
            exponent--;
        return exponent;
    }

    // One multiplication or division by an exact power (10^22 is the last) loses less than many by ten.
    private static double Scaled(double value, int powerOfTen)
    {
        for (; powerOfTen > 22; powerOfTen -= 22)
            value *= 1e22;
        for (; powerOfTen < -22; powerOfTen += 22)
            value /= 1e22;

        double power = 1;
        for (int i = Math.Abs(powerOfTen); i > 0; i--)
            power *= 10;
        return powerOfTen < 0 ? value / power : value * power;
    }
}
