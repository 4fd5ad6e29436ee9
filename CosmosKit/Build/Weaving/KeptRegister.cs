using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace CosmosKit.Build.Weaving;

/// <summary>
/// A register that compiled code wants back from what it calls. Assembler plugs may use all registers; but what a plug does not change need
/// not be saved for it, and most are a few instructions.
/// </summary>
/// <param name="DwarfNumber">Its number in DWARF's tables for i386.</param>
internal sealed partial record KeptRegister(string Name, int DwarfNumber)
{
    private static readonly KeptRegister FramePointer = new("ebp", 5);

    private static readonly (KeptRegister Register, string[] Parts)[] Others =
    [
        (new("ebx", 3), ["ebx", "bx", "bl", "bh"]),
        (new("esi", 6), ["esi", "si"]),
        (new("edi", 7), ["edi", "di"]),
    ];

    // Of the three registers these change what they name, if anything. An instruction that is not here may change all of them, or lead to
    // what does.
    private static readonly FrozenSet<string> Plain = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "add", "and", "cli", "cmp", "fninit", "fnsave", "frstor", "fxrstor", "fxsave", "hlt", "in", "invlpg", "ldmxcsr", "lea", "lgdt",
        "lidt", "lldt", "ltr", "mov",
        "movzx", "not", "or", "out", "pop", "popfd", "push", "pushfd", "rdmsr", "rdtsc", "shl", "shr", "sti", "str", "sub", "test", "wrmsr",
        "xor");

    /// <summary>The registers that a plug may change, in the order in which they are pushed.</summary>
    /// <param name="text">The plug's text.</param>
    /// <returns>
    /// EBP, which is always the frame's, and of the others those that the text names; all if there is an instruction in it of which that
    /// does not follow.
    /// </returns>
    public static IReadOnlyList<KeptRegister> ChangedBy(string text)
    {
        string[] lines = [.. text.Split('\n').Select(line => line.Split(';')[0].Trim()).Where(line => line.Length != 0)];
        bool isPlain = lines.All(line => Plain.Contains(line.Split([' ', '\t'], 2)[0]));
        HashSet<string> words = [.. lines.SelectMany(line => Word().Matches(line)).Select(word => word.Value.ToLowerInvariant())];
        return [FramePointer, .. Others.Where(other => !isPlain || other.Parts.Any(words.Contains)).Select(other => other.Register)];
    }

    [GeneratedRegex("[A-Za-z_.$][A-Za-z0-9_.$]*")]
    private static partial Regex Word();
}
