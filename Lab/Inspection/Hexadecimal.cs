using System.Globalization;

namespace CosmosPaging.Lab.Inspection;

/// <summary>Reads numbers as emulators print them.</summary>
internal static class Hexadecimal
{
    /// <summary>Reads hexadecimal digits without a prefix; bits above 64 do not occur.</summary>
    public static ulong Parse(string digits) => ulong.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
