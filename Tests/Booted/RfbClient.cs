using System;
using System.Buffers.Binary;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace CosmosPaging.Tests.Booted;

/// <summary>
/// What a VNC viewer does, as far as Bochs' server needs it: RFB 3.3 without a password, one byte a pixel, unencoded (RFC 6143).
/// </summary>
internal sealed class RfbClient : IDisposable
{
    private const byte RequestUpdate = 3;
    private const byte KeyEvent = 4;
    private static readonly TimeSpan LongestUpdate = TimeSpan.FromMilliseconds(100);

    private readonly TcpClient connection;
    private readonly NetworkStream stream;
    private readonly int width;
    private readonly byte[] pixels;
    private readonly Task receiving;
    private TaskCompletionSource update = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RfbClient(TcpClient connection, int width, int height)
    {
        this.connection = connection;
        stream = connection.GetStream();
        this.width = width;
        pixels = new byte[width * height];
        receiving = ReceiveAsync();
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
        return new RfbClient(
            connection, BinaryPrimitives.ReadUInt16BigEndian(start), BinaryPrimitives.ReadUInt16BigEndian(start.AsSpan(2)));
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

    /// <summary>The picture as it is now, or was a moment ago.</summary>
    /// <param name="patience">Ends the waiting.</param>
    /// <exception cref="IOException">The server has gone.</exception>
    public async Task<Func<int, int, int>> LookAsync(CancellationToken patience)
    {
        Task coming = Volatile.Read(ref update).Task;
        byte[] request = new byte[10];
        request[0] = RequestUpdate; // of all, not only of what has changed
        BinaryPrimitives.WriteUInt16BigEndian(request.AsSpan(6), (ushort)width);
        BinaryPrimitives.WriteUInt16BigEndian(request.AsSpan(8), (ushort)(pixels.Length / width));
        await stream.WriteAsync(request, patience);

        // Bochs forgets a request that comes just while it sends something else.
        await Task.WhenAny(coming, receiving, Task.Delay(LongestUpdate, patience));
        patience.ThrowIfCancellationRequested();
        if (receiving.IsCompleted)
        {
            await receiving;
        }

        byte[] seen;
        lock (pixels)
        {
            seen = [.. pixels];
        }

        return (x, y) => seen[(y * width) + x];
    }

    public void Dispose() => connection.Dispose();

    /// <summary>Takes updates as they come, asked for or not, until the server goes.</summary>
    private async Task ReceiveAsync()
    {
        byte[] header = new byte[4];
        byte[] place = new byte[12];
        while (true)
        {
            await stream.ReadExactlyAsync(header);
            if (header[0] != 0)
            {
                throw new InvalidDataException($"the server sent message {header[0]}, and not an update");
            }

            for (int rectangles = BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(2)); rectangles > 0; rectangles--)
            {
                await stream.ReadExactlyAsync(place);
                int left = BinaryPrimitives.ReadUInt16BigEndian(place);
                int top = BinaryPrimitives.ReadUInt16BigEndian(place.AsSpan(2));
                int wide = BinaryPrimitives.ReadUInt16BigEndian(place.AsSpan(4));
                int high = BinaryPrimitives.ReadUInt16BigEndian(place.AsSpan(6));
                byte[] content = new byte[wide * high];
                await stream.ReadExactlyAsync(content);
                lock (pixels)
                {
                    for (int y = 0; y < high; y++)
                    {
                        content.AsSpan(y * wide, wide).CopyTo(pixels.AsSpan(((top + y) * width) + left));
                    }
                }
            }

            Interlocked.Exchange(ref update, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        }
    }
}
