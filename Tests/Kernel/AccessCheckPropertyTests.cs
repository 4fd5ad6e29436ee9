using System;
using CosmosKernel.Paging;
using NUnit.Framework;

namespace CosmosPaging.Tests.Kernel;

/// <summary><see cref="AccessCheck"/> against <see cref="AccessCheckOracle"/>, over entries that nobody thought of.</summary>
[TestFixture]
public sealed class AccessCheckPropertyTests
{
    private const int Cases = 400_000;

    [TestCase("two-level", 1)]
    [TestCase("two-level", 2)]
    [TestCase("pae", 3)]
    [TestCase("pae", 4)]
    public void EveryPredictionIsWhatTheSentencesSay(string format, int seed)
    {
        var random = new Random(seed);
        int allowed = 0;
        for (int i = 0; i < Cases; i++)
        {
            AccessCheckCase c = Draw(random, Cells.Format(format));
            AccessOutcome outcome = c.Predict();
            if (!Agrees(c, outcome))
            {
                Assert.Fail($"{c}\npredicted {outcome.Reason} {(int)outcome.ErrorCode:x}, the sentences say "
                    + $"{(int?)AccessCheckOracle.ErrorCode(c):x}");
            }

            allowed += outcome.IsAllowed ? 1 : 0;
        }

        // The draw is of use only if both ends are common.
        Assert.That(allowed, Is.InRange(Cases / 10, Cases - (Cases / 10)));
    }

    [Property(MaxTest = 5000)]
    public bool WhateverTheEntriesThePredictionAgrees(bool pae, ulong first, ulong second, ulong third, uint linear, int seed)
    {
        PagingFormat format = pae ? PagingFormat.Pae : PagingFormat.TwoLevel;
        ulong[] entries = pae ? [first, second, third] : [(uint)first, (uint)second];
        var random = new Random(seed);
        var c = new AccessCheckCase(format, entries, linear, DrawAccess(random), DrawControl(random));
        return Agrees(c, c.Predict());
    }

    [Property(MaxTest = 2000)]
    public bool WhatIsReadButNotUsedHasNoSay(bool pae, int seed, ulong other)
    {
        var random = new Random(seed);
        AccessCheckCase c = Draw(random, pae ? PagingFormat.Pae : PagingFormat.TwoLevel);
        ulong[] changed = new ulong[c.Kinds.Count];
        for (int i = 0; i < changed.Length; i++)
        {
            changed[i] = i < c.Used.Count ? c.Used[i] : pae ? other : (uint)other;
        }

        AccessOutcome before = c.Predict();
        AccessOutcome after = new AccessCheckCase(c.Format, changed, c.Linear, c.Access, c.Control).Predict();
        return before.Reason == after.Reason && before.ErrorCode == after.ErrorCode && before.PhysicalAddress == after.PhysicalAddress;
    }

    private static bool Agrees(AccessCheckCase c, AccessOutcome outcome)
    {
        if (AccessCheckOracle.IsRefusedWhenLoaded(c))
        {
            return outcome.Reason == AccessReason.ReservedWhenLoaded && !outcome.IsAllowed && !outcome.IsPageFault;
        }

        PageFaultErrorCode? error = AccessCheckOracle.ErrorCode(c);
        if (error is not null)
        {
            return outcome.IsPageFault
                && !outcome.IsAllowed
                && outcome.ErrorCode == error
                && outcome.Depth <= outcome.LastDepth
                && LeavesNothing(outcome, c);
        }

        bool same = outcome.IsAllowed && !outcome.IsPageFault && outcome.PhysicalAddress == AccessCheckOracle.Physical(c);
        for (int depth = 0; depth < c.Kinds.Count; depth++)
        {
            same &= outcome.BitsSet(depth) == AccessCheckOracle.BitsSet(c, depth) && outcome.BitsLeftOpen(depth) == 0;
        }

        return same;
    }

    private static bool LeavesNothing(AccessOutcome outcome, AccessCheckCase c)
    {
        bool nothing = true;
        for (int depth = 0; depth < c.Kinds.Count; depth++)
        {
            bool open = depth < outcome.LastDepth && c.Kinds[depth] != "pdpte";
            nothing &= outcome.BitsSet(depth) == 0 && outcome.BitsLeftOpen(depth) == (open ? PageEntry.AccessedBit : 0);
        }

        return nothing;
    }

    private static AccessCheckCase Draw(Random random, PagingFormat format)
    {
        ulong[] entries = new ulong[format.LevelCount];
        for (int i = 0; i < entries.Length; i++)
        {
            entries[i] = DrawEntry(random, format, i);
        }

        return new AccessCheckCase(format, entries, (uint)random.NextInt64(1L << 32), DrawAccess(random), DrawControl(random));
    }

    /// <summary>Mostly something that a system could have written, with a bit out of place now and then; sometimes anything.</summary>
    private static ulong DrawEntry(Random random, PagingFormat format, int depth)
    {
        bool wide = format.EntryBytes == sizeof(ulong);
        ulong any = wide ? (ulong)random.NextInt64(long.MinValue, long.MaxValue) : (uint)random.NextInt64(1L << 32);
        if (random.Next(8) == 0)
        {
            return any;
        }

        bool top = wide && depth == 0;
        ulong entry = top ? any & 0xFFFFFE19 : any & 0xFFFFFF7F;
        entry |= random.Next(8) == 0 ? 0 : 1u;
        entry |= random.Next(2) == 0 && !top ? 6u : 0;
        if (depth == format.LevelCount - 2 && random.Next(3) == 0)
        {
            entry = (entry & ~0x1FE000UL & ~0x200000UL) | 0x80;
        }

        entry |= wide && !top && random.Next(4) == 0 ? 1UL << 63 : 0;
        return random.Next(4) == 0 ? entry ^ (1UL << random.Next(wide ? 64 : 32)) : entry;
    }

    private static Access DrawAccess(Random random)
    {
        var kind = (AccessKind)random.Next(3);
        int privilegeLevel = random.Next(2) == 0 ? 3 : random.Next(4);
        return kind != AccessKind.Fetch && random.Next(4) == 0 ? Access.Implicit(kind, privilegeLevel) : new Access(kind, privilegeLevel);
    }

    private static AccessControl DrawControl(Random random) =>
        new((AccessControlBits)random.Next(256), new[] { 32, 36, 40, 46, 52 }[random.Next(5)]);
}
