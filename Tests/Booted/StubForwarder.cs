using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace CosmosPaging.Tests.Booted;

/// <summary>
/// A stub for gdb that knows less than QEMU's: it stands between gdb and QEMU's, hides the control registers, and has of what is not in
/// gdb's own protocol only as much as gdb tells it to have, by a packet <c>manners:</c> of its own. So what is said to one stub can be said
/// to another, of the same machine at the same moment.
/// </summary>
internal sealed class StubForwarder : IAsyncDisposable
{
    /// <summary>The packet that changes what is known; behind it comes the name of one of <see cref="StubManners"/>.</summary>
    public const string MannersPacket = "manners:";

    // gdb's own i386 without a description: 8 general registers, EIP, EFLAGS, 6 selectors. In QEMU's, CR3 is number 21.
    private const int CoreDigits = 16 * 8;
    private const string ReadCr3 = "p15";
    private const string MonitorCommand = "qRcmd,";
    private const string PhysicalMode = "Qqemu.PhyMemMode:";

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource patience;
    private readonly Process emulator;
    private readonly Task forwarding;
    private StubManners manners = StubManners.PhysicalPacket;

    /// <summary>Waits for one gdb.</summary>
    /// <param name="emulator">QEMU, with <c>-gdb stdio</c>; ends with this.</param>
    /// <param name="limit">How long all of it may last.</param>
    public StubForwarder(Process emulator, TimeSpan limit)
    {
        this.emulator = emulator;
        patience = new CancellationTokenSource(limit);
        listener.Start();
        forwarding = ForwardAsync();
    }

    /// <summary>What <c>target remote</c> must be told.</summary>
    public string Address => $"127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";

    public async ValueTask DisposeAsync()
    {
        await patience.CancelAsync();
        listener.Stop();
        emulator.Kill(entireProcessTree: true); // it runs under timeout
        await emulator.WaitForExitAsync();
        emulator.Dispose();
        try
        {
            await forwarding;
        }
        catch (Exception cause) when (cause is IOException or SocketException or OperationCanceledException)
        {
            // gdb has gone, or QEMU has: the session is over.
        }

        patience.Dispose();
    }

    /// <summary>Reads up to the end of a packet; what comes between packets are acknowledgements.</summary>
    private static async Task<string> ReceiveAsync(Stream from, CancellationToken cancellation)
    {
        StringBuilder packet = new();
        byte[] one = new byte[1];
        while (packet.Length < 4 || packet[^3] != '#')
        {
            await from.ReadExactlyAsync(one, cancellation);
            if (packet.Length > 0 || one[0] == '$')
            {
                packet.Append((char)one[0]);
            }
        }

        return packet.ToString(1, packet.Length - 4);
    }

    private static async Task SendAsync(Stream to, string text, CancellationToken cancellation)
    {
        int sum = text.Sum(letter => letter) & 0xFF;
        await to.WriteAsync(Encoding.Latin1.GetBytes(string.Create(CultureInfo.InvariantCulture, $"${text}#{sum:x2}")), cancellation);
        await to.FlushAsync(cancellation);
    }

    private static string Hexadecimal(string text) => Convert.ToHexStringLower(Encoding.ASCII.GetBytes(text));

    private async Task ForwardAsync()
    {
        using TcpClient client = await listener.AcceptTcpClientAsync(patience.Token);
        client.NoDelay = true;
        NetworkStream debugger = client.GetStream();

        // QEMU tells registers by number only to those who have read its description.
        await AskAsync("qXfer:features:read:target.xml:0,ffb");
        while (true)
        {
            string question = await ReceiveAsync(debugger, patience.Token);
            await debugger.WriteAsync("+"u8.ToArray(), patience.Token);
            foreach (string answer in await AnswerAsync(question))
            {
                await SendAsync(debugger, answer, patience.Token);
            }
        }
    }

    private async Task<string[]> AnswerAsync(string question)
    {
        if (question.StartsWith(MannersPacket, StringComparison.Ordinal))
        {
            manners = Enum.Parse<StubManners>(question[MannersPacket.Length..]);
            return ["OK"];
        }

        if (question.StartsWith(MonitorCommand, StringComparison.Ordinal))
        {
            return await MonitorAsync(Encoding.ASCII.GetString(Convert.FromHexString(question[MonitorCommand.Length..])));
        }

        bool isUnknown = question[0] == 'p'
            || (question.Contains("qemu", StringComparison.Ordinal) && !manners.HasFlag(StubManners.PhysicalPacket));
        string answer = isUnknown ? "" : await AskAsync(question);
        return
        [
            question[0] == 'g' ? answer[..CoreDigits]
                : question.StartsWith("qSupported", StringComparison.Ordinal) ? string.Join(
                    ';', answer.Split(';').Where(feature => feature != "qXfer:features:read+"))
                : answer,
        ];
    }

    /// <summary>The commands that are known of VMware's stub, for whose answers see Docs/Debugging.md.</summary>
    private async Task<string[]> MonitorAsync(string command)
    {
        switch (command)
        {
            case "r cr3" when manners.HasFlag(StubManners.MonitorTellsCr3):
                byte[] value = Convert.FromHexString(await AskAsync(ReadCr3));
                return ["O" + Hexadecimal(string.Create(CultureInfo.InvariantCulture, $"cr3=0x{BitConverter.ToUInt32(value):x}\n")), "OK"];
            case "phys" or "virt" when manners.HasFlag(StubManners.MonitorSwitchesToPhysical):
                return [await AskAsync(PhysicalMode + (command == "phys" ? "1" : "0"))];
            default:
                return [""];
        }
    }

    private async Task<string> AskAsync(string question)
    {
        await SendAsync(emulator.StandardInput.BaseStream, question, patience.Token);
        string answer = await ReceiveAsync(emulator.StandardOutput.BaseStream, patience.Token);
        await emulator.StandardInput.BaseStream.WriteAsync("+"u8.ToArray(), patience.Token);
        await emulator.StandardInput.BaseStream.FlushAsync(patience.Token);
        return answer;
    }
}
