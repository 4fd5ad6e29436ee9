using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using CosmosPaging.Lab.Emulation;
using CosmosPaging.Lab.Guest;

namespace CosmosPaging.Lab.Running;

/// <summary>Boots a machine and lets it run to its end.</summary>
public static class Boot
{
    /// <summary>Boots, waits and reads.</summary>
    /// <param name="emulator">What to boot in.</param>
    /// <param name="definition">What to boot.</param>
    /// <param name="limit">How long it may take; then the machine is ended.</param>
    /// <param name="cancellation">Ends the machine and the waiting.</param>
    /// <param name="look">Is given all lines so far, again and again.</param>
    /// <returns>All that the guest said, and how it ended.</returns>
    public static async Task<BootResult> RunAsync(
        IEmulator emulator,
        MachineDefinition definition,
        TimeSpan limit,
        CancellationToken cancellation,
        Action<IReadOnlyList<ConsoleLine>>? look = null)
    {
        IMachine machine = emulator.Start(definition);
        await using (machine.ConfigureAwait(false))
        {
            MachineEnd end = await machine.WaitForEndAsync(limit, cancellation, look).ConfigureAwait(false);
            return new BootResult(end, new GuestTranscript(machine.Lines), machine.EmulatorWords, limit);
        }
    }
}
