using CosmosKernel.Paging;

namespace CosmosKernel.Faults;

/// <summary>
/// What one emulator is known to do otherwise than the SDM says, where it shows in a page fault's error code. An entry counts for its own
/// emulator and its own case; any other code that the tables do not explain is a stale translation. The access sweep has found them
/// (Docs/Emulators.md, "What differs").
/// </summary>
internal sealed class EmulatorQuirk
{
    /// <summary>As many as PSE-36 can use: an emulator may know no fewer.</summary>
    private const int LaxPhysicalAddressBits = 40;

    /// <summary>All that are known.</summary>
    public static readonly EmulatorQuirk[] All =
    {
        new(
            "accessed-at-top",
            Emulator.Qemu,
            "7.2, 10.0",
            QuirkCase.AccessedAtTop,
            "it sets bit 5 of each PDPTE that it uses, as if it were A; the SDM has no A there (vol. 3, 4.4.1)"),
        new(
            "loaded-unchecked",
            Emulator.Qemu,
            "7.2, 10.0",
            QuirkCase.LoadedUnchecked,
            "it loads PDPTEs with reserved bits; by the SDM the load of CR3 is refused by #GP (vol. 3, 4.4.1)"),
        new(
            "reserved-without-present",
            Emulator.Qemu,
            "7.2, 10.0",
            QuirkCase.ReservedWithoutPresent,
            "it pushes RSVD=1 with P=0; by the SDM P is 1 then (vol. 3, 4.7)"),
        new(
            "reserved-ignored",
            Emulator.Qemu,
            "7.2, 10.0",
            QuirkCase.ReservedIgnored,
            "in the entry of a 4 MB page it takes bits 12 to 20 for PAT and an address, whatever CPUID says (vol. 3, 4.3)"),
    };

    private EmulatorQuirk(string name, Emulator emulator, string versions, QuirkCase quirkCase, string reason)
    {
        Name = name;
        Emulator = emulator;
        Versions = versions;
        Case = quirkCase;
        Reason = reason;
    }

    /// <summary>As the sweep counts it.</summary>
    public string Name { get; }

    /// <summary>Who does so.</summary>
    public Emulator Emulator { get; }

    /// <summary>The versions in which it was seen.</summary>
    public string Versions { get; }

    /// <summary>Where.</summary>
    public QuirkCase Case { get; }

    /// <summary>What it does, and what the SDM says; one sentence without a full stop.</summary>
    public string Reason { get; }

    /// <summary>What the emulator makes of an access.</summary>
    /// <param name="walk">The address, walked.</param>
    /// <param name="access">What was done there.</param>
    /// <param name="control">The processor's state and make.</param>
    /// <returns>Its outcome, which is the SDM's where the case is not this one.</returns>
    public AccessOutcome Outcome(in PageWalk walk, in Access access, in AccessControl control)
    {
        AccessEntries entries = AccessEntries.Of(walk);
        AccessControl lax = control;
        if (!walk.Format.Level(0).HasRights && entries[0].IsPresent)
        {
            // Where it checks nothing, it finds an address and no more.
            ulong top = Case == QuirkCase.LoadedUnchecked
                ? entries[0].Address.Value | PageEntry.PresentBit
                : entries[0].Raw & ~PageEntry.AccessedBit;
            entries = entries.With(0, new PageEntry(top));
        }

        if (Case == QuirkCase.ReservedIgnored && walk.Format.Level(0).MayMapLargePage)
        {
            lax = control.With(AccessControlBits.PageAttributeTable | AccessControlBits.WidePageSizeExtensions)
                .WithPhysicalAddressBits(LaxPhysicalAddressBits);
        }

        AccessOutcome outcome = AccessCheck.Check(walk.Format, entries, walk.Linear, access, lax);
        return Case == QuirkCase.ReservedWithoutPresent && outcome.Reason == AccessReason.ReservedBit
            ? outcome.With(outcome.ErrorCode & ~PageFaultErrorCode.Protection)
            : outcome;
    }
}
