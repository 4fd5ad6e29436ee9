using System;
using System.Collections.Generic;
using System.Text;
using CosmosPaging.Lab.Guest;

namespace CosmosPaging.Lab.Reports;

/// <summary>
/// The guest's lines for a person. A program's line begins with its number and name in brackets, which no line of the kernel's does; and
/// where a terminal would break it, each piece does, since a program can choose what stands at the beginning of a piece.
/// </summary>
public static class GuestLines
{
    /// <summary>What stands before every line.</summary>
    public const string Indent = "    ";

    // A terminal of fewer columns is no help to anybody.
    private const int LeastText = 20;

    /// <summary>Makes a line fit to be shown.</summary>
    /// <param name="line">The line.</param>
    /// <param name="width">How many columns there are.</param>
    /// <returns>What to print, one or more lines, in which only printable characters remain.</returns>
    public static IEnumerable<string> Show(ConsoleLine line, int width) => line is ProgramLine program
        ? Show(program.Pid, program.Name, program.Text, width)
        : [Indent + TerminalText.Clean(line.AsWritten)];

    /// <summary>Makes a program's line fit to be shown.</summary>
    /// <param name="pid">The task's number.</param>
    /// <param name="name">The task's name.</param>
    /// <param name="text">What it wrote.</param>
    /// <param name="width">How many columns there are.</param>
    /// <returns>What to print, one or more lines.</returns>
    public static IEnumerable<string> Show(int pid, string name, string text, int width)
    {
        string owner = TerminalText.Clean(FormattableString.Invariant($"{pid} {name}"));
        int room = Math.Max(LeastText, width - Indent.Length - owner.Length - "[+] ".Length);
        string mark = "";
        foreach (string piece in Pieces(TerminalText.Clean(text), room))
        {
            yield return $"{Indent}[{owner}{mark}] {piece}";
            mark = "+";
        }
    }

    /// <summary>Cuts text so that no piece is wider than there is room: all but ASCII may take two columns.</summary>
    private static IEnumerable<string> Pieces(string text, int room)
    {
        StringBuilder piece = new();
        int taken = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            int columns = rune.IsAscii ? 1 : 2;
            if (taken + columns > room)
            {
                yield return piece.ToString();
                piece.Clear();
                taken = 0;
            }

            piece.Append(rune.ToString());
            taken += columns;
        }

        yield return piece.ToString();
    }
}
