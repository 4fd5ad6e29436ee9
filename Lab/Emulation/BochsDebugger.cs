using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using CosmosPaging.Lab.Inspection;

namespace CosmosPaging.Lab.Emulation;

/// <summary>
/// A conversation with Bochs' debugger over its standard input and output. It does not say where an answer ends; so each question is
/// followed by another one, to evaluate a number, whose answer is known.
/// </summary>
/// <param name="input">What the debugger reads.</param>
/// <param name="output">The lines that it prints; completed when it ends.</param>
internal sealed partial class BochsDebugger(TextWriter input, ChannelReader<string> output)
{
    private const string EndQuestion = "? 0x7e57c0de";
    private const string EndAnswer = "0x7e57c0de 2119680222";
    private const string Stopped = "Next at t=";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Waits until the machine stops.</summary>
    /// <returns>False if the emulator has ended.</returns>
    public async Task<bool> WaitForStopAsync(CancellationToken cancellation)
    {
        // The first stop is before the first instruction, which 'continue' of the command file ends.
        while (await output.WaitToReadAsync(cancellation).ConfigureAwait(false))
        {
            while (output.TryRead(out string? line))
            {
                if (line.StartsWith(Stopped, StringComparison.Ordinal) && line != Stopped + "0")
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Lets the machine go on.</summary>
    public Task ContinueAsync(CancellationToken cancellation) => SayAsync("continue", cancellation);

    /// <summary>Asks several things at once.</summary>
    /// <returns>The lines of all answers.</returns>
    public async Task<IReadOnlyList<string>> AskAsync(IEnumerable<string> questions, CancellationToken cancellation)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            await SayAsync(string.Join('\n', questions.Append(EndQuestion)), patience.Token).ConfigureAwait(false);
            return await ReadAnswerAsync(patience.Token).ConfigureAwait(false);
        }
        catch (Exception cause) when (cause is ChannelClosedException or IOException)
        {
            throw new InspectionException("Bochs ended while its debugger was asked");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new InspectionException($"Bochs' debugger did not answer within {Patience.TotalSeconds} s");
        }
    }

    private async Task<List<string>> ReadAnswerAsync(CancellationToken cancellation)
    {
        List<string> lines = [];
        while (true)
        {
            // What is typed is printed back, behind the prompt.
            string line = await output.ReadAsync(cancellation).ConfigureAwait(false);
            if (line == EndAnswer)
            {
                return lines;
            }

            if (!Prompt().IsMatch(line))
            {
                lines.Add(line);
            }
        }
    }

    private async Task SayAsync(string text, CancellationToken cancellation)
    {
        await input.WriteAsync((text + "\n").AsMemory(), cancellation).ConfigureAwait(false);
        await input.FlushAsync(cancellation).ConfigureAwait(false);
    }

    [GeneratedRegex("^<bochs:[0-9]+> ")]
    private static partial Regex Prompt();
}
