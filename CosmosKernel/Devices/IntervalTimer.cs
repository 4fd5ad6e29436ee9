using Cosmos.Core;
using CosmosKernel.Cpu;

namespace CosmosKernel.Devices;

/// <summary>
/// Channel 0 of the 8254 timer: the tick by which tasks take turns, and a counter that runs down from one tick to the next.
/// </summary>
internal static class IntervalTimer
{
    /// <summary>Ticks in a second.</summary>
    public const int Frequency = 100;

    /// <summary>Counts in a tick: the counter goes from this down to 1.</summary>
    public const int Divisor = InputFrequency / Frequency;

    private const int InputFrequency = 1_193_182;
    private const int Channel0 = 0x40;
    private const int Command = 0x43;
    private const byte PeriodicMode = 0x34; // channel 0, low byte then high byte, mode 2: rate generator
    private const byte OnceMode = 0x30; // the same, mode 0: counts down once, then its output is 1
    private const byte LatchCount = 0x00;
    private const byte LatchStatus = 0xE2;
    private const int OutputBit = 0x80; // of the status

    private const int MostTries = 8;
    private const uint MostPolls = 1_000_000;
    private const uint LongestCount = 0xFFFF;
    private const uint MeasuredCounts = 2500; // some 2 ms

    /// <summary>Starts the tick.</summary>
    public static void Initialize() => Program(PeriodicMode, Divisor);

    /// <summary>Reads the counter.</summary>
    /// <returns>Counts that are left of this tick.</returns>
    public static uint ReadCount()
    {
        IOPort.Write8(Command, LatchCount);
        uint low = IOPort.Read8(Channel0);
        return low | ((uint)IOPort.Read8(Channel0) << 8);
    }

    /// <summary>
    /// Measures how far the time-stamp counter counts in a tick. Before the tick is started, with interrupts off. An emulator's
    /// processor may be taken
    /// away from it in the middle: of several readings the one counts that took the least, and a measurement in which the timer ran out
    /// is made again.
    /// </summary>
    /// <returns>Cycles in a tick; 0 if they could not be measured.</returns>
    public static uint MeasureCycles()
    {
        for (int tries = 0; tries < MostTries; tries++)
        {
            Program(OnceMode, (int)LongestCount);
            uint firstCount = ReadCountAt(out uint firstStamp);
            uint polls = 0;
            while (firstCount - ReadCount() < MeasuredCounts && polls < MostPolls)
            {
                polls++;
            }

            uint lastCount = ReadCountAt(out uint lastStamp);
            IOPort.Write8(Command, LatchStatus);
            bool hasRunOut = (IOPort.Read8(Channel0) & OutputBit) != 0;
            uint counts = firstCount - lastCount;
            if (!hasRunOut && counts >= MeasuredCounts && counts < LongestCount)
            {
                return (uint)((ulong)(lastStamp - firstStamp) * Divisor / counts);
            }
        }

        return 0;
    }

    private static uint ReadCountAt(out uint stamp)
    {
        uint count = 0;
        uint least = uint.MaxValue;
        stamp = 0;
        for (int i = 0; i < MostTries; i++)
        {
            uint before = Processor.ReadTimeStamp();
            uint read = ReadCount();
            uint took = Processor.ReadTimeStamp() - before;
            if (took < least)
            {
                least = took;
                count = read;
                stamp = before + (took / 2);
            }
        }

        return count;
    }

    private static void Program(byte mode, int count)
    {
        IOPort.Write8(Command, mode);
        IOPort.Write8(Channel0, (byte)count);
        IOPort.Write8(Channel0, (byte)(count >> 8));
    }
}
