using System;
using System.Threading;
using System.Threading.Tasks;
using CosmosPaging.Lab.Inspection;

namespace CosmosPaging.Lab.Watching;

/// <summary>
/// Looks at a machine whose serial line is silent, again and again. What it sees decides, never how long it takes: a guest that computes,
/// waits or is slow is left alone. The first look does not stop the machine; only if it looks wrong, two that do are taken.
/// </summary>
/// <param name="lookout">Looks.</param>
/// <param name="silence">How long the guest has written nothing.</param>
/// <param name="pace">How much silence calls for a look, and the time between two of them.</param>
public sealed class SpinWatch(ILookout lookout, Func<TimeSpan> silence, TimeSpan pace)
{
    /// <summary>How often the lab looks.</summary>
    public static readonly TimeSpan UsualPace = TimeSpan.FromSeconds(1);

    /// <summary>Watches.</summary>
    /// <param name="cancellation">Ends the watch.</param>
    /// <returns>What was seen, as soon as a program spins with interrupts off; none if the machine can no longer be looked at.</returns>
    public async Task<MachineLook?> RunAsync(CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                await Task.Delay(pace, cancellation).ConfigureAwait(false);
                if (silence() >= pace && SpinRule.IsForbidden(await lookout.PeekAsync(cancellation).ConfigureAwait(false)))
                {
                    MachineLook first = await lookout.LookAsync(cancellation).ConfigureAwait(false);
                    await Task.Delay(pace / 4, cancellation).ConfigureAwait(false);
                    MachineLook second = await lookout.LookAsync(cancellation).ConfigureAwait(false);
                    if (SpinRule.IsSpinning(first.Where, second.Where))
                    {
                        return second;
                    }
                }
            }
        }
        catch (InspectionException)
        {
            // The emulator has ended, or says nothing: others find out.
            return null;
        }
    }
}
