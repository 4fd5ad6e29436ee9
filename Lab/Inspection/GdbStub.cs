using System;
using System.Globalization;
using System.IO;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace CosmosPaging.Lab.Inspection;

/// <summary>
/// The little of gdb's remote protocol that it takes to set a register of QEMU's, which its monitor cannot. One packet is <c>$text#sum</c>,
/// with the sum of the text's bytes in two hexadecimal digits; each is acknowledged by <c>+</c>.
/// </summary>
internal sealed class GdbStub : IAsyncDisposable
{
    // By QEMU's description of an i386: 8 general registers, EIP, EFLAGS, 6 selectors, 3 segment bases, then CR0, CR2, CR3.
    private const int Cr3 = 21;

    private readonly NetworkStream stream;
    private readonly TimeSpan limit;

    private GdbStub(Socket socket, TimeSpan limit)
    {
        stream = new NetworkStream(socket, ownsSocket: true);
        this.limit = limit;
    }

    /// <summary>Connects to a stub that listens already.</summary>
    public static async Task<GdbStub> ConnectAsync(string socketPath, TimeSpan limit, CancellationToken cancellation)
    {
        Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(socketPath), cancellation).ConfigureAwait(false);
        }
        catch (SocketException cause)
        {
            socket.Dispose();
            throw new InspectionException("QEMU's gdb port does not answer: " + cause.Message);
        }

        GdbStub stub = new(socket, limit);

        // QEMU numbers the registers by its description only once somebody has asked for it.
        await stub.AskAsync("qXfer:features:read:target.xml:0,ffb", cancellation).ConfigureAwait(false);
        return stub;
    }

    /// <summary>Sets CR3.</summary>
    public async Task SetCr3Async(uint value, CancellationToken cancellation)
    {
        byte[] bytes = new byte[4];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        string answer = await AskAsync(
            string.Create(CultureInfo.InvariantCulture, $"P{Cr3:x}={Convert.ToHexStringLower(bytes)}"), cancellation).ConfigureAwait(false);
        if (answer != "OK")
        {
            throw new InspectionException($"QEMU does not let CR3 be set: '{answer}'");
        }
    }

    public ValueTask DisposeAsync() => stream.DisposeAsync();

    private async Task<string> AskAsync(string text, CancellationToken cancellation)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(limit);
        byte sum = 0;
        foreach (byte letter in Encoding.ASCII.GetBytes(text))
        {
            sum += letter;
        }

        try
        {
            await stream.WriteAsync(
                Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"${text}#{sum:x2}")),
                patience.Token).ConfigureAwait(false);
            StringBuilder answer = new();
            byte[] one = new byte[1];
            while (answer.Length < 3 || answer[^3] != '#')
            {
                await stream.ReadExactlyAsync(one, patience.Token).ConfigureAwait(false);
                if (answer.Length > 0 || one[0] == '$')
                {
                    answer.Append((char)one[0]);
                }
            }

            await stream.WriteAsync("+"u8.ToArray(), patience.Token).ConfigureAwait(false);
            return answer.ToString(1, answer.Length - 4);
        }
        catch (Exception cause) when (
            cause is IOException || (cause is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new InspectionException("QEMU's gdb port does not answer: " + cause.Message);
        }
    }
}
