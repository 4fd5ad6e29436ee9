using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

namespace CosmosPaging.Tests.Lab;

/// <summary>
/// A log as another image of the same kernel would write it: other addresses, other numbers of tasks, and another order of what runs at the
/// same time.
/// </summary>
internal static partial class MovedLog
{
    private const uint FirstOfUser = 0x40000000;
    private const uint Step = 0x5000;

    /// <summary>Moves a log of the low layout.</summary>
    /// <param name="log">The log.</param>
    public static string Of(string log)
    {
        List<string> lines = [.. log.Split('\n').Select(Moved)];
        for (int at = 1; at < lines.Count; at++)
        {
            if (Owner(lines[at - 1]) is { } before && Owner(lines[at]) is { } after && before != after)
            {
                (lines[at - 1], lines[at]) = (lines[at], lines[at - 1]);
                at++;
            }
        }

        return string.Join('\n', lines);
    }

    private static string Moved(string line)
    {
        string moved = Pid().Replace(line, match => match.Groups[1].Value + Number(match.Groups[2].Value, 1000));
        if (line.StartsWith('['))
        {
            return Cycles().Replace(moved, match => match.Groups[1].Value + Number(match.Groups[2].Value, 17));
        }

        moved = Sequence().Replace(moved, match => match.Groups[1].Value + Number(match.Groups[2].Value, 3));
        moved = Address().Replace(moved, match => match.Groups[1].Value + Kernels(match.Groups[2].Value));
        return Entry().Replace(moved, match => match.Groups[1].Value + Entries(match.Groups[2].Value));
    }

    /// <summary>Whose line it is that may stand before or after another task's.</summary>
    private static string? Owner(string line) =>
        ProgramsLine().Match(line) is { Success: true } program ? program.Groups[1].Value
        : FaultsTask().Match(line) is { Success: true } fault ? fault.Groups[1].Value
        : null;

    private static string Number(string digits, int more) =>
        (long.Parse(digits, CultureInfo.InvariantCulture) + more).ToString(CultureInfo.InvariantCulture);

    private static string Kernels(string hexadecimal)
    {
        uint address = Convert.ToUInt32(hexadecimal, 16);
        return (address < FirstOfUser ? address + Step : address).ToString("x8", CultureInfo.InvariantCulture);
    }

    private static string Entries(string hexadecimal)
    {
        ulong entry = Convert.ToUInt64(hexadecimal, 16);
        return ((entry & 1) != 0 ? entry + Step : entry).ToString("x" + hexadecimal.Length, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"(\bpid=|\bparent=|^\[)([0-9]+)")]
    private static partial Regex Pid();

    [GeneratedRegex(@"(\bmin=|\bmax=)([0-9]+)")]
    private static partial Regex Cycles();

    [GeneratedRegex("^(#[A-Z]+ )([0-9]+)")]
    private static partial Regex Sequence();

    [GeneratedRegex(@"(\beip=|\bcr2=|\bat=|\baddress=|\bcr3=)([0-9a-f]{8})\b")]
    private static partial Regex Address();

    [GeneratedRegex(@"(\bpdpte=|\bpde=|\bpte=)([0-9a-f]+)\b")]
    private static partial Regex Entry();

    // Only whole lines: one that goes on must stay behind what it goes on with, which is its own task's.
    [GeneratedRegex(@"^\[[0-9]+ ([^ \]+]+)\+?\] ")]
    private static partial Regex ProgramsLine();

    [GeneratedRegex("^#[A-Z]+ [0-9]+ task=([^ ]+)")]
    private static partial Regex FaultsTask();
}
