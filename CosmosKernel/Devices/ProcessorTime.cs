using System.Runtime.CompilerServices;
using CosmosKernel.Cpu;

namespace CosmosKernel.Devices;

/// <summary>
/// How much time passes, finer than ticks: so that a task pays for what it used, and not for being there when the tick comes. Counted
/// by the
/// time-stamp counter, or by the interval timer's own counter on a processor without one.
/// </summary>
/// <remarks>
/// Between two questions there is never more than a tick that a task could have used, since the tick itself asks; more than that means
/// that the
/// kernel was busy with interrupts off, which is charged otherwise, or that an emulator was not given the processor, which is nobody's
/// fault.
/// </remarks>
internal sealed class ProcessorTime
{
    private bool hasTimeStamps;
    private uint last;
    private uint sinceTick;

    /// <summary>How much a tick is, in the unit of <see cref="Take"/>.</summary>
    public uint TickLength { get; private set; } = 1;

    /// <summary>Measures the tick, and starts it. With interrupts off.</summary>
    public void Start()
    {
        TickLength = Feature.IsPresent(Feature.BasicLeaf, Feature.TimeStampCounter) ? IntervalTimer.MeasureCycles() : 0;
        hasTimeStamps = TickLength != 0;
        if (!hasTimeStamps)
        {
            TickLength = IntervalTimer.Divisor;
        }

        IntervalTimer.Initialize();
        Restart();
    }

    /// <summary>From here on time counts; what has passed is nobody's.</summary>
    public void Restart()
    {
        last = hasTimeStamps ? Processor.ReadTimeStamp() : IntervalTimer.ReadCount();
        sinceTick = 0;
    }

    /// <summary>Takes what has passed since this or <see cref="TakeAtTick"/> was last asked, or since the start.</summary>
    /// <returns>At most <see cref="TickLength"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Take()
    {
        if (!hasTimeStamps)
        {
            return TakeCounts();
        }

        uint now = Processor.ReadTimeStamp();
        uint passed = now - last;
        last = now;
        return passed < TickLength ? passed : TickLength;
    }

    /// <summary>The same in the handler of the tick.</summary>
    /// <returns>At most <see cref="TickLength"/>.</returns>
    public uint TakeAtTick()
    {
        uint passed = Take();
        if (!hasTimeStamps)
        {
            // The counter has gone round once since the last tick; if nobody looked, that does not show in it.
            bool wentRound = sinceTick < TickLength / 2;
            sinceTick = 0;
            return wentRound ? TickLength : passed;
        }

        return passed;
    }

    private uint TakeCounts()
    {
        uint now = IntervalTimer.ReadCount();
        uint passed = now <= last ? last - now : last + TickLength - now;
        last = now;
        sinceTick += passed;
        return passed;
    }
}
