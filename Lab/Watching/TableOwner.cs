using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using CosmosPaging.Lab.Inspection;

namespace CosmosPaging.Lab.Watching;

/// <summary>Whose tables are in force: CR3, looked up on the kernel's board of tasks.</summary>
internal static class TableOwner
{
    /// <summary>Finds the owner.</summary>
    /// <param name="memory">The memory of the machine, which has stopped.</param>
    /// <param name="cr3">What CR3 holds.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>The owner in words; none while the kernel has not set up its signpost, or if nobody has these tables.</returns>
    public static async Task<string?> FindAsync(IGuestMemory memory, uint cr3, CancellationToken cancellation)
    {
        GuestLandmarks landmarks;
        try
        {
            landmarks = await GuestLandmarks.ReadAsync(memory, cancellation).ConfigureAwait(false);
        }
        catch (Exception cause) when (cause is InspectionException or IOException)
        {
            return null;
        }

        GuestTaskCard? owner = landmarks.Tasks.FirstOrDefault(task => task.Root == cr3);
        GuestTaskCard? served = landmarks.Tasks.FirstOrDefault(task => task.KernelRoot == cr3 && cr3 != landmarks.KernelRoot);
        return owner is not null ? FormattableString.Invariant($"task {owner.Pid} {owner.Name}")
            : served is not null ? FormattableString.Invariant($"the kernel, for task {served.Pid} {served.Name}")
            : cr3 == landmarks.KernelRoot ? "the kernel"
            : null;
    }
}
