using System.Threading;
using System.Threading.Tasks;

namespace CosmosPaging.Lab.Inspection;

/// <summary>The memory of a machine that has been stopped.</summary>
public interface IGuestMemory
{
    /// <summary>Reads memory through the tables in force.</summary>
    /// <param name="linear">First address.</param>
    /// <param name="bytes">How many, a multiple of 4; within one page.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <returns>The bytes.</returns>
    public Task<byte[]> ReadLinearAsync(uint linear, int bytes, CancellationToken cancellation);

    /// <summary>Reads physical memory.</summary>
    /// <param name="physical">First address.</param>
    /// <param name="bytes">How many, a multiple of 4.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <returns>The bytes.</returns>
    public Task<byte[]> ReadPhysicalAsync(uint physical, int bytes, CancellationToken cancellation);
}
