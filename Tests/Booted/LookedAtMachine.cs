using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using CosmosKernel.Screen;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Emulation;
using CosmosPaging.Lab.Guest;
using CosmosPaging.Lab.Inspection;
using NUnit.Framework;

namespace CosmosPaging.Tests.Booted;

/// <summary>A machine with the live view, with hands on its keyboard and eyes on its screen: QEMU's monitor, or VNC to Bochs.</summary>
internal abstract partial class LookedAtMachine : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly CancellationTokenSource patience = new(Patience);

    protected LookedAtMachine(IMachine machine) => Machine = machine;

    public IMachine Machine { get; }

    protected CancellationToken Token => patience.Token;

    /// <summary>Starts one.</summary>
    /// <param name="emulator">The emulator's name.</param>
    /// <param name="definition">What to boot.</param>
    public static async Task<LookedAtMachine> StartAsync(string emulator, MachineDefinition definition)
    {
        bool isQemu = emulator == EmulatorChoice.Qemu;
        IMachine machine = KernelBoot.Emulator(emulator).Start(definition with { Screen = MachineScreen.Hidden, Monitor = isQemu });
        return isQemu
            ? new Qemu(machine, await machine.ConnectMonitorAsync(Patience, CancellationToken.None))
            : new Bochs(machine);
    }

    /// <summary>Waits for a line on the serial port.</summary>
    public async Task WaitForAsync(Predicate<ConsoleLine> wanted)
    {
        bool came = await Machine.WaitForLineAsync(wanted, Patience, Token);
        Assert.That(came, () => KernelBoot.Show(Machine.Lines));
    }

    /// <summary>Waits until so many lines begin in a certain way.</summary>
    public Task WaitForAsync(string start, int count)
    {
        int seen = 0;
        return WaitForAsync(line => line.Text.StartsWith(start, StringComparison.Ordinal) && ++seen == count);
    }

    /// <summary>Waits until a row of the screen begins as it should.</summary>
    /// <param name="row">0 to 24.</param>
    /// <param name="text">The text; a question mark is any character, and a letter that nobody has learned to read is any letter.</param>
    public async Task WaitForRowAsync(int row, string text)
    {
        string[] rows = [];
        while (!patience.IsCancellationRequested)
        {
            rows = await RowsAsync();
            if (ScreenPicture.Begins(rows[row], text))
            {
                return;
            }

            await Task.Delay(50);
        }

        Assert.Fail($"row {row} never became \"{text}\":\n{string.Join('\n', rows)}");
    }

    /// <summary>Presses and releases a key, by QEMU's name for it.</summary>
    public abstract Task PressAsync(string key);

    /// <summary>Presses a key, or releases it.</summary>
    public abstract Task HoldAsync(string key, bool down);

    /// <summary>Reads physical memory, as QEMU alone can while the machine runs.</summary>
    public virtual Task<byte[]> ReadAsync(uint physical, int bytes) => throw new NotSupportedException();

    public abstract Task<string[]> RowsAsync();

    /// <summary>The colours of a cell as its attribute byte has them, by column and row; none where nothing is written.</summary>
    public abstract Task<Func<int, int, byte?>> ColoursAsync();

    /// <summary>Whether a row begins in a certain way just now, or looks as if it might, to one who learns to read by it.</summary>
    /// <param name="row">0 to 24.</param>
    /// <param name="text">The text; a question mark is any character.</param>
    public abstract Task<bool> ShowsAsync(int row, string text);

    /// <summary>Waits until a row begins in a certain way, for those who have to learn to read.</summary>
    public virtual Task LearnAsync(int row, string text) => Task.CompletedTask;

    public virtual async ValueTask DisposeAsync()
    {
        await Machine.DisposeAsync();
        patience.Dispose();
    }

    /// <summary>Keys by QEMU's names, and cells from video memory.</summary>
    private sealed class Qemu(IMachine machine, QmpClient monitor) : LookedAtMachine(machine)
    {
        private const int VideoMemory = 0xB8000;

        public override Task PressAsync(string key) => monitor.AskHumanMonitorAsync("sendkey " + key, Token);

        public override async Task<bool> ShowsAsync(int row, string text) => ScreenPicture.Begins((await RowsAsync())[row], text);

        public override Task HoldAsync(string key, bool down)
        {
            JsonObject data = new() { ["down"] = down, ["key"] = new JsonObject { ["type"] = "qcode", ["data"] = key } };
            JsonObject events = new() { ["events"] = new JsonArray(new JsonObject { ["type"] = "key", ["data"] = data }) };
            return monitor.ExecuteAsync("input-send-event", events, Token);
        }

        public override async Task<string[]> RowsAsync()
        {
            byte[] cells = await ReadAsync(VideoMemory, Canvas.Columns * Canvas.Rows * 2);
            return
            [
                .. Enumerable.Range(0, Canvas.Rows)
                    .Select(row =>
                        string.Concat(Enumerable.Range(row * Canvas.Columns, Canvas.Columns).Select(cell => (char)cells[cell * 2]))),
            ];
        }

        public override async Task<Func<int, int, byte?>> ColoursAsync()
        {
            byte[] cells = await ReadAsync(VideoMemory, Canvas.Columns * Canvas.Rows * 2);
            return (column, row) =>
                cells[((row * Canvas.Columns) + column) * 2] == ' ' ? null : cells[(((row * Canvas.Columns) + column) * 2) + 1];
        }

        public override async ValueTask DisposeAsync()
        {
            await monitor.DisposeAsync();
            await base.DisposeAsync();
        }

        public override async Task<byte[]> ReadAsync(uint physical, int bytes)
        {
            string file = Path.GetTempFileName();
            try
            {
                JsonObject piece = new() { ["val"] = physical, ["size"] = bytes, ["filename"] = file };
                await monitor.ExecuteAsync("pmemsave", piece, Token);
                return await File.ReadAllBytesAsync(file);
            }
            finally
            {
                File.Delete(file);
            }
        }
    }

    /// <summary>Keys and a picture by VNC.</summary>
    private sealed partial class Bochs(IMachine machine) : LookedAtMachine(machine)
    {
        // Above the text Bochs has drawn its buttons.
        private const int Top = 32;

        private static readonly Dictionary<string, uint> Symbols = new()
        {
            ["ret"] = 0xFF0D,
            ["esc"] = 0xFF1B,
            ["up"] = 0xFF52,
            ["down"] = 0xFF54,
            ["end"] = 0xFF57,
            ["shift"] = 0xFFE1,
        };

        // What comes while Bochs works on the key before may be lost or come twice: two threads count the keys (gui/rfb.cc), and compiled,
        // neither waits for the other.
        private static readonly TimeSpan KeyHeld = TimeSpan.FromMilliseconds(50);

        private readonly ScreenPicture picture = new();
        private RfbClient? viewer;

        public override async Task PressAsync(string key)
        {
            await HoldAsync(key, down: true);
            await Task.Delay(KeyHeld, Token);
            await HoldAsync(key, down: false);
            await Task.Delay(KeyHeld, Token);
        }

        public override async Task HoldAsync(string key, bool down) =>
            await (await ViewerAsync()).HoldAsync(Symbols.TryGetValue(key, out uint symbol) ? symbol : key[0], down, Token);

        public override async Task<string[]> RowsAsync()
        {
            await LookAsync();
            return [.. Enumerable.Range(0, Canvas.Rows).Select(picture.Read)];
        }

        public override async Task<Func<int, int, byte?>> ColoursAsync()
        {
            await LookAsync();
            return (column, row) =>
                picture.Colours(column, row) is var (ink, ground) ? (byte)(VgaColour(ink) | (VgaColour(ground) << 4)) : null;
        }

        public override async Task LearnAsync(int row, string text)
        {
            // Bochs shows what the guest has drawn a little later.
            while (!await ShowsAsync(row, text))
            {
                await Task.Delay(50, Token); // fails when patience is out: one letter looks like another, or not always the same
            }
        }

        public override async Task<bool> ShowsAsync(int row, string text)
        {
            await LookAsync();
            return picture.TryLearn(row, text);
        }

        public override ValueTask DisposeAsync()
        {
            viewer?.Dispose();
            return base.DisposeAsync();
        }

        /// <summary>
        /// Which of the VGA's sixteen colours a pixel has. Bochs sends three bits of red, three of green, two of blue: of the VGA's four
        /// levels 0, 2, 5, 7, and of blue 0 to 3, the dark colours have the first and the third.
        /// </summary>
        private static int VgaColour(int pixel)
        {
            (int red, int green, int blue) = (pixel >> 5, (pixel >> 2) & 7, pixel & 3);
            bool isBrown = (red, green, blue) == (5, 2, 0); // the one colour whose green is halved
            return ((blue & 1) << 3) | (red >= 5 ? 4 : 0) | (green >= 5 || isBrown ? 2 : 0) | (blue >= 2 ? 1 : 0);
        }

        [GeneratedRegex(@"listening for connections on port ([0-9]+)")]
        private static partial Regex PortLine();

        private async Task LookAsync()
        {
            Func<int, int, int> pixel = await (await ViewerAsync()).LookAsync(Token);
            picture.Look((x, y) => pixel(x, y + Top));
        }

        private async Task<RfbClient> ViewerAsync()
        {
            Match port;
            while (viewer is null && !(port = PortLine().Match(Machine.ReadFile("bochs.log"))).Success)
            {
                await Task.Delay(50, Token);
            }

            return viewer ??= await RfbClient.ConnectAsync(
                int.Parse(PortLine().Match(Machine.ReadFile("bochs.log")).Groups[1].Value, CultureInfo.InvariantCulture), Token);
        }
    }
}
