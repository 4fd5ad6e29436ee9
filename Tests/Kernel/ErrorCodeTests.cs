using System.Collections.Generic;
using System.Linq;
using CosmosKernel.Faults;
using CosmosKernel.Memory;
using CosmosKernel.Paging;
using NUnit.Framework;

namespace CosmosPaging.Tests.Kernel;

/// <summary>
/// Every error code against every state of the tables: a verdict may not contradict what the processor pushed. What the code has to be,
/// <see cref="AccessCheckOracle"/> says, which is of another make than the explainer.
/// </summary>
[TestFixture]
public sealed class ErrorCodeTests
{
    private const uint Address = 0x40001000;
    private const int Codes = 64; // P, W/R, U/S, RSVD, I/D, and PK, which this kernel never turns on
    private const AccessControlBits Usual =
        AccessControlBits.WriteProtect | AccessControlBits.PageSizeExtensions | AccessControlBits.PageAttributeTable;

    private const AccessControlBits Smep = AccessControlBits.SupervisorExecutionPrevention;
    private const AccessControlBits Smap = AccessControlBits.SupervisorAccessPrevention;
    private const AccessControlBits Nxe = AccessControlBits.ExecuteDisable;

    private static readonly LinearRange UserSpace = new(0, 0xBFFFFFFF);
    private static readonly LinearRange Stack = new(0xBFF00000, 0xBFFFFFFF);

    private static readonly AccessControlBits[] Switches =
        [Usual, Usual | Nxe, Usual | Smep, Usual | Nxe | Smap, Usual & ~AccessControlBits.WriteProtect];

    [TestCase("two-level")]
    [TestCase("pae")]
    public void NoVerdictContradictsTheErrorCode(string format)
    {
        PageWalk nowhere = ExplainedWalk.Of(new LinearAddress(Address), Cells.Format(format), default, default).Walk;
        int pairs = 0;
        int stale = 0;
        foreach ((AccessCheckCase c, PageFaultErrorCode code) in Pairs(Cells.Format(format)))
        {
            PageWalk walk = WalkOf(c);
            AccessOutcome outcome = FaultExplainer.Judge(walk, code, c.Access, c.Control, Emulator.None);
            Verdict verdict = FaultExplainer.PageFault(walk, outcome, nowhere, code, UserSpace, Stack);
            bool isPossible = !AccessCheckOracle.IsRefusedWhenLoaded(c) && AccessCheckOracle.ErrorCode(c) == code;
            if (isPossible == (verdict == Verdict.StaleTranslation) || !Fits(verdict, c, code))
            {
                Assert.Fail($"{c}\ncode {(uint)code:x2}, verdict {verdict}, the sentences say {(int?)AccessCheckOracle.ErrorCode(c):x}");
            }

            pairs++;
            stale += verdict == Verdict.StaleTranslation ? 1 : 0;
        }

        Assert.That(pairs, Is.EqualTo(format == "pae" ? 307_200 : 46_080));
        Assert.That(stale, Is.InRange(pairs * 9 / 10, pairs - (pairs / 100)), "of 64 codes one is right, if any");
    }

    /// <summary>An entry accepts the codes of its own case on its own emulator; everything else stays stale.</summary>
    [TestCase("two-level")]
    [TestCase("pae")]
    public void AQuirkAcceptsItsOwnCaseAlone(string format)
    {
        Dictionary<string, int> accepted = EmulatorQuirk.All.ToDictionary(quirk => quirk.Name, _ => 0);
        foreach ((AccessCheckCase c, PageFaultErrorCode code) in Pairs(Cells.Format(format)))
        {
            PageWalk walk = WalkOf(c);
            AccessOutcome real = FaultExplainer.Judge(walk, code, c.Access, c.Control, Emulator.None);
            AccessOutcome emulated = FaultExplainer.Judge(walk, code, c.Access, c.Control, Emulator.Qemu);
            bool isReal = FaultExplainer.Explains(real, code);
            if (isReal || !FaultExplainer.Explains(emulated, code))
            {
                continue;
            }

            string? name = CaseOf(c, code, real);
            Assert.That(name, Is.Not.Null, $"{c}\ncode {(uint)code:x2} is accepted of QEMU, and is no case of its");
            accepted[name!]++;
        }

        string[] expected = format == "pae"
            ? ["accessed-at-top", "loaded-unchecked", "reserved-without-present"]
            : ["reserved-ignored", "reserved-without-present"];
        Assert.That(accepted.Where(quirk => quirk.Value > 0).Select(quirk => quirk.Key).Order(), Is.EqualTo(expected));
    }

    [Test]
    public void AQuirkSaysWhoseItIs()
    {
        foreach (EmulatorQuirk quirk in EmulatorQuirk.All)
        {
            Assert.That(quirk.Emulator, Is.Not.EqualTo(Emulator.None), quirk.Name);
            Assert.That(quirk.Versions, Does.Match("^[0-9]+\\.[0-9]+(, [0-9]+\\.[0-9]+)*$"), quirk.Name);
            Assert.That(quirk.Reason, Does.Contain("vol. 3").And.Not.EndWith("."), quirk.Name);
        }

        Assert.That(EmulatorQuirk.All.Select(quirk => quirk.Name), Is.Unique);
    }

    /// <summary>What the code and the entries must be for a verdict, said for each verdict by itself.</summary>
    private static bool Fits(Verdict verdict, AccessCheckCase c, PageFaultErrorCode code)
    {
        bool present = c.Used.All(entry => (entry & 1) != 0);
        ulong[] rights = [.. c.Used.Where((_, depth) => c.Kinds[depth] != "pdpte")];
        bool Has(PageFaultErrorCode bits) => (code & bits) == bits;
        const PageFaultErrorCode p = PageFaultErrorCode.Protection;
        return verdict switch
        {
            Verdict.StaleTranslation => true,
            Verdict.UserHole => !Has(p) && !Has(PageFaultErrorCode.ReservedBit) && !present,
            Verdict.ReservedBit => Has(p | PageFaultErrorCode.ReservedBit),
            Verdict.SupervisorOnly => Has(p | PageFaultErrorCode.User) && present && rights.Any(entry => (entry & 4) == 0),
            Verdict.ReadOnly => Has(p | PageFaultErrorCode.Write) && present && rights.Any(entry => (entry & 2) == 0),
            Verdict.NoExecute => Has(p | PageFaultErrorCode.Fetch) && present && rights.Any(entry => entry >> 63 != 0),
            Verdict.Smep => Has(p | PageFaultErrorCode.Fetch) && !Has(PageFaultErrorCode.User) && rights.All(entry => (entry & 4) != 0),
            Verdict.Smap => Has(p) && (code & (PageFaultErrorCode.User | PageFaultErrorCode.Fetch)) == 0
                && rights.All(entry => (entry & 4) != 0),
            _ => false,
        };
    }

    /// <summary>Which of QEMU's cases it is, by what is in the tables.</summary>
    private static string? CaseOf(AccessCheckCase c, PageFaultErrorCode code, AccessOutcome real)
    {
        if (real.Reason == AccessReason.ReservedWhenLoaded)
        {
            bool isAccessedAlone = (c.Used[0] & ~0xFFFFF000ul) == 0x21;
            PageFaultErrorCode why = code & (PageFaultErrorCode.ReservedBit | PageFaultErrorCode.Protection);
            return isAccessedAlone && why == PageFaultErrorCode.ReservedBit
                ? "reserved-without-present"
                : isAccessedAlone ? "accessed-at-top" : "loaded-unchecked";
        }

        return real.Reason != AccessReason.ReservedBit ? null
            : code == (real.ErrorCode & ~PageFaultErrorCode.Protection) ? "reserved-without-present"
            : c.Kinds[0] == "4 MB pde" && (c.Used[0] & 0x1FF000) != 0 && (code & PageFaultErrorCode.ReservedBit) == 0 ? "reserved-ignored"
            : null;
    }

    private static PageWalk WalkOf(AccessCheckCase c)
    {
        PageEntry[] raw = [.. c.Used.Select(entry => new PageEntry(entry)), default, default];
        return ExplainedWalk.Of(new LinearAddress(Address), c.Format, new AccessEntries(raw[0], raw[1], raw[2]), default).Walk;
    }

    /// <summary>All combinations of the bits that decide, a reserved bit of each kind, and all codes, for ring 3 and ring 0.</summary>
    private static IEnumerable<(AccessCheckCase Case, PageFaultErrorCode Code)> Pairs(PagingFormat format)
    {
        foreach (ulong[] entries in Tables(format))
        {
            foreach (AccessControlBits switches in Switches)
            {
                var control = new AccessControl(switches, 36);
                foreach (bool isUser in new[] { true, false })
                {
                    for (int code = 0; code < Codes; code++)
                    {
                        Access access = FaultExplainer.AccessOf((PageFaultErrorCode)code, false, isUser);
                        yield return (new AccessCheckCase(format, entries, Address, access, control), (PageFaultErrorCode)code);
                    }
                }
            }
        }
    }

    private static IEnumerable<ulong[]> Tables(PagingFormat format)
    {
        ulong[] pte = [0x0, 0x3006, 0x3001, 0x3003, 0x3005, 0x3007];
        ulong[] pde = [0x0, 0x2006, 0x2001, 0x2003, 0x2005, 0x2007, 0x400087, 0x400085, 0x400083];
        if (format == PagingFormat.TwoLevel)
        {
            return from directory in (ulong[])[.. pde, 0x402087, 0x600087, 0x402083]
                   from page in pte
                   select new[] { directory, page };
        }

        const ulong xd = PageEntry.ExecuteDisableBit;
        ulong[] pdpte = [0x0, 0x1001, 0x1021, 0x1005];
        ulong[] directories = [.. pde, 0x2007 | xd, 0x2007 | (1UL << 40), 0x402087];
        return from top in pdpte
               from directory in directories
               from page in (ulong[])[.. pte, 0x3007 | xd, 0x3003 | xd, 0x3005 | xd, 0x3007 | (1UL << 62)]
               select new[] { top, directory, page };
    }
}
