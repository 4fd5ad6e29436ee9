using Cosmos.Core;
using CosmosKernel.Cpu;

namespace CosmosKernel.Devices;

/// <summary>Ends the machine in every way that some emulator knows. On hardware all but the halt goes unheard.</summary>
internal static class MachineExit
{
    private const int QemuDebugExit = 0xF4;
    private const int BochsShutdown = 0x8900;

    /// <summary>Ends it; never returns.</summary>
    /// <param name="outcome">What QEMU makes its exit code from: (outcome × 2) + 1.</param>
    public static void With(MachineOutcome outcome)
    {
        AskEmulator(outcome);
        Processor.Halt();
    }

    /// <summary>
    /// Asks the emulator to end it. Returns only where none is listening: on hardware, in VMware, in a machine made for a person to look
    /// at.
    /// </summary>
    /// <param name="outcome">See <see cref="With"/>.</param>
    public static void AskEmulator(MachineOutcome outcome)
    {
        SerialPort.Drain();
        IOPort.Write8(QemuDebugExit, (byte)outcome);
        const string word = "Shutdown";
        for (int i = 0; i < word.Length; i++)
        {
            IOPort.Write8(BochsShutdown, (byte)word[i]);
        }
    }
}
