using System.Linq;
using CosmosKernel.Paging;
using NUnit.Framework;

namespace CosmosPaging.Tests.Kernel;

/// <summary>
/// Two published tests of page protection, as far as their rules are known, against <see cref="AccessCheck"/>: which cases KVM's unit test
/// "access" goes through under PAE and what it expects of each, and the table of test386's page faults. Nothing is copied but the numbers:
/// that so many cases come out, of which so many fault, says that the rules below are those.
/// </summary>
[TestFixture]
public sealed class PublishedCasesTests
{
    private const int AllKvmCases = 724_992;
    private const int KvmFaults = 662_432;

    // Choices of access and processor, as bits of one number: user, write, fetch, NXE, WP.
    private const int OtherBits = 5;
    private const int PhysicalAddressBits = 36; // bit 36 is reserved, and bit 51

    private const ulong NX = PageEntry.ExecuteDisableBit;
    private const ulong Bit51 = 1UL << 51;
    private const ulong Bit36 = 1UL << 36;
    private const ulong Bit13 = 1UL << 13;
    private const ulong Size = PageEntry.LargeBit;

    private static readonly ulong[] OfPte = [1, 2, 4, 0x20, 0x40, NX, Bit51, Bit36];
    private static readonly ulong[] OfPde = [1, 2, 4, 0x20, 0x40, NX, Bit51, Bit36, Size, Bit13];

    private static readonly ulong[] Pte = Combinations(OfPte);
    private static readonly ulong[] Pde = Combinations(OfPde);

    /// <summary>
    /// Every combination of P, R/W, U/S, A, D, XD and the reserved bits 51 and 36 in a PTE; the same with PS and its bit 13 in a PDE; read,
    /// write and fetch; user and supervisor; NXE and WP off and on. Two reserved bits at once are left out, and so is bit 13 without PS.
    /// </summary>
    [Test]
    public void AllOfKvmsCasesUnderPae()
    {
        int cases = 0;
        int faults = 0;
        foreach (ulong pde in Pde)
        {
            foreach (ulong pte in Pte)
            {
                for (int other = 0; other < 1 << OtherBits; other++)
                {
                    (bool user, bool write, bool fetch) = ((other & 1) != 0, (other & 2) != 0, (other & 4) != 0);
                    (bool nxe, bool wp) = ((other & 8) != 0, (other & 16) != 0);
                    ulong reserved = Bit51 | Bit36 | (nxe ? 0 : NX);
                    int broken = CountOf(pte & reserved) + CountOf(pde & (reserved | Bit13));
                    if ((write && fetch) || broken > 1 || (pde & (Size | Bit13)) == Bit13)
                    {
                        continue;
                    }

                    int? expected = Expected(pde, pte, user, write, fetch, nxe, wp);
                    AccessOutcome outcome = Ask(pde, pte, user, write, fetch, nxe, wp);
                    bool same = expected is null ? outcome.IsAllowed : outcome.IsPageFault && (int)outcome.ErrorCode == expected;
                    if (!same || (expected is null && !LeavesWhatKvmExpects(outcome, (pde & Size) != 0, write)))
                    {
                        Assert.Fail($"pde={pde:x} pte={pte:x} user={user} write={write} fetch={fetch} nxe={nxe} wp={wp}: "
                            + $"expected {expected:x2}, predicted {outcome.Reason} {(int)outcome.ErrorCode:x2}");
                    }

                    cases++;
                    faults += expected is null ? 0 : 1;
                }
            }
        }

        Assert.That((cases, faults), Is.EqualTo((AllKvmCases, KvmFaults)));
    }

    // S supervisor, U user; R read-only, W writable. The error code of a read and a write of ring 3, then of ring 0; - for none. WP=0.
    [TestCase("SR SR  5 7  - -")]
    [TestCase("SR SW  5 7  - -")]
    [TestCase("SW SR  5 7  - -")]
    [TestCase("SW SW  5 7  - -")]
    [TestCase("SR UR  5 7  - -")]
    [TestCase("SR UW  5 7  - -")]
    [TestCase("SW UR  5 7  - -")]
    [TestCase("SW UW  5 7  - -")]
    [TestCase("UR SR  5 7  - -")]
    [TestCase("UR SW  5 7  - -")]
    [TestCase("UW SR  5 7  - -")]
    [TestCase("UW SW  5 7  - -")]
    [TestCase("UR UR  - 7  - -")]
    [TestCase("UR UW  - 7  - -")]
    [TestCase("UW UR  - 7  - -")]
    [TestCase("UW UW  - -  - -")]
    public void The64RowsOfTest386WithBothEntriesPresent(string row)
    {
        string[] words = row.Split(' ', System.StringSplitOptions.RemoveEmptyEntries);
        for (int i = 0; i < 4; i++)
        {
            AccessOutcome outcome = Ask386(words[0], words[1], isUser: i < 2, isWrite: i % 2 != 0);
            string code = outcome.IsAllowed ? "-" : ((int)outcome.ErrorCode).ToString("x", null);
            Assert.That(code, Is.EqualTo(words[2 + i]), $"access {i}");
            if (outcome.IsAllowed)
            {
                Assert.That((outcome.BitsSet(0), outcome.BitsSet(1)), Is.EqualTo((0x20ul, i % 2 != 0 ? 0x60ul : 0x20ul)), "A and D");
            }
        }
    }

    // With a minus sign: not present. r, w: by ring 0; R, W: by ring 3.
    [TestCase("SW", "-SW", 'r', 0)]
    [TestCase("SW", "-SW", 'w', 2)]
    [TestCase("SW", "-SW", 'R', 4)]
    [TestCase("SW", "-SW", 'W', 6)]
    [TestCase("UW", "-UW", 'R', 4)]
    [TestCase("UR", "-UR", 'W', 6)]
    [TestCase("-SW", "SW", 'r', 0)]
    [TestCase("-SW", "SW", 'w', 2)]
    [TestCase("-SW", "UW", 'R', 4)]
    [TestCase("-SW", "UW", 'W', 6)]
    public void The10RowsOfTest386WithOneEntryAbsent(string pde, string pte, char access, int error)
    {
        AccessOutcome outcome = Ask386(pde, pte, char.IsUpper(access), char.ToUpperInvariant(access) == 'W');
        Assert.That((outcome.IsPageFault, (int)outcome.ErrorCode), Is.EqualTo((true, error)));
        Assert.That(outcome.Reason, Is.EqualTo(AccessReason.NotPresent));
    }

    /// <summary>The error code that KVM's test expects; null if the access takes place.</summary>
    private static int? Expected(ulong pde, ulong pte, bool user, bool write, bool fetch, bool nxe, bool wp)
    {
        int tried = (user ? 4 : 0) | (write ? 2 : 0) | (fetch && nxe ? 16 : 0);
        ulong reserved = Bit51 | Bit36 | (nxe ? 0 : NX);
        if ((pde & 1) == 0)
        {
            return tried;
        }

        if ((pde & (reserved | Bit13)) != 0)
        {
            return tried | 9;
        }

        bool hasTable = (pde & Size) == 0;
        if (hasTable && (pte & 1) == 0)
        {
            return tried;
        }

        if (hasTable && (pte & reserved) != 0)
        {
            return tried | 9;
        }

        ulong all = hasTable ? pde & pte : pde;
        ulong any = hasTable ? pde | pte : pde;
        bool refused = (user && (all & 4) == 0) || (write && (all & 2) == 0 && (user || wp)) || (fetch && (any & NX) != 0);
        return refused ? tried | 1 : null;
    }

    private static bool LeavesWhatKvmExpects(AccessOutcome outcome, bool isLarge, bool write)
    {
        ulong leaf = write ? 0x60u : 0x20u;
        return outcome.BitsSet(0) == 0 && (isLarge
            ? outcome.BitsSet(1) == leaf && outcome.BitsSet(2) == 0
            : outcome.BitsSet(1) == 0x20 && outcome.BitsSet(2) == leaf);
    }

    private static AccessOutcome Ask(ulong pde, ulong pte, bool user, bool write, bool fetch, bool nxe, bool wp)
    {
        ulong below = (pde & Size) != 0 ? 0x200000u : 0x2000u;
        var entries = new AccessEntries(new PageEntry(0x1001), new PageEntry(pde | below), new PageEntry(pte | 0x3000));
        AccessControlBits bits = AccessControlBits.PageAttributeTable
            | (nxe ? AccessControlBits.ExecuteDisable : 0) | (wp ? AccessControlBits.WriteProtect : 0);
        AccessKind kind = write ? AccessKind.Write : fetch ? AccessKind.Fetch : AccessKind.Read;
        return AccessCheck.Check(
            PagingFormat.Pae, entries, default, new Access(kind, user ? 3 : 0), new AccessControl(bits, PhysicalAddressBits));
    }

    private static AccessOutcome Ask386(string pde, string pte, bool isUser, bool isWrite)
    {
        var entries = new AccessEntries(new PageEntry(0x2000 | Bits(pde)), new PageEntry(0x3000 | Bits(pte)));
        var access = new Access(isWrite ? AccessKind.Write : AccessKind.Read, isUser ? 3 : 0);
        return AccessCheck.Check(PagingFormat.TwoLevel, entries, default, access, new AccessControl(AccessControlBits.None, 32));
    }

    private static ulong Bits(string rights) =>
        (rights[0] == '-' ? 0ul : 1) | (rights.Contains('U') ? 4ul : 0) | (rights.Contains('W') ? 2ul : 0);

    private static ulong[] Combinations(ulong[] bits) =>
        [
            .. from choice in Enumerable.Range(0, 1 << bits.Length)
               select bits.Where((_, i) => ((choice >> i) & 1) != 0).Aggregate(0ul, (all, bit) => all | bit),
        ];

    private static int CountOf(ulong bits) => System.Numerics.BitOperations.PopCount(bits);
}
