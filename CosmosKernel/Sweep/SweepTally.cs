using CosmosKernel.Output;
using CosmosKernel.Paging;

namespace CosmosKernel.Sweep;

/// <summary>Counts trials by verdict, and writes down those that went differently.</summary>
internal sealed class SweepTally
{
    private const uint MostLines = 50;

    private readonly KernelLog log;
    private readonly PagingFormat format;
    private readonly uint[] counts = new uint[(int)SweepVerdict.Different + 1];

    /// <summary>Starts at zero.</summary>
    /// <param name="log">Where differences are written.</param>
    /// <param name="format">The format of the tables.</param>
    public SweepTally(KernelLog log, PagingFormat format)
    {
        this.log = log;
        this.format = format;
    }

    /// <summary>Trials judged.</summary>
    public uint Combinations { get; private set; }

    /// <summary>Trials not made, since an emulator laxer than the prediction would execute what is nowhere.</summary>
    public uint Skipped { get; set; }

    /// <summary>
    /// Trials after which a PDPTE had A set, whatever else came of them. It has no such bit: it is reserved there, and a processor that
    /// checks PDPTEs would refuse to load them again. QEMU.
    /// </summary>
    public uint AccessedAtTop { get; private set; }

    /// <summary>Trials with a verdict.</summary>
    /// <param name="verdict">The verdict.</param>
    /// <returns>How many.</returns>
    public uint Count(SweepVerdict verdict) => counts[(int)verdict];

    /// <summary>Judges a trial.</summary>
    /// <param name="trial">The trial; loses an A that has been counted.</param>
    public void Add(ref SweepTrial trial)
    {
        PageEntry top = trial.After[0];
        if (!format.Level(0).HasRights && top.IsPresent && ((top.Raw ^ trial.Entries[0].Raw) & PageEntry.AccessedBit) != 0)
        {
            AccessedAtTop++;
            trial.After = trial.After.With(0, new PageEntry(top.Raw & ~PageEntry.AccessedBit));
        }

        SweepVerdict verdict = SweepAgreement.Judge(format, trial);
        Combinations++;
        counts[(int)verdict]++;
        if (verdict == SweepVerdict.Different && Count(verdict) <= MostLines)
        {
            WriteDifference(trial);
        }
    }

    /// <summary>Writes the numbers.</summary>
    /// <param name="mapping">Name of the kernel mapping.</param>
    public void WriteSummary(string mapping)
    {
        uint different = Count(SweepVerdict.Different);
        if (different > MostLines)
        {
            log.Text("note: ").Decimal(different - MostLines).Text(" more differences are counted, not written").EndLine();
        }

        log.Text("sweep: variant=").Text(mapping).Text(" paging=").Text(format.Name)
            .Text(" combinations=").Decimal(Combinations).Text(" different=").Decimal(different)
            .Text(" reserved-without-present=").Decimal(Count(SweepVerdict.ReservedWithoutPresent))
            .Text(" reserved-ignored=").Decimal(Count(SweepVerdict.ReservedIgnored))
            .Text(" address-refused=").Decimal(Count(SweepVerdict.AddressRefused))
            .Text(" implicit-lifted=").Decimal(Count(SweepVerdict.ImplicitLifted))
            .Text(" loaded-unchecked=").Decimal(Count(SweepVerdict.LoadedUnchecked))
            .Text(" accessed-at-top=").Decimal(AccessedAtTop)
            .Text(" skipped=").Decimal(Skipped).EndLine();
    }

    private void WriteDifference(in SweepTrial trial)
    {
        AccessOutcome predicted = SweepAgreement.Predict(format, trial, trial.Control);
        log.Text("sweep-difference: access=").Text(trial.Access.IsImplicit ? "implicit-" : string.Empty)
            .Text(trial.Access.Kind == AccessKind.Read ? "read" : trial.Access.Kind == AccessKind.Write ? "write" : "execute")
            .Text(" cpl=").Decimal((uint)trial.Access.PrivilegeLevel).Text(" linear=").Hex(trial.Linear.Value)
            .Text(" control=").Hex((uint)trial.Control.Bits, 2).Text(" bits=").Decimal((uint)trial.Control.PhysicalAddressBits);
        for (int depth = 0; depth < format.LevelCount; depth++)
        {
            log.Text(" ").Text(format.Level(depth).Name).Text("=").Hex(trial.Entries[depth].Raw, format.EntryBytes * 2)
                .Text(">").Hex(trial.After[depth].Raw, format.EntryBytes * 2);
        }

        log.Text(" predicted=").Text(predicted.IsAllowed ? "done" : predicted.IsPageFault ? "pf-" : "gp");
        if (predicted.IsPageFault)
        {
            log.Hex((uint)predicted.ErrorCode, 2);
        }

        log.Text(" got=");
        if (trial.Answer.Vector == SweepAnswer.NoException)
        {
            log.Text("done-").Hex(trial.Answer.Value, 2);
        }
        else
        {
            log.Text("exception-").Decimal(trial.Answer.Vector).Text("-").Hex(trial.Answer.ErrorCode, 2).Text("-at-")
                .Hex(trial.Answer.Address.Value);
        }

        log.Text(" content=").Hex(trial.Content, 2).EndLine();
    }
}
