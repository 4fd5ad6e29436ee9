using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using CosmosPaging.Lab.Guest;
using CosmosPaging.Lab.Host;
using CosmosPaging.Lab.Inspection;
using CosmosPaging.Lab.Watching;

namespace CosmosPaging.Lab.Emulation;

/// <summary>
/// A machine that Bochs runs. Its exit code is 1 whatever happens; what happened is in its last message, and how the guest fared only
/// in the guest's own words.
/// </summary>
internal sealed class BochsMachine(
    string program, IReadOnlyList<string> arguments, SessionFolder folder, int consoleMegabytes, Channel<string> conversation)
    : EmulatorProcess(program, arguments, folder, consoleMegabytes, conversation.Writer)
{
    private readonly ChannelReader<string> answers = conversation.Reader;

    private const string Announcement = "Bochs is exiting with the following message:\n";
    private const string EndedByGuest = "Shutdown port: shutdown requested";
    private const string TripleFault = "3rd (";

    public override IInspector Inspect() => new BochsInspector(this, new BochsDebugger(Input, answers));

    public override Task<QmpClient> ConnectMonitorAsync(TimeSpan limit, CancellationToken cancellation) =>
        throw new NotSupportedException("Bochs has no monitor to connect to.");

    /// <summary>What Bochs' last message and the guest's lines say of the guest.</summary>
    /// <param name="said">All that Bochs said.</param>
    /// <param name="lines">All that the guest wrote.</param>
    internal static GuestSignal Interpret(string said, IReadOnlyList<ConsoleLine> lines)
    {
        string message = LastMessage(said);
        if (message.Contains(TripleFault, StringComparison.Ordinal))
        {
            return GuestSignal.Reset;
        }

        if (!message.Contains(EndedByGuest, StringComparison.Ordinal))
        {
            return GuestSignal.EmulatorFailed;
        }

        return lines.OfType<PanicRecord>().Any() ? GuestSignal.Panicked
            : lines.OfType<DoneRecord>().LastOrDefault() is not { } done ? GuestSignal.Ended
            : done.Failed == 0 ? GuestSignal.AllHeld
            : GuestSignal.SomeFailed;
    }

    protected override GuestSignal Interpret(int exitCode, string said) =>
        DeathSignal.Of(exitCode) is not null ? GuestSignal.EmulatorDied : Interpret(said, Lines);

    /// <summary>Ctrl-C is how a person stops the machine and gets the debugger's prompt.</summary>
    protected override async Task<MachineLook?> LookAtLastAsync(CancellationToken cancellation)
    {
        BochsDebugger debugger = new(Input, answers);
        if (OperatingSystem.IsLinux())
        {
            NativeCalls.Kill(ProcessId, NativeCalls.InterruptSignal);
        }
        if (!await debugger.WaitForStopAsync(cancellation).ConfigureAwait(false))
        {
            return null;
        }

        BochsInspector inspector = new(this, debugger);
        await using (inspector.ConfigureAwait(false))
        {
            StoppedAt where = await inspector.WhereAsync(cancellation).ConfigureAwait(false);
            return new MachineLook(where, await TableOwner.FindAsync(inspector, where.Cr3, cancellation).ConfigureAwait(false));
        }
    }

    /// <summary>All but the last message is a banner and the debugger's; and that the guest ended the machine is no complaint.</summary>
    protected override string Complaint(string said)
    {
        string message = LastMessage(said);
        return message.Contains(EndedByGuest, StringComparison.Ordinal) ? "" : message;
    }

    private static string LastMessage(string said)
    {
        int start = said.LastIndexOf(Announcement, StringComparison.Ordinal);
        if (start < 0)
        {
            return "";
        }

        start += Announcement.Length;
        int end = said.IndexOf("=====", start, StringComparison.Ordinal);
        return said[start..(end < 0 ? said.Length : end)];
    }
}
