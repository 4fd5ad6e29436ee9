using System;
using System.Collections.Generic;
using System.Linq;
using CosmosKernel.Paging;

namespace CosmosPaging.Tests.Kernel;

/// <summary>
/// The SDM's sentences, one by one, as a second opinion on <see cref="AccessCheck"/>: slow, and of another make. Nothing in it walks,
/// counts or combines; each sentence is asked of the whole case. The numbers are those of the sections of volume 3.
/// </summary>
internal static class AccessCheckOracle
{
    /// <summary>The bits that must be 0: table of the entry's kind, condition, bits as the SDM writes them ("M" is MAXPHYADDR).</summary>
    private static readonly (
        string Section, string Entry, Func<AccessCheckCase, bool> When, Func<AccessCheckCase, (int High, int Low)> Bits)[] Reserved =
    [
        ("4.3", "4 MB pde", c => c.Pse && !c.Pse36, _ => (21, 13)),
        ("4.3", "4 MB pde", c => c.Pse && c.Pse36, c => (21, Math.Min(40, c.M) - 19)),
        ("4.3", "4 KB pte", c => c.Pse && !c.Pat, _ => (7, 7)),
        ("4.3", "4 MB pde", c => c.Pse && !c.Pat, _ => (12, 12)),
        ("4.4.2", "pae pde", _ => true, c => (62, c.M)),
        ("4.4.2", "2 MB pde", _ => true, c => (62, c.M)),
        ("4.4.2", "pae pte", _ => true, c => (62, c.M)),
        ("4.4.2", "2 MB pde", _ => true, _ => (20, 13)),
        ("4.4.2", "pae pde", c => !c.Nxe, _ => (63, 63)),
        ("4.4.2", "2 MB pde", c => !c.Nxe, _ => (63, 63)),
        ("4.4.2", "pae pte", c => !c.Nxe, _ => (63, 63)),
        ("4.4.2", "pae pte", c => !c.Pat, _ => (7, 7)),
        ("4.4.2", "2 MB pde", c => !c.Pat, _ => (12, 12)),
        ("4.4.1", "pdpte", _ => true, _ => (2, 1)),
        ("4.4.1", "pdpte", _ => true, _ => (8, 5)),
        ("4.4.1", "pdpte", _ => true, c => (63, c.M)),
    ];

    /// <summary>4.6.1: what is allowed, as the SDM lists it: mode, access, the kind of address, and the sentence's condition.</summary>
    private static readonly (bool UserMode, AccessKind Access, bool UserAddress, Func<AccessCheckCase, bool> Allowed)[] Rights =
    [
        // "For supervisor-mode accesses: Data may be read (implicitly or explicitly) from any supervisor-mode address …"
        (false, AccessKind.Read, false, _ => true),
        // "Data reads from user-mode pages": if SMAP = 0, any; if SMAP = 1, explicitly with AC = 1, implicitly never.
        (false, AccessKind.Read, true, c => !c.Smap || (c.Ac && !c.Implicit)),
        // "Data writes to supervisor-mode addresses": if WP = 0, any; if WP = 1, with a translation for which R/W is 1 in every entry.
        (false, AccessKind.Write, false, c => !c.Wp || All(c, 1)),
        // "Data writes to user-mode addresses": both conditions.
        (false, AccessKind.Write, true, c => (!c.Smap || (c.Ac && !c.Implicit)) && (!c.Wp || All(c, 1))),
        // "Instruction fetches from supervisor-mode addresses": with 32-bit paging or NXE = 0, any; else XD is 0 in every entry.
        (false, AccessKind.Fetch, false, c => !c.Wide || !c.Nxe || None(c, 63)),
        // "Instruction fetches from user-mode addresses": if SMEP = 0, the same; if SMEP = 1, none.
        (false, AccessKind.Fetch, true, c => !c.Smep && (!c.Wide || !c.Nxe || None(c, 63))),
        // "For user-mode accesses: data may be read from any user-mode address"; "from supervisor-mode addresses: may not".
        (true, AccessKind.Read, true, _ => true),
        (true, AccessKind.Read, false, _ => false),
        (true, AccessKind.Write, true, c => All(c, 1)),
        (true, AccessKind.Write, false, _ => false),
        (true, AccessKind.Fetch, true, c => !c.Wide || !c.Nxe || None(c, 63)),
        (true, AccessKind.Fetch, false, _ => false),
    ];

    /// <summary>Whether the load of CR3 is refused because of the top entry.</summary>
    public static bool IsRefusedWhenLoaded(AccessCheckCase c) => c.Kinds[0] == "pdpte" && P(c.Used[0]) && HasReserved(c, 0);

    /// <summary>4.7: the error code, sentence by sentence; null if there is no page fault.</summary>
    public static PageFaultErrorCode? ErrorCode(AccessCheckCase c)
    {
        bool reserved = Enumerable.Range(0, c.Used.Count).Any(i => P(c.Used[i]) && HasReserved(c, i));
        bool translation = c.Used.All(P) && !reserved;
        if (translation && Allowed(c))
        {
            return null;
        }

        // Of two obstacles the upper one is met first: an entry with P=0 is the last that is used, so a reserved bit lies above it.
        int code = 0;
        code |= !translation && !reserved ? 0 : 1; // "P flag: 0 if there is no translation because the P flag was 0 in one of the entries"
        code |= c.Access.Kind == AccessKind.Write ? 2 : 0; // "W/R"
        code |= c.UserMode ? 4 : 0; // "U/S: 1 if a user-mode access"
        code |= reserved ? 8 : 0; // "RSVD: 1 if a reserved bit was set"
        code |= c.Access.Kind == AccessKind.Fetch && (c.Smep || (c.Wide && c.Nxe)) ? 16 : 0; // "I/D"
        return (PageFaultErrorCode)code;
    }

    /// <summary>Tables 4-4 to 4-6 and 4-9 to 4-11: where an address leads, put together bit by bit.</summary>
    public static ulong Physical(AccessCheckCase c)
    {
        string kind = c.Kinds[c.Used.Count - 1];
        ulong leaf = c.Used[^1];
        int offsetBits = kind switch { "4 MB pde" => 22, "2 MB pde" => 21, _ => 12 };
        ulong address = 0;
        for (int bit = 0; bit < 52; bit++)
        {
            int source = bit < offsetBits ? -1 : kind == "4 MB pde" && bit >= 32 ? bit - 32 + 13 : bit;
            bool exists = kind switch
            {
                "4 MB pde" => bit < 32 || (c.Pse36 && bit < Math.Min(40, c.M)),
                "4 KB pte" => bit < 32,
                _ => true,
            };
            bool set = source < 0 ? ((c.Linear >> bit) & 1) != 0 : exists && ((leaf >> source) & 1) != 0;
            address |= set ? 1UL << bit : 0;
        }

        return address;
    }

    /// <summary>4.8: A and D of one entry after an access that took place.</summary>
    public static ulong BitsSet(AccessCheckCase c, int depth) =>
        depth >= c.Used.Count || c.Kinds[depth] == "pdpte" ? 0u
        : depth == c.Used.Count - 1 && c.Access.Kind == AccessKind.Write ? 0x60u
        : 0x20u;

    private static bool Allowed(AccessCheckCase c) =>
        Rights.Single(r => r.UserMode == c.UserMode && r.Access == c.Access.Kind && r.UserAddress == All(c, 2)).Allowed(c);

    private static bool HasReserved(AccessCheckCase c, int depth) =>
        Reserved.Where(r => r.Entry == c.Kinds[depth] && r.When(c)).Select(r => r.Bits(c))
            .Any(bits => Enumerable.Range(0, 64).Any(bit => bit <= bits.High && bit >= bits.Low && ((c.Used[depth] >> bit) & 1) != 0));

    private static bool P(ulong entry) => (entry & 1) != 0;

    private static IEnumerable<ulong> WithRights(AccessCheckCase c) => c.Used.Where((_, i) => c.Kinds[i] != "pdpte");

    private static bool All(AccessCheckCase c, int bit) => WithRights(c).All(entry => ((entry >> bit) & 1) != 0);

    private static bool None(AccessCheckCase c, int bit) => WithRights(c).All(entry => ((entry >> bit) & 1) == 0);
}
