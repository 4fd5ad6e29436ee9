using Cosmos.Core;

namespace CosmosKernel.Devices;

/// <summary>
/// The two 8259A interrupt controllers. Their sixteen lines are moved to vectors 32 to 47, since the PC's own choice collides with
/// the processor's exceptions; of them, only the timer's is ever let through.
/// </summary>
internal static class InterruptController
{
    /// <summary>Vector of line 0, the timer.</summary>
    public const int FirstVector = 32;

    /// <summary>How many lines there are, both controllers' together.</summary>
    public const int Lines = 16;

    private const int MasterCommand = 0x20;
    private const int MasterData = 0x21;
    private const int SlaveCommand = 0xA0;
    private const int SlaveData = 0xA1;
    private const byte EndOfInterrupt = 0x20;
    private const byte ReadInService = 0x0B;
    private const int SpuriousLine = 7;

    /// <summary>Programs both controllers anew and masks all lines.</summary>
    public static void Initialize()
    {
        IOPort.Write8(MasterCommand, 0x11); // ICW1: initialize, ICW4 follows
        IOPort.Write8(SlaveCommand, 0x11);
        IOPort.Write8(MasterData, FirstVector); // ICW2: first vector
        IOPort.Write8(SlaveData, FirstVector + 8);
        IOPort.Write8(MasterData, 0x04); // ICW3: the slave is at line 2
        IOPort.Write8(SlaveData, 0x02);
        IOPort.Write8(MasterData, 0x01); // ICW4: 8086 mode
        IOPort.Write8(SlaveData, 0x01);
        IOPort.Write8(MasterData, 0xFF); // masks
        IOPort.Write8(SlaveData, 0xFF);
    }

    /// <summary>Lets line 0 through.</summary>
    public static void UnmaskTimer() => IOPort.Write8(MasterData, 0xFE);

    /// <summary>
    /// Tells the controllers that an interrupt has been taken. A spurious one (line 7 or 15 with nothing in service) gets no such
    /// answer, or a real one would be ended for it.
    /// </summary>
    /// <param name="vector">The vector that arrived.</param>
    /// <returns>False if it was spurious.</returns>
    public static bool Acknowledge(uint vector)
    {
        uint line = vector - FirstVector;
        bool ofSlave = line >= 8;
        int command = ofSlave ? SlaveCommand : MasterCommand;
        if ((line & 7) == SpuriousLine)
        {
            IOPort.Write8(command, ReadInService);
            if ((IOPort.Read8(command) & (1 << SpuriousLine)) == 0)
            {
                if (ofSlave)
                {
                    IOPort.Write8(MasterCommand, EndOfInterrupt);
                }

                return false;
            }
        }

        if (ofSlave)
        {
            IOPort.Write8(SlaveCommand, EndOfInterrupt);
        }

        IOPort.Write8(MasterCommand, EndOfInterrupt);
        return true;
    }
}
