using System;
using System.Buffers.Binary;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace CosmosPaging.Tests.Booted;

/// <summary>What a VNC viewer does, as far as Bochs' server needs it: RFB 3.3 without a password, one byte a pixel, unencoded (RFC 6143).</summary>
internal sealed class RfbClient : IDisposable
{
    private const byte RequestUpdate = 3;
    private const byte KeyEvent = 4;

    private readonly TcpClient connection;
    private readonly NetworkStream stream;
    private readonly int width;
    private readonly byte[] pixels;

    private RfbClient(TcpClient connection, int width, int height)
    {
        this.connection = connection;
        stream = connection.GetStream();
        this.width = width;
        pixels = new byte[width * height];
    }

    public static async Task<RfbClient> ConnectAsync(int port, CancellationToken patience)
    {
        TcpClient connection = new();
        await connection.ConnectAsync(IPAddress.Loopback, port, patience);
        NetworkStream stream = connection.GetStream();
        await stream.ReadExactlyAsync(new byte[12], patience); // the server's version
        await stream.WriteAsync("RFB 003.003\n"u8.ToArray(), patience);
        await stream.ReadExactlyAsync(new byte[4], patience); // security: none
        await stream.WriteAsync(new byte[] { 1 }, patience); // others may look, too
        byte[] start = new byte[24];
        await stream.ReadExactlyAsync(start, patience);
        await stream.ReadExactlyAsync(new byte[BinaryPrimitives.ReadInt32BigEndian(start.AsSpan(20))], patience);
        return new RfbClient(connection, BinaryPrimitives.ReadUInt16BigEndian(start), BinaryPrimitives.ReadUInt16BigEndian(start.AsSpan(2)));
    }

    /// <summary>Presses a key, or releases it.</summary>
    /// <param name="symbol">X11's number for it.</param>
    /// <param name="down">Whether it is pressed.</param>
    /// <param name="patience">Ends the attempt.</param>
    public async Task HoldAsync(uint symbol, bool down, CancellationToken patience)
    {
        byte[] message = new byte[8];
        message[0] = KeyEvent;
        message[1] = down ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(4), symbol);
        await stream.WriteAsync(message, patience);
    }

    /// <summary>The picture as it is now.</summary>
    /// <param name="patience">Ends the waiting.</param>
    public async Task<Func<int, int, int>> LookAsync(CancellationToken patience)
    {
        byte[] request = new byte[10];
        request[0] = RequestUpdate; // of all, not only of what has changed
        BinaryPrimitives.WriteUInt16BigEndian(request.AsSpan(6), (ushort)width);
        BinaryPrimitives.WriteUInt16BigEndian(request.AsSpan(8), (ushort)(pixels.Length / width));
        await stream.WriteAsync(request, patience);
        byte[] header = new byte[4];
        await stream.ReadExactlyAsync(header, patience);
        if (header[0] != 0)
        {
            throw new InvalidDataException($"the server sent message {header[0]}, and not an update");
        }

        for (int rectangles = BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(2)); rectangles > 0; rectangles--)
        {
            byte[] place = new byte[12];
            await stream.ReadExactlyAsync(place, patience);
            int left = BinaryPrimitives.ReadUInt16BigEndian(place);
            int top = BinaryPrimitives.ReadUInt16BigEndian(place.AsSpan(2));
            int wide = BinaryPrimitives.ReadUInt16BigEndian(place.AsSpan(4));
            int high = BinaryPrimitives.ReadUInt16BigEndian(place.AsSpan(6));
            for (int y = top; y < top + high; y++)
            {
                await stream.ReadExactlyAsync(pixels.AsMemory((y * width) + left, wide), patience);
            }
        }

        byte[] seen = [.. pixels];
        return (x, y) => seen[(y * width) + x];
    }

    public void Dispose() => connection.Dispose();
}
