using System;
using CosmosKernel.Memory;
using CosmosKernel.Paging;
using NUnit.Framework;

namespace CosmosPaging.Tests.Kernel;

/// <summary>One example for each rule, small enough to be checked by hand. P=1, R/W=2, U/S=4, A=20, D=40, PS=80.</summary>
[TestFixture]
internal sealed class AccessCheckTests
{
    private const AccessControlBits Wp = AccessControlBits.WriteProtect;
    private const AccessControlBits Pse = AccessControlBits.PageSizeExtensions;
    private const AccessControlBits Nxe = AccessControlBits.ExecuteDisable;
    private const AccessControlBits Smep = AccessControlBits.SupervisorExecutionPrevention;
    private const AccessControlBits Smap = AccessControlBits.SupervisorAccessPrevention;
    private const AccessControlBits Ac = AccessControlBits.AlignmentCheck;
    private const AccessControlBits Pat = AccessControlBits.PageAttributeTable;
    private const AccessControlBits Pse36 = AccessControlBits.WidePageSizeExtensions;
    private const AccessControlBits Usual = Wp | Pse | Pat | Pse36;

    private const ulong Xd = 1UL << 63;

    // Two-level: an address, its PDE, its PTE. r, w, x: read, write, fetch; capital: from ring 3.
    [TestCase('R', 0x00000000u, 0u, Usual, AccessReason.NotPresent, 0, 4)]
    [TestCase('w', 0x00000000u, 0u, Usual, AccessReason.NotPresent, 0, 2)]
    [TestCase('W', 0x00002007u, 6u, Usual, AccessReason.NotPresent, 1, 6)]
    [TestCase('x', 0x00002007u, 6u, Usual, AccessReason.NotPresent, 1, 0)]
    [TestCase('R', 0x00002003u, 6u, Usual, AccessReason.NotPresent, 1, 4, TestName = "P=0 below wins over U/S=0 above")]
    [TestCase('R', 0x00002003u, 0x3007u, Usual, AccessReason.SupervisorPage, 0, 5)]
    [TestCase('R', 0x00002007u, 0x3003u, Usual, AccessReason.SupervisorPage, 1, 5)]
    [TestCase('W', 0x00002007u, 0x3001u, Usual, AccessReason.SupervisorPage, 1, 7)]
    [TestCase('X', 0x00002003u, 0x3003u, Usual, AccessReason.SupervisorPage, 0, 5)]
    [TestCase('W', 0x00002005u, 0x3007u, Usual, AccessReason.ReadOnly, 0, 7)]
    [TestCase('W', 0x00002007u, 0x3005u, Usual, AccessReason.ReadOnly, 1, 7)]
    [TestCase('w', 0x00002003u, 0x3001u, Usual, AccessReason.ReadOnly, 1, 3)]
    [TestCase('w', 0x00002003u, 0x3001u, Pse, AccessReason.None, 1, 0, TestName = "WP=0: ring 0 writes anywhere")]
    [TestCase('W', 0x00002007u, 0x3005u, Pse, AccessReason.ReadOnly, 1, 7, TestName = "WP=0 is no help to ring 3")]
    [TestCase('r', 0x00002007u, 0x3007u, Usual | Smap, AccessReason.SupervisorData, 1, 1)]
    [TestCase('w', 0x00002007u, 0x3007u, Usual | Smap, AccessReason.SupervisorData, 1, 3)]
    [TestCase('r', 0x00002007u, 0x3007u, Usual | Smap | Ac, AccessReason.None, 1, 0, TestName = "AC lifts SMAP")]
    [TestCase('r', 0x00002003u, 0x3007u, Usual | Smap, AccessReason.None, 1, 0, TestName = "SMAP is about user pages only")]
    [TestCase('x', 0x00002007u, 0x3007u, Usual | Smap, AccessReason.None, 1, 0, TestName = "SMAP is not about fetches")]
    [TestCase('x', 0x00002007u, 0x3007u, Usual | Smep, AccessReason.SupervisorExecution, 1, 0x11)]
    [TestCase('x', 0x00002003u, 0x3007u, Usual | Smep, AccessReason.None, 1, 0, TestName = "SMEP is about user pages only")]
    [TestCase('X', 0x00000000u, 0u, Usual | Smep, AccessReason.NotPresent, 0, 0x14, TestName = "SMEP makes I/D appear")]
    [TestCase(
        'i', 0x00002003u, 0x3003u, Usual, AccessReason.None, 1, 0, TestName = "The processor reads descriptors as a supervisor at CPL 3")]
    [TestCase('i', 0x00002003u, 0u, Usual, AccessReason.NotPresent, 1, 0, TestName = "and its faults say so")]
    [TestCase(
        'i', 0x00002007u, 0x3007u, Usual | Smap | Ac, AccessReason.SupervisorData, 1, 1,
        TestName = "AC does not lift SMAP from implicit accesses")]
    [TestCase('R', 0x00400087u, 0u, Usual, AccessReason.None, 0, 0)]
    [TestCase('R', 0x00600087u, 0u, Usual, AccessReason.ReservedBit, 0, 0xD, TestName = "Bit 21 of a 4 MB page is always reserved")]
    [TestCase('W', 0x00600083u, 0u, Usual, AccessReason.ReservedBit, 0, 0xF, TestName = "A reserved bit wins over rights")]
    [TestCase('R', 0x00600086u, 0u, Usual, AccessReason.NotPresent, 0, 4, TestName = "Without P nothing is reserved")]
    [TestCase('R', 0x0041E087u, 0u, Usual, AccessReason.None, 0, 0, TestName = "M=36: bits 13 to 16 are address bits")]
    [TestCase('R', 0x00420087u, 0u, Usual, AccessReason.ReservedBit, 0, 0xD, TestName = "M=36: bit 17 is reserved")]
    [TestCase('R', 0x00402087u, 0u, Wp | Pse | Pat, AccessReason.ReservedBit, 0, 0xD, TestName = "Without PSE-36 bit 13 is reserved")]
    [TestCase('R', 0x00401087u, 0u, Usual, AccessReason.None, 0, 0, TestName = "Bit 12 of a 4 MB page is PAT")]
    [TestCase('R', 0x00401087u, 0u, Wp | Pse | Pse36, AccessReason.ReservedBit, 0, 0xD, TestName = "and reserved where there is no PAT")]
    [TestCase('R', 0x00002007u, 0x3087u, Wp | Pse | Pse36, AccessReason.ReservedBit, 1, 0xD, TestName = "as bit 7 of a PTE")]
    [TestCase('R', 0x00002007u, 0x3087u, Wp, AccessReason.None, 1, 0, TestName = "but without CR4.PSE nothing is reserved")]
    [TestCase('R', 0x00602087u, 0x3007u, Wp, AccessReason.None, 1, 0, TestName = "Without CR4.PSE the bit PS means nothing")]
    [TestCase('R', 0x00602087u, 0u, Wp, AccessReason.NotPresent, 1, 4, TestName = "and the entry names a table")]
    public void TwoLevel(char access, uint pde, uint pte, AccessControlBits bits, AccessReason reason, int depth, int error) =>
        Expect(PagingFormat.TwoLevel, Entries(pde, pte), access, bits, reason, depth, error);

    // PAE: the PDPTE, the PDE, the PTE.
    [TestCase('R', 0x0000UL, 0UL, 0UL, Usual | Nxe, AccessReason.NotPresent, 0, 4)]
    [TestCase('R', 0x1001UL, 0UL, 0UL, Usual | Nxe, AccessReason.NotPresent, 1, 4)]
    [TestCase('X', 0x1001UL, 0x2007UL, 0UL, Usual | Nxe, AccessReason.NotPresent, 2, 0x14)]
    [TestCase('R', 0x1001UL, 0x2007UL, 0x3007UL, Usual | Nxe, AccessReason.None, 2, 0, TestName = "A PDPTE has no rights to withhold")]
    [TestCase('R', 0x1005UL, 0x2007UL, 0x3007UL, Usual | Nxe, AccessReason.ReservedWhenLoaded, 0, 0)]
    [TestCase('R', 0x1021UL, 0x2007UL, 0x3007UL, Usual | Nxe, AccessReason.ReservedWhenLoaded, 0, 0)]
    [TestCase('R', 0x1001UL | Xd, 0x2007UL, 0x3007UL, Usual | Nxe, AccessReason.ReservedWhenLoaded, 0, 0, TestName = "A PDPTE has no XD")]
    [TestCase('R', 0x1001UL | 1UL << 36, 0x2007UL, 0x3007UL, Usual | Nxe, AccessReason.ReservedWhenLoaded, 0, 0)]
    [TestCase(
        'R', 0x1E19UL, 0x2007UL, 0x3007UL, Usual | Nxe, AccessReason.None, 2, 0,
        TestName = "PWT, PCD and bits 11 to 9 of a PDPTE are free")]
    [TestCase(
        'R', 0x1006UL, 0x2007UL, 0x3007UL, Usual | Nxe, AccessReason.NotPresent, 0, 4, TestName = "Without P a PDPTE may hold anything")]
    [TestCase('X', 0x1001UL, 0x2007UL | Xd, 0x3007UL, Usual | Nxe, AccessReason.ExecuteDisabled, 1, 0x15)]
    [TestCase('X', 0x1001UL, 0x2007UL, 0x3007UL | Xd, Usual | Nxe, AccessReason.ExecuteDisabled, 2, 0x15)]
    [TestCase('x', 0x1001UL, 0x2003UL, 0x3003UL | Xd, Usual | Nxe, AccessReason.ExecuteDisabled, 2, 0x11)]
    [TestCase('W', 0x1001UL, 0x2007UL | Xd, 0x3007UL | Xd, Usual | Nxe, AccessReason.None, 2, 0, TestName = "XD is about fetches only")]
    [TestCase(
        'R', 0x1001UL, 0x2007UL | Xd, 0x3007UL, Usual, AccessReason.ReservedBit, 1, 0xD, TestName = "Without NXE the bit XD is reserved")]
    [TestCase('X', 0x1001UL, 0x2007UL, 0x3007UL | Xd, Usual, AccessReason.ReservedBit, 2, 0xD, TestName = "and a fetch is not told apart")]
    [TestCase('R', 0x1001UL, 0x2007UL | 1UL << 36, 0x3007UL, Usual | Nxe, AccessReason.ReservedBit, 1, 0xD)]
    [TestCase(
        'R', 0x1001UL, 0x2007UL | 1UL << 52, 0UL, Usual | Nxe, AccessReason.ReservedBit, 1, 0xD,
        TestName = "A reserved bit above wins over P=0 below")]
    [TestCase('R', 0x1001UL, 0x2007UL, 0x3007UL | 1UL << 62, Usual | Nxe, AccessReason.ReservedBit, 2, 0xD)]
    [TestCase('R', 0x1001UL, 0x200087UL, 0UL, Nxe | Wp | Pat, AccessReason.None, 1, 0, TestName = "PAE has large pages without CR4.PSE")]
    [TestCase(
        'R', 0x1001UL, 0x202087UL, 0UL, Usual | Nxe, AccessReason.ReservedBit, 1, 0xD,
        TestName = "Bits 13 to 20 of a 2 MB page are reserved")]
    [TestCase('R', 0x1001UL, 0x300087UL, 0UL, Usual | Nxe, AccessReason.ReservedBit, 1, 0xD)]
    [TestCase(
        'R', 0x1001UL, 0x2007UL, 0x3087UL, Wp | Nxe, AccessReason.ReservedBit, 2, 0xD,
        TestName = "Without PAT bit 7 is reserved under PAE, too")]
    [TestCase('x', 0x1001UL, 0x2007UL, 0x3007UL, Usual | Nxe | Smep, AccessReason.SupervisorExecution, 2, 0x11)]
    public void Pae(char access, ulong pdpte, ulong pde, ulong pte, AccessControlBits bits, AccessReason reason, int depth, int error) =>
        Expect(PagingFormat.Pae, Entries(pdpte, pde, pte), access, bits, reason, depth, error);

    [TestCase("two-level", 0x12345678u, 0x00002007ul, 0x89ABC007ul, 0ul, 36, 0x89ABC678ul)]
    [TestCase("two-level", 0x12345678u, 0x89800087ul, 0ul, 0ul, 36, 0x89B45678ul)]
    [TestCase("two-level", 0x12345678u, 0x8981E087ul, 0ul, 0ul, 36, 0xF_89B45678ul)]
    [TestCase("two-level", 0x12345678u, 0x899FE087ul, 0ul, 0ul, 40, 0xFF_89B45678ul)]
    [TestCase("two-level", 0x12345678u, 0x899FE087ul, 0ul, 0ul, 52, 0xFF_89B45678ul)]
    [TestCase("pae", 0x12345678u, 0x1001ul, 0x2007ul, 0x4_89ABC007ul, 36, 0x4_89ABC678ul)]
    [TestCase("pae", 0x12345678u, 0x1001ul, 0x4_89A00087ul, 0ul, 36, 0x4_89B45678ul)]
    [TestCase("pae", 0x12345678u, 0x1001ul, 0x2007ul, 0x800A_BCDE_89AB_C007ul, 52, 0xA_BCDE_89AB_C678ul)]
    public void WhereAnAddressLeads(string format, uint linear, ulong first, ulong second, ulong third, int bits, ulong physical)
    {
        AccessOutcome outcome = AccessCheck.Check(
            Cells.Format(format), Entries(first, second, third), new LinearAddress(linear), new Access(
                AccessKind.Read, 3), new AccessControl(Usual | Nxe, bits));
        Assert.That(outcome.Reason, Is.EqualTo(AccessReason.None));
        Assert.That(outcome.PhysicalAddress.ToString("x"), Is.EqualTo(physical.ToString("x")));
    }

    [TestCase("two-level", 'R', 0x2007ul, 0x3007ul, 0ul, new[] { 0x20, 0x20 })]
    [TestCase("two-level", 'W', 0x2007ul, 0x3007ul, 0ul, new[] { 0x20, 0x60 })]
    [TestCase("two-level", 'X', 0x2007ul, 0x3067ul, 0ul, new[] { 0x20, 0x20 })]
    [TestCase("two-level", 'W', 0x0087ul, 0x3007ul, 0ul, new[] { 0x60, 0 })]
    [TestCase("two-level", 'W', 0x2007ul, 0x3005ul, 0ul, new[] { 0, 0 })]
    [TestCase("pae", 'W', 0x1001ul, 0x2007ul, 0x3007ul, new[] { 0, 0x20, 0x60 })]
    [TestCase("pae", 'R', 0x1001ul, 0x0087ul, 0x3007ul, new[] { 0, 0x20, 0 })]
    public void WhatAnAccessLeavesInTheEntries(string format, char access, ulong first, ulong second, ulong third, int[] bits)
    {
        AccessOutcome outcome = AccessCheck.Check(
            Cells.Format(format), Entries(first, second, third), default, AccessOf(access), new AccessControl(Usual | Nxe, 36));
        for (int depth = 0; depth < bits.Length; depth++)
        {
            Assert.That(outcome.BitsSet(depth), Is.EqualTo((ulong)bits[depth]), $"level {depth}");
        }
    }

    [TestCase(1)]
    [TestCase(2)]
    public void ProcessorLevelsOneAndTwoAreSupervisors(int privilegeLevel)
    {
        AccessOutcome outcome = AccessCheck.Check(
            PagingFormat.TwoLevel, Entries(0x2003, 0), default, new Access(AccessKind.Read, privilegeLevel), new AccessControl(Usual, 36));
        Assert.That(outcome.ErrorCode, Is.EqualTo(PageFaultErrorCode.None));
        Assert.That(outcome.IsPageFault);
    }

    /// <summary>A level that is missing is one whose entry is 0, and what lies beyond the last one read counts for nothing.</summary>
    [TestCase("two-level", 0x2007ul, 0ul, 0ul, 4, 1)]
    [TestCase("pae", 0x1001ul, 0ul, 0ul, 4, 1)]
    [TestCase("pae", 0x1001ul, 0x2007ul, 0ul, 4, 2)]
    [TestCase("two-level", 0xFFFF_FFFF_0000_2007ul, 0xFFFF_FFFF_0000_3007ul, ulong.MaxValue, 0, 1)]
    [TestCase("pae", 0x1001ul, 0x20_0087ul, ulong.MaxValue, 0, 1)]
    public void OnlyEntriesThatAreReadCount(string format, ulong first, ulong second, ulong third, int error, int lastDepth)
    {
        AccessOutcome outcome = AccessCheck.Check(
            Cells.Format(format), Entries(first, second, third), default, new Access(AccessKind.Read, 3), new AccessControl(
                Usual | Nxe, 36));
        Assert.That(outcome.ErrorCode, Is.EqualTo((PageFaultErrorCode)error));
        Assert.That(outcome.IsAllowed, Is.EqualTo(error == 0));
        Assert.That(outcome.LastDepth, Is.EqualTo(lastDepth));
    }

    [Test]
    public void AProcessorHasPhysicalAddressesOf32To52Bits([Values(int.MinValue, -1, 0, 31, 53, 64, 96, int.MaxValue)] int bits)
    {
        Assert.That(() => new AccessControl(Usual, bits), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(new AccessControl(Usual, 32).PhysicalAddressBits, Is.EqualTo(32));
        Assert.That(new AccessControl(Usual, 52).PhysicalAddressBits, Is.EqualTo(new AccessControl(Usual).PhysicalAddressBits));
    }

    /// <summary>What nobody has initialized is a processor that there can be, too, and no value to stumble over.</summary>
    [Test]
    public void WithoutAWordItHasTheWidestAddressesAndNoSwitchOn()
    {
        AccessControl[] same = [default, new AccessControl(), new AccessControl(AccessControlBits.None), new AccessControl(0, 52)];
        foreach (AccessControl control in same)
        {
            Assert.That((control.PhysicalAddressBits, control.Bits), Is.EqualTo((52, AccessControlBits.None)));
            Assert.That(control.With(Wp).PhysicalAddressBits, Is.EqualTo(52));
        }

        // Bit 51 of a PAE entry is an address bit there, as it says.
        AccessEntries entries = Entries(0x1001, 0x2007, 0x3007 | (1UL << 51));
        Assert.That(AccessCheck.Check(PagingFormat.Pae, entries, default, new Access(AccessKind.Read, 3), default).IsAllowed);
    }

    private static void Expect(
        PagingFormat format, AccessEntries entries, char access, AccessControlBits bits, AccessReason reason, int depth, int error)
    {
        AccessOutcome outcome = AccessCheck.Check(format, entries, default, AccessOf(access), new AccessControl(bits, 36));
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Reason, Is.EqualTo(reason));
            Assert.That(outcome.Depth, Is.EqualTo(depth));
            Assert.That(outcome.ErrorCode, Is.EqualTo((PageFaultErrorCode)error));
            Assert.That(outcome.IsAllowed, Is.EqualTo(reason == AccessReason.None));
        });
    }

    private static Access AccessOf(char letter) => letter == 'i'
        ? Access.Implicit(AccessKind.Read, 3)
        : new Access(
            char.ToLowerInvariant(letter) switch { 'r' => AccessKind.Read, 'w' => AccessKind.Write, _ => AccessKind.Fetch },
            char.IsUpper(letter) ? 3 : 0);

    private static AccessEntries Entries(ulong first, ulong second, ulong third = 0) =>
        new(new PageEntry(first), new PageEntry(second), new PageEntry(third));
}
