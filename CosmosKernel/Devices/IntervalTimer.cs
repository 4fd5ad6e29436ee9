using Cosmos.Core;

namespace CosmosKernel.Devices;

/// <summary>Channel 0 of the 8254 timer: the tick by which tasks take turns.</summary>
public static class IntervalTimer
{
    /// <summary>Ticks in a second.</summary>
    public const int Frequency = 100;

    private const int InputFrequency = 1_193_182;
    private const int Channel0 = 0x40;
    private const int Command = 0x43;

    /// <summary>Starts the tick.</summary>
    public static void Initialize()
    {
        const int divisor = InputFrequency / Frequency;
        IOPort.Write8(Command, 0x34); // channel 0, low byte then high byte, mode 2: rate generator
        IOPort.Write8(Channel0, divisor & 0xFF);
        IOPort.Write8(Channel0, divisor >> 8);
    }
}
