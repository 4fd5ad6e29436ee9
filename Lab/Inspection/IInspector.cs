using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using CosmosKernel.Paging;
using CosmosPaging.Lab.Guest;

namespace CosmosPaging.Lab.Inspection;

/// <summary>
/// Looks into a machine by its emulator's own means. Once stopped, the machine never goes on: an inspection changes its CR3.
/// </summary>
public interface IInspector : IGuestMemory, IAsyncDisposable
{
    /// <summary>Lets the machine run until the guest has written a line, and stops it then.</summary>
    /// <param name="wanted">Tells whether a line is the one.</param>
    /// <param name="limit">How long that may take.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <returns>False if the line never came.</returns>
    public Task<bool> StopAfterAsync(Predicate<ConsoleLine> wanted, TimeSpan limit, CancellationToken cancellation);

    /// <summary>Tells where the processor stopped.</summary>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <returns>The registers that say so.</returns>
    public Task<StoppedAt> WhereAsync(CancellationToken cancellation);

    /// <summary>Puts tables in force, and has the emulator walk them.</summary>
    /// <param name="format">Their format.</param>
    /// <param name="root">What CR3 gets.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <returns>Every page that the emulator finds, in ascending order.</returns>
    public Task<IReadOnlyList<MappedPage>> WalkAsync(PagingFormat format, uint root, CancellationToken cancellation);
}
