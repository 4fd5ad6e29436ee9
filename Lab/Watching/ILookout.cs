using System;
using System.Threading;
using System.Threading.Tasks;
using CosmosPaging.Lab.Inspection;

namespace CosmosPaging.Lab.Watching;

/// <summary>Looks at a machine while it runs, and lets it go on.</summary>
public interface ILookout : IAsyncDisposable
{
    /// <summary>Reads the registers without stopping the machine, so they may be of different moments.</summary>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <returns>Where the processor seems to be.</returns>
    public Task<StoppedAt> PeekAsync(CancellationToken cancellation);

    /// <summary>Stops the machine, looks, and lets it go on.</summary>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <returns>What there was to see.</returns>
    public Task<MachineLook> LookAsync(CancellationToken cancellation);
}
