using CosmosKernel.Cpu;
using CosmosKernel.Paging;

namespace CosmosKernel.Sweep;

/// <summary>Compares what the processor did with what <see cref="AccessCheck"/> says.</summary>
internal static class SweepAgreement
{
    /// <summary>As many as PSE-36 can use: an emulator may know no fewer.</summary>
    private const int LaxPhysicalAddressBits = 40;

    /// <summary>Judges a trial.</summary>
    /// <param name="format">The format of the tables.</param>
    /// <param name="trial">The trial.</param>
    /// <returns>Whether all is as predicted, and if not, whether the difference is one that an emulator is known for.</returns>
    public static SweepVerdict Judge(PagingFormat format, in SweepTrial trial)
    {
        AccessOutcome predicted = Predict(format, trial, trial.Control);
        if (IsMet(format, trial, predicted, predicted.ErrorCode))
        {
            return SweepVerdict.AsPredicted;
        }

        switch (predicted.Reason)
        {
            case AccessReason.ReservedBit:
                return IsMetWithoutPresent(format, trial, predicted) ? SweepVerdict.ReservedWithoutPresent
                    : IsTakenForAddress(format, trial) ? SweepVerdict.ReservedIgnored
                    : SweepVerdict.Different;
            case AccessReason.ReservedWhenLoaded:
                return IsFoundLater(trial) || Judge(format, WithoutReserved(trial)) != SweepVerdict.Different ? SweepVerdict.LoadedUnchecked
                    : SweepVerdict.Different;
            default:
                return IsLifted(format, trial) ? SweepVerdict.ImplicitLifted
                    : IsRefusedForItsAddress(format, trial) ? SweepVerdict.AddressRefused
                    : SweepVerdict.Different;
        }
    }

    /// <summary>What to expect.</summary>
    /// <param name="format">The format of the tables.</param>
    /// <param name="trial">The trial.</param>
    /// <param name="control">Under what control bits.</param>
    /// <returns>The prediction.</returns>
    public static AccessOutcome Predict(PagingFormat format, in SweepTrial trial, in AccessControl control) =>
        AccessCheck.Check(format, trial.Entries, trial.Linear, trial.Access, control);

    private static bool IsMet(PagingFormat format, in SweepTrial trial, in AccessOutcome predicted, PageFaultErrorCode errorCode)
    {
        bool reachesTarget = predicted.IsAllowed && predicted.PhysicalAddress == trial.Target.Value;
        bool isAnswered = predicted.IsAllowed ? IsDone(trial, reachesTarget)
            : predicted.IsPageFault ? IsFault(trial, ExceptionVector.PageFault, (uint)errorCode) && trial.Answer.Address == trial.Linear
            : IsFault(trial, ExceptionVector.GeneralProtection, 0);
        return isAnswered && ContentIsRight(trial, reachesTarget) && EntriesAreRight(format, trial, predicted);
    }

    private static bool IsDone(in SweepTrial trial, bool reachesTarget)
    {
        bool shows = reachesTarget && trial.Access.Kind == AccessKind.Read && !trial.Access.IsImplicit;
        return trial.Answer.Vector == SweepAnswer.NoException && (!shows || trial.Answer.Value == SweepSpace.Before);
    }

    private static bool IsFault(in SweepTrial trial, int vector, uint errorCode) =>
        trial.Answer.Vector == (uint)vector && trial.Answer.ErrorCode == errorCode;

    private static bool ContentIsRight(in SweepTrial trial, bool reachesTarget)
    {
        if (trial.Access.IsImplicit || trial.Access.Kind == AccessKind.Fetch)
        {
            return true;
        }

        return trial.Content == (reachesTarget && trial.Access.Kind == AccessKind.Write ? SweepSpace.Written : SweepSpace.Before);
    }

    private static bool EntriesAreRight(PagingFormat format, in SweepTrial trial, in AccessOutcome predicted)
    {
        for (int depth = 0; depth < format.LevelCount; depth++)
        {
            ulong certain = trial.Entries[depth].Raw | predicted.BitsSet(depth);
            ulong open = predicted.BitsLeftOpen(depth);
            if (((trial.After[depth].Raw ^ certain) & ~open) != 0 || (trial.After[depth].Raw & certain) != certain)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether it goes on as if the bit were none of the reserved ones; nor need the rest be quite as predicted.</summary>
    private static bool IsTakenForAddress(PagingFormat format, in SweepTrial trial)
    {
        SweepTrial lax = trial;
        lax.Control = new AccessControl(
            trial.Control.Bits | AccessControlBits.PageAttributeTable | AccessControlBits.WidePageSizeExtensions, LaxPhysicalAddressBits);
        return Predict(format, lax, lax.Control).Reason != AccessReason.ReservedBit && Judge(format, lax) != SweepVerdict.Different;
    }

    private static bool IsMetUnder(PagingFormat format, in SweepTrial trial, in AccessControl control)
    {
        AccessOutcome predicted = Predict(format, trial, control);
        return IsMet(format, trial, predicted, predicted.ErrorCode);
    }

    private static bool IsMetWithoutPresent(PagingFormat format, in SweepTrial trial, in AccessOutcome predicted) =>
        predicted.Reason == AccessReason.ReservedBit
            && IsMet(format, trial, predicted, predicted.ErrorCode & ~PageFaultErrorCode.Protection);

    private static bool IsLifted(PagingFormat format, in SweepTrial trial) =>
        trial.Access.IsImplicit && trial.Control.Has(AccessControlBits.AlignmentCheck)
        && IsMetUnder(
            format, trial,
            new AccessControl(trial.Control.Bits & ~AccessControlBits.SupervisorAccessPrevention, trial.Control.PhysicalAddressBits));

    private static bool IsRefusedForItsAddress(PagingFormat format, in SweepTrial trial)
    {
        AccessOutcome narrow = Predict(format, trial, new AccessControl(trial.Control.Bits, AccessControl.LeastPhysicalAddressBits));
        return narrow.Reason == AccessReason.ReservedBit
            && !ProcessorAccess.TellsAddressSize
            && (IsMet(format, trial, narrow, narrow.ErrorCode) || IsMetWithoutPresent(format, trial, narrow));
    }

    /// <summary>The load was let pass, and the bit was found when the address was used.</summary>
    private static bool IsFoundLater(in SweepTrial trial) =>
        trial.Answer.Vector == ExceptionVector.PageFault
        && trial.Answer.Address == trial.Linear
        && (trial.Answer.ErrorCode & (uint)PageFaultErrorCode.ReservedBit) != 0;

    /// <summary>The trial as it looks to a processor that finds nothing in a PDPTE but P and an address.</summary>
    private static SweepTrial WithoutReserved(in SweepTrial trial)
    {
        var top = new PageEntry(trial.Entries[0].Address.Value | PageEntry.PresentBit);
        SweepTrial without = trial;
        without.Entries = trial.Entries.With(0, top);
        without.After = trial.After.With(0, top);
        return without;
    }
}
