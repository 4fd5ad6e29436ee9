using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Globalization;

namespace CosmosPaging.Lab.Guest;

/// <summary>The processor's exceptions: mnemonic and vector (SDM vol. 3, table 6-1).</summary>
public static class ExceptionVectors
{
    private static readonly FrozenDictionary<string, int> ByMnemonic = new Dictionary<string, int>
    {
        ["#DE"] = 0,
        ["#DB"] = 1,
        ["NMI"] = 2,
        ["#BP"] = 3,
        ["#OF"] = 4,
        ["#BR"] = 5,
        ["#UD"] = 6,
        ["#NM"] = 7,
        ["#DF"] = 8,
        ["#TS"] = 10,
        ["#NP"] = 11,
        ["#SS"] = 12,
        ["#GP"] = 13,
        ["#PF"] = 14,
        ["#MF"] = 16,
        ["#AC"] = 17,
        ["#MC"] = 18,
        ["#XM"] = 19,
        ["#VE"] = 20,
        ["#CP"] = 21,
    }.ToFrozenDictionary();

    /// <summary>How many vectors the processor keeps for itself.</summary>
    public const int Count = 32;

    /// <summary>The vector of the page fault, the one exception that leaves an address in CR2.</summary>
    public const int PageFault = 14;

    /// <summary>Finds the vector of an exception.</summary>
    /// <param name="mnemonic">
    /// The mnemonic with its number sign, such as <c>#PF</c>; or, where the SDM has none, the vector in two digits, such as <c>#09</c>.
    /// </param>
    /// <param name="vector">The vector, if there is such an exception.</param>
    /// <returns>Whether there is such an exception.</returns>
    public static bool TryGetVector(string mnemonic, out int vector) =>
        ByMnemonic.TryGetValue(mnemonic, out vector)
        || (mnemonic is ['#', ..]
            && int.TryParse(mnemonic.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out vector)
            && vector < Count);
}
