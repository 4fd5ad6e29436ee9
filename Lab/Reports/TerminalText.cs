using System.Globalization;
using System.Text;

namespace CosmosPaging.Lab.Reports;

/// <summary>Makes text from the guest fit for a terminal: what would move the cursor, colour or reorder text is spelt out.</summary>
public static class TerminalText
{
    /// <summary>The longest line that is shown; JSON reports have it whole.</summary>
    public const int LongestLine = 2000;

    /// <summary>Cleans a line.</summary>
    /// <param name="line">Any text.</param>
    /// <returns>The text with every control, format and separator character written as an escape, and cut when very long.</returns>
    public static string Clean(string line)
    {
        StringBuilder clean = new(line.Length);
        foreach (Rune rune in line.EnumerateRunes())
        {
            if (clean.Length >= LongestLine)
            {
                clean.Append('…');
                break;
            }

            clean.Append(IsHarmless(rune) ? rune.ToString() : Escape(rune));
        }

        return clean.ToString();
    }

    private static bool IsHarmless(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control
        or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned);

    private static string Escape(Rune rune) => rune.Value switch
    {
        '\t' => "\\t",
        '\r' => "\\r",
        <= 0xFF => string.Create(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}"),
    };
}
