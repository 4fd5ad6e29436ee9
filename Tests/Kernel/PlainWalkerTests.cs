using System;
using System.Collections.Generic;
using CosmosKernel.Memory;
using CosmosKernel.Paging;
using NUnit.Framework;

namespace CosmosPaging.Tests.Kernel;

/// <summary>
/// Random tables in memory, walked by the kernel's <see cref="PageTables.Walk(LinearAddress)"/> and judged by <see cref="AccessCheck"/>,
/// and translated by
/// <see cref="PlainWalker"/>: once from CR3 to the answer, so that no entry is handed from the one to the other.
/// </summary>
[TestFixture]
public sealed unsafe class PlainWalkerTests
{
    private const int Cases = 200_000;
    private const int Bytes = 5 * 4096;
    private const uint Top = 0x0000;
    private const uint Directory = 0x1000;
    private const uint Table = 0x2000;

    [TestCase("two-level", 11)]
    [TestCase("pae", 12)]
    public void BothComeToTheSame(string name, int seed)
    {
        PagingFormat format = Cells.Format(name);
        var random = new Random(seed);
        byte[] memory = new byte[Bytes];
        Dictionary<AccessReason, int> seen = [];
        fixed (byte* origin = memory)
        {
            var tables = new PageTables(format, new PhysicalMemory(origin, Bytes), null!, new PhysicalAddress(Top));
            for (int i = 0; i < Cases; i++)
            {
                uint linear = (uint)random.NextInt64(1L << 32);
                AccessControl control = Draw(random);
                Access access = DrawAccess(random);
                ulong[] entries = Place(random, format, memory, linear, control);
                PageWalk walk = tables.Walk(new LinearAddress(linear));
                AccessOutcome outcome = AccessCheck.Check(format, AccessEntries.Of(walk), walk.Linear, access, control);
                (int? error, ulong physical) = Walker(memory, format, control)
                    .Translate(Top, linear, access.Kind, access.PrivilegeLevel == 3, access.IsImplicit);
                bool same = error is null ? outcome.IsAllowed && outcome.PhysicalAddress == physical
                    : error < 0 ? outcome.Reason == AccessReason.ReservedWhenLoaded
                    : outcome.IsPageFault && (int)outcome.ErrorCode == error;
                if (!same)
                {
                    Assert.Fail($"{string.Join(' ', Array.ConvertAll(entries, entry => $"{entry:x16}"))} at {linear:x8}, "
                        + $"{access.Kind} at CPL {access.PrivilegeLevel}, {control.Bits}, M={control.PhysicalAddressBits}: "
                        + $"{outcome.Reason} "
                        + $"{(int)outcome.ErrorCode:x} {outcome.PhysicalAddress:x}, the walker says {error:x} {physical:x}");
                }

                seen[outcome.Reason] = seen.GetValueOrDefault(outcome.Reason) + 1;
            }
        }

        // Each reason there is in the format was drawn often.
        foreach (AccessReason reason in Enum.GetValues<AccessReason>())
        {
            bool exists = format == PagingFormat.Pae || reason is not (AccessReason.ReservedWhenLoaded or AccessReason.ExecuteDisabled);
            Assert.That(seen.GetValueOrDefault(reason), exists ? Is.GreaterThan(Cases / 500) : Is.Zero, reason.ToString());
        }
    }

    /// <summary>
    /// What an obstacle is: with all others out of the way it alone refuses, and without any the access takes place. So none is missing,
    /// and none is named that is none.
    /// </summary>
    [TestCase("two-level", 21)]
    [TestCase("pae", 22)]
    public void EachObstacleRefusesByItselfAndNothingElseDoes(string name, int seed)
    {
        PagingFormat format = Cells.Format(name);
        var random = new Random(seed);
        byte[] memory = new byte[Bytes];
        int several = 0;
        for (int i = 0; i < Cases / 3; i++)
        {
            uint linear = (uint)random.NextInt64(1L << 32);
            AccessControl control = Draw(random);
            Access access = DrawAccess(random);
            ulong[] entries = Place(random, format, memory, linear, control);
            AccessOutcome outcome = Check(format, entries, linear, access, control);
            if (outcome.IsAllowed)
            {
                Expect(outcome.Obstacles.IsNone, outcome, access);
                continue;
            }

            Expect(outcome.Obstacles.HasDeciding && outcome.Obstacles.Deciding.Depth == outcome.Depth, outcome, access);
            List<AccessObstacle> others = [];
            int place = 0;
            while (outcome.Obstacles.TryNextOther(ref place, out AccessObstacle other))
            {
                others.Add(other);
            }

            several += others.Count > 0 ? 1 : 0;
            if (outcome.Reason is AccessReason.NotPresent or AccessReason.ReservedBit or AccessReason.ReservedWhenLoaded)
            {
                continue; // what lies below is not known, so nothing can be put right
            }

            foreach (AccessObstacle alone in (AccessObstacle[])[outcome.Obstacles.Deciding, .. others])
            {
                (ulong[] left, AccessControl with) = Without(entries, control, [outcome.Obstacles.Deciding, .. others], alone);
                AccessOutcome still = Check(format, left, linear, access, with);
                Expect(still.IsPageFault && still.Obstacles.Decides(alone.Depth, alone.Kind), still, access);
            }

            (ulong[] clear, AccessControl lifted) = Without(entries, control, [outcome.Obstacles.Deciding, .. others], null);
            Expect(Check(format, clear, linear, access, lifted).IsAllowed, outcome, access);
        }

        Assert.That(several, Is.GreaterThan(Cases / 100));
    }

    /// <summary>Assert.That takes too long for a hundred thousand times.</summary>
    private static void Expect(bool holds, AccessOutcome outcome, Access access)
    {
        if (!holds)
        {
            Assert.Fail($"{access.Kind} at CPL {access.PrivilegeLevel}: {outcome.Reason} at level {outcome.Depth}");
        }
    }

    /// <summary>The same entries and switches with obstacles out of the way, but for one.</summary>
    private static (ulong[] Entries, AccessControl Control) Without(
        ulong[] entries, AccessControl control, AccessObstacle[] obstacles, AccessObstacle? but)
    {
        ulong[] changed = [.. entries];
        AccessControlBits bits = control.Bits;
        foreach (AccessObstacle obstacle in obstacles)
        {
            if (but is { } left && left.Depth == obstacle.Depth && left.Kind == obstacle.Kind)
            {
                continue;
            }

            switch (obstacle.Kind)
            {
                case ObstacleKind.UserSupervisor:
                    changed[obstacle.Depth] |= PageEntry.UserBit;
                    break;
                case ObstacleKind.ReadWrite:
                    changed[obstacle.Depth] |= PageEntry.WriteBit;
                    break;
                case ObstacleKind.ExecuteDisable:
                    changed[obstacle.Depth] &= ~PageEntry.ExecuteDisableBit;
                    break;
                case ObstacleKind.SupervisorExecution:
                    bits &= ~AccessControlBits.SupervisorExecutionPrevention;
                    break;
                case ObstacleKind.SupervisorAccess:
                    bits &= ~AccessControlBits.SupervisorAccessPrevention;
                    break;
            }
        }

        return (changed, new AccessControl(bits, control.PhysicalAddressBits));
    }

    private static AccessOutcome Check(PagingFormat format, ulong[] entries, uint linear, Access access, AccessControl control)
    {
        PageEntry[] raw = [.. Array.ConvertAll(entries, entry => new PageEntry(entry)), default];
        return AccessCheck.Check(format, new AccessEntries(raw[0], raw[1], raw[2]), new LinearAddress(linear), access, control);
    }

    private static PlainWalker Walker(byte[] memory, PagingFormat format, AccessControl control) => new(memory)
    {
        Pae = format == PagingFormat.Pae,
        Wp = control.Has(AccessControlBits.WriteProtect),
        Pse = control.Has(AccessControlBits.PageSizeExtensions),
        Nxe = control.Has(AccessControlBits.ExecuteDisable),
        Smep = control.Has(AccessControlBits.SupervisorExecutionPrevention),
        Smap = control.Has(AccessControlBits.SupervisorAccessPrevention),
        Ac = control.Has(AccessControlBits.AlignmentCheck),
        Pat = control.Has(AccessControlBits.PageAttributeTable),
        Pse36 = control.Has(AccessControlBits.WidePageSizeExtensions),
        MaxPhyAddr = control.PhysicalAddressBits,
    };

    /// <summary>Draws the entries of an address and puts them where the walk finds them.</summary>
    private static ulong[] Place(Random random, PagingFormat format, byte[] memory, uint linear, AccessControl control)
    {
        bool isPae = format == PagingFormat.Pae;
        int physicalAddressBits = control.PhysicalAddressBits;
        ulong pte = (ulong)random.Next(1, 1 << 20) << 12;
        ulong[] entries = isPae
            ? [Directory | 1, DrawEntry(random, true, Table, physicalAddressBits), DrawEntry(random, true, pte, physicalAddressBits)]
            : [DrawEntry(random, false, Table, 32), DrawEntry(random, false, pte, 32)];
        if (isPae && random.Next(10) == 0)
        {
            int[] bits = [0, 1, 2, 5, 8, 9, 40, 52, 63];
            entries[0] ^= 1UL << bits[random.Next(bits.Length)];
        }

        // A PDE that maps a large page may have its address anywhere; one that names a table has it where the table is.
        int directory = entries.Length - 2;
        if (!isPae && !control.Has(AccessControlBits.PageSizeExtensions))
        {
            entries[directory] &= ~PageEntry.LargeBit; // the kernel's walk is for its own tables, and it runs with CR4.PSE
        }

        if ((entries[directory] & PageEntry.LargeBit) != 0)
        {
            entries[directory] |= (ulong)random.Next(1, 512) << 22;
            entries[directory] &= ~(ulong)Table;
        }

        for (int depth = 0; depth < entries.Length; depth++)
        {
            uint at = (depth == 0 ? Top : isPae && depth == 1 ? Directory : Table) + format.Level(depth).Offset(linear);
            Span<byte> slot = memory.AsSpan((int)at, format.EntryBytes);
            _ = isPae ? BitConverter.TryWriteBytes(slot, entries[depth]) : BitConverter.TryWriteBytes(slot, (uint)entries[depth]);
        }

        return entries;
    }

    /// <summary>Present and right more often than not; never with another address than its own.</summary>
    private static ulong DrawEntry(Random random, bool isWide, ulong address, int physicalAddressBits)
    {
        ulong entry = address | (uint)random.Next(0, 128) | (random.Next(8) == 0 ? 0u : 1u);
        entry |= random.Next(2) == 0 ? 6u : 0u;
        entry |= random.Next(4) == 0 ? 0x80u : 0u;
        if (isWide && random.Next(4) == 0)
        {
            entry |= PageEntry.ExecuteDisableBit;
        }

        if (random.Next(6) == 0)
        {
            entry ^= 1UL << (isWide ? random.Next(Math.Min(physicalAddressBits, 51), 63) : random.Next(9, 12));
        }

        return entry;
    }

    private static AccessControl Draw(Random random)
    {
        int[] widths = [32, 36, 39, 40, 46, 52];
        return new AccessControl((AccessControlBits)random.Next(256), widths[random.Next(widths.Length)]);
    }

    private static Access DrawAccess(Random random)
    {
        var kind = (AccessKind)random.Next(3);
        int level = random.Next(2) * 3;
        return kind != AccessKind.Fetch && random.Next(5) == 0 ? Access.Implicit(kind, level) : new Access(kind, level);
    }
}
