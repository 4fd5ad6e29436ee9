using System.Collections.Generic;
using System.Linq;
using CosmosKernel.Memory;
using CosmosKernel.Paging;

namespace CosmosPaging.Tests.Kernel;

/// <summary>One question to <see cref="AccessCheck"/>, and the same taken to pieces for <see cref="AccessCheckOracle"/>.</summary>
internal sealed class AccessCheckCase
{
    private readonly ulong[] entries;

    public AccessCheckCase(PagingFormat format, ulong[] entries, uint linear, Access access, AccessControl control)
    {
        Format = format;
        this.entries = entries;
        Linear = linear;
        Access = access;
        Control = control;
        Kinds = [.. entries.Select(Kind)];
        int last = Enumerable.Range(0, entries.Length)
            .First(i => (entries[i] & 1) == 0 || i == entries.Length - 1 || Kinds[i][1..] is " MB pde");
        Used = [.. entries.Take(last + 1)];
    }

    public PagingFormat Format { get; }

    public AccessControl Control { get; }

    public uint Linear { get; }

    public Access Access { get; }

    /// <summary>What the SDM's tables 4-3 and 4-7 call each entry.</summary>
    public IReadOnlyList<string> Kinds { get; }

    /// <summary>The entries as far as the processor reads them, if no reserved bit stops it.</summary>
    public IReadOnlyList<ulong> Used { get; }

    public bool Wide => entries.Length == 3;

    public bool UserMode => Access.PrivilegeLevel == 3 && !Access.IsImplicit;

    public bool Implicit => Access.IsImplicit;

    public int M => Control.PhysicalAddressBits;

    public bool Wp => Control.Has(AccessControlBits.WriteProtect);

    public bool Pse => Control.Has(AccessControlBits.PageSizeExtensions);

    public bool Nxe => Control.Has(AccessControlBits.ExecuteDisable);

    public bool Smep => Control.Has(AccessControlBits.SupervisorExecutionPrevention);

    public bool Smap => Control.Has(AccessControlBits.SupervisorAccessPrevention);

    public bool Ac => Control.Has(AccessControlBits.AlignmentCheck);

    public bool Pat => Control.Has(AccessControlBits.PageAttributeTable);

    public bool Pse36 => Control.Has(AccessControlBits.WidePageSizeExtensions);

    public AccessOutcome Predict()
    {
        PageEntry[] raw = [.. entries.Select(entry => new PageEntry(entry)), default];
        return AccessCheck.Check(Format, new AccessEntries(raw[0], raw[1], raw[2]), new LinearAddress(Linear), Access, Control);
    }

    public override string ToString() =>
        $"{Format.Name} {string.Join(' ', entries.Select(entry => $"{entry:x16}"))} at {Linear:x8}: "
        + $"{Access.Kind} at CPL {Access.PrivilegeLevel}{(Implicit ? " implicit" : "")} with {Control.Bits}, M={M}";

    private string Kind(ulong entry, int depth)
    {
        bool large = (entry & 0x80) != 0;
        return (Wide, entries.Length - depth) switch
        {
            (true, 3) => "pdpte",
            (true, 2) => large ? "2 MB pde" : "pae pde",
            (true, _) => "pae pte",
            (false, 2) => large && Pse ? "4 MB pde" : "pde",
            (false, _) => "4 KB pte",
        };
    }
}
