using System;
using System.IO;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;

namespace CosmosPaging.Lab.Inspection;

/// <summary>
/// A connection to QEMU's monitor: QMP, one JSON object a line, over a Unix socket. Commands are asked one at a time, each within the
/// connection's time limit.
/// </summary>
public sealed class QmpClient : IAsyncDisposable
{
    // 'info tlb' over a fully mapped gigabyte is some eight megabytes long.
    private const int AnswerLimit = 64 << 20;
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(10);

    // Of all connections together, so that no two questions have the same number.
    private static long questions;

    private readonly NetworkStream stream;
    private readonly TimeSpan limit;
    private readonly byte[] buffer = new byte[64 * 1024];
    private int start;
    private int end;

    private QmpClient(NetworkStream stream, TimeSpan limit)
    {
        this.stream = stream;
        this.limit = limit;
    }

    /// <summary>Connects, and waits for the socket to appear if the emulator has just been started.</summary>
    /// <param name="socketPath">The path of the monitor's socket.</param>
    /// <param name="limit">How long the connection, and each command on it, may take.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <returns>A connection that is ready for commands.</returns>
    /// <exception cref="InspectionException">Nothing answered in time, or not as a monitor does.</exception>
    public static async Task<QmpClient> ConnectAsync(string socketPath, TimeSpan limit, CancellationToken cancellation)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(limit);
        Socket socket;
        try
        {
            socket = await ReachAsync(socketPath, patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException cause) when (!cancellation.IsCancellationRequested)
        {
            throw new InspectionException($"No monitor answers at {socketPath}.", cause);
        }

        QmpClient client = new(new NetworkStream(socket, ownsSocket: true), limit);
        try
        {
            await client.WithinLimitAsync(client.ReadGreetingAsync, cancellation).ConfigureAwait(false);
            await client.ExecuteAsync("qmp_capabilities", arguments: null, cancellation).ConfigureAwait(false);
            return client;
        }
        catch
        {
            await client.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Asks a command of QMP's.</summary>
    /// <param name="command">The command, such as <c>query-status</c>.</param>
    /// <param name="arguments">Its arguments, if it takes any.</param>
    /// <param name="cancellation">Ends the waiting; the connection is then of no further use.</param>
    /// <returns>The answer's <c>return</c> member.</returns>
    /// <exception cref="InspectionException">The monitor refused the command, took too long, or went away.</exception>
    public Task<JsonElement> ExecuteAsync(string command, JsonObject? arguments, CancellationToken cancellation)
    {
        long id = Interlocked.Increment(ref questions);
        JsonObject question = new() { ["execute"] = command, ["id"] = id };
        if (arguments is not null)
        {
            question["arguments"] = arguments;
        }

        byte[] line = Encoding.UTF8.GetBytes(question.ToJsonString() + "\n");
        return WithinLimitAsync(
            async token =>
            {
                await stream.WriteAsync(line, token).ConfigureAwait(false);
                return await ReadAnswerAsync(command, id, token).ConfigureAwait(false);
            },
            cancellation);
    }

    /// <summary>Asks a command of the human monitor's, such as <c>info tlb</c>.</summary>
    /// <param name="line">The command line.</param>
    /// <param name="cancellation">Ends the waiting; the connection is then of no further use.</param>
    /// <returns>What the monitor would print.</returns>
    /// <exception cref="InspectionException">The monitor refused the command, took too long, or went away.</exception>
    public async Task<string> AskHumanMonitorAsync(string line, CancellationToken cancellation)
    {
        JsonObject arguments = new() { ["command-line"] = line };
        JsonElement answer = await ExecuteAsync("human-monitor-command", arguments, cancellation).ConfigureAwait(false);
        return (answer.GetString() ?? "").ReplaceLineEndings("\n");
    }

    /// <summary>Stops the machine's processor.</summary>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <returns>When it is stopped.</returns>
    public Task StopAsync(CancellationToken cancellation) => ExecuteAsync("stop", arguments: null, cancellation);

    /// <summary>Lets the machine's processor go on.</summary>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <returns>When it goes on.</returns>
    public Task ContinueAsync(CancellationToken cancellation) => ExecuteAsync("cont", arguments: null, cancellation);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => stream.DisposeAsync();

    private static async Task<Socket> ReachAsync(string socketPath, CancellationToken patience)
    {
        while (true)
        {
            Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(socketPath), patience).ConfigureAwait(false);
                return socket;
            }
            catch (SocketException)
            {
                // The emulator has not made its socket yet.
                socket.Dispose();
            }
            catch
            {
                socket.Dispose();
                throw;
            }

            await Task.Delay(RetryInterval, patience).ConfigureAwait(false);
        }
    }

    private async Task<T> WithinLimitAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellation)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(limit);
        try
        {
            return await work(patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException cause) when (!cancellation.IsCancellationRequested)
        {
            throw new InspectionException($"The monitor did not answer within {limit.TotalSeconds:0.#} s.", cause);
        }
        catch (Exception cause) when (cause is IOException or JsonException)
        {
            throw new InspectionException("The connection to the monitor broke: " + cause.Message, cause);
        }
    }

    /// <summary>QEMU's greeting. What it still owed somebody who was connected before may come first.</summary>
    private async Task<JsonElement> ReadGreetingAsync(CancellationToken token)
    {
        while (true)
        {
            JsonElement message = await ReadAsync(token).ConfigureAwait(false);
            if (message.TryGetProperty("QMP", out _))
            {
                return message;
            }

            if (!message.TryGetProperty("id", out _) && !message.TryGetProperty("event", out _))
            {
                throw new InspectionException("The monitor's greeting is not QMP's.");
            }
        }
    }

    private async Task<JsonElement> ReadAnswerAsync(string command, long id, CancellationToken token)
    {
        while (true)
        {
            JsonElement message = await ReadAsync(token).ConfigureAwait(false);
            if (message.TryGetProperty("id", out JsonElement answered)
                && !(answered.ValueKind == JsonValueKind.Number && answered.TryGetInt64(out long other) && other == id))
            {
                // QEMU answers whoever is connected, also a question of somebody who was connected before and gave up.
                continue;
            }

            if (message.TryGetProperty("return", out JsonElement result))
            {
                return result;
            }

            if (message.TryGetProperty("error", out JsonElement error))
            {
                string words = error.TryGetProperty("desc", out JsonElement description) ? description.ToString() : error.ToString();
                throw new InspectionException($"The monitor refused '{command}': {words}");
            }

            // Anything else is an event ("STOP", "RESUME", …), which comes whenever it likes.
        }
    }

    private async Task<JsonElement> ReadAsync(CancellationToken token)
    {
        using MemoryStream line = new();
        while (true)
        {
            if (start == end)
            {
                start = 0;
                end = await stream.ReadAsync(buffer, token).ConfigureAwait(false);
                if (end == 0)
                {
                    throw new InspectionException("The monitor closed the connection.");
                }
            }

            int lineEnd = Array.IndexOf(buffer, (byte)'\n', start, end - start);
            int until = lineEnd < 0 ? end : lineEnd;
            line.Write(buffer, start, until - start);
            start = lineEnd < 0 ? end : lineEnd + 1;
            if (line.Length > AnswerLimit)
            {
                throw new InspectionException("The monitor's answer is too long.");
            }

            if (lineEnd >= 0)
            {
                using JsonDocument document = JsonDocument.Parse(line.GetBuffer().AsMemory(0, (int)line.Length));
                return document.RootElement.ValueKind == JsonValueKind.Object
                    ? document.RootElement.Clone()
                    : throw new InspectionException("The monitor sent something that is no object.");
            }
        }
    }
}
