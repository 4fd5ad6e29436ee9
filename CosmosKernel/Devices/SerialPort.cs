using Cosmos.Core;

namespace CosmosKernel.Devices;

/// <summary>
/// The log's serial port, a 16550, written to by polling: no interrupt, no buffer, so that the last byte before a crash is out.
/// </summary>
internal static class SerialPort
{
    /// <summary>I/O address of COM1.</summary>
    public const int First = 0x3F8;

    /// <summary>I/O address of COM2.</summary>
    public const int Second = 0x2F8;

    private const int LineStatus = 5;
    private const byte HoldingRegisterEmpty = 0x20;
    private const byte TransmitterEmpty = 0x40;
    private const int PatienceInPolls = 100_000;

    private static int port;

    /// <summary>Chooses the port: 115200 baud, 8 bits, no parity, one stop bit.</summary>
    /// <param name="address"><see cref="First"/> or <see cref="Second"/>.</param>
    public static void Initialize(int address)
    {
        port = address;
        IOPort.Write8(port + 1, 0x00); // no interrupts
        IOPort.Write8(port + 3, 0x80); // the next two set the divisor
        IOPort.Write8(port + 0, 0x01);
        IOPort.Write8(port + 1, 0x00);
        IOPort.Write8(port + 3, 0x03); // 8N1
        IOPort.Write8(port + 2, 0xC7); // FIFOs on and empty
        IOPort.Write8(port + 4, 0x03); // we are here
    }

    /// <summary>Sends a byte, when the port is ready for it. On a machine without the port it is dropped after a while.</summary>
    /// <param name="value">The byte.</param>
    public static void Write(byte value)
    {
        if (WaitFor(HoldingRegisterEmpty))
        {
            IOPort.Write8(port, value);
        }
    }

    /// <summary>Waits until the last byte is out on the wire; an emulator that ends before loses it.</summary>
    public static void Drain() => WaitFor(TransmitterEmpty);

    private static bool WaitFor(byte status)
    {
        for (int polls = 0; polls < PatienceInPolls; polls++)
        {
            if ((IOPort.Read8(port + LineStatus) & status) != 0)
            {
                return true;
            }
        }

        return false;
    }
}
