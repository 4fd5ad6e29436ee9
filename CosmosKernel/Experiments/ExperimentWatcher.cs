using CosmosKernel.Devices;

namespace CosmosKernel.Experiments;

/// <summary>Somebody who looks on while experiments run: after the load, every now and then, and at the end. Then no task runs.</summary>
internal abstract class ExperimentWatcher
{
    /// <summary>How long tasks run between two looks.</summary>
    public const int Ticks = IntervalTimer.Frequency / 4;

    /// <summary>Whether what is loaded is the last to run.</summary>
    public bool HasSeenEnough { get; protected set; }

    /// <summary>Has a look.</summary>
    /// <param name="experiment">What is loaded, or was until now.</param>
    public abstract void Look(Experiment experiment);
}
