using CosmosKit.SelfTest.Checks;

namespace CosmosKit.SelfTest;

/// <summary>
/// Runs every check, one line each, then ends the machine. With <c>provoke=NAME</c> on the command line it panics in one of the
/// ways of <see cref="Provocation"/> instead; with <c>floating=none</c> it leaves floating point out, for which a processor needs SSE2.
/// </summary>
public sealed class Kernel : Cosmos.System.Kernel
{
    private readonly Report report = new();

    /// <inheritdoc/>
    protected override void BeforeRun()
    {
        Provocation.Obey(BootChecks.CommandLine());
        CallChecks.Run(report);
        GenericChecks.Run(report);
        StaticChecks.Run(report);
        CastChecks.Run(report);
        ArrayChecks.Run(report);
        IntegerChecks.Run(report);
        if (!BootChecks.CommandLine().Contains("floating=none"))
        {
            FloatingChecks.Run(report);
        }

        TextChecks.Run(report);
        FlowChecks.Run(report);
        CollectionChecks.Run(report);
        MemoryChecks.Run(report);
        PlugChecks.Run(report);
        BootChecks.Run(report);
    }

    /// <inheritdoc/>
    protected override void Run()
    {
        report.Equal("interrupts-enabled-after-before-run", true, InterruptsEnabled);
        Stop();
    }

    /// <inheritdoc/>
    protected override void AfterRun()
    {
        report.Equal("stop-ends-the-loop", true, mStopped);
        report.End();
    }
}
