using System;
using System.Buffers.Binary;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using CosmosKernel.Screen;
using NUnit.Framework;

namespace CosmosPaging.Tests.Booted;

/// <summary>
/// A desktop that nobody sits at, on which an emulator opens its window: the X server Xvfb, which keeps the picture in a file.
/// </summary>
internal sealed class Desktop : IAsyncDisposable
{
    private const string Keys = " V mapping F format T task S step N next A all Enter fault B tables H help Q end";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly string folder;
    private readonly Process server;

    private Desktop(string folder, Process server, string name)
    {
        this.folder = folder;
        this.server = server;
        Name = name;
    }

    /// <summary>What the variable DISPLAY must hold.</summary>
    public string Name { get; }

    public static async Task<Desktop> StartAsync()
    {
        string folder = Directory.CreateTempSubdirectory("desktop-").FullName;
        ProcessStartInfo start = new("Xvfb", ["-displayfd", "1", "-screen", "0", "1024x768x24", "-fbdir", folder, "-nolisten", "tcp"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Process server = Process.Start(start)!;
        server.BeginErrorReadLine();
        return new Desktop(folder, server, ":" + await server.StandardOutput.ReadLineAsync());
    }

    /// <summary>Waits until a row of the live view, somewhere near the top left of the screen, begins as it should.</summary>
    /// <param name="row">0 to 24.</param>
    /// <param name="text">The text; a question mark is any character.</param>
    /// <returns>All rows.</returns>
    public async Task<string[]> WaitForRowAsync(int row, string text)
    {
        string[] rows = [];
        Stopwatch watch = Stopwatch.StartNew();
        while (watch.Elapsed < Patience)
        {
            await Task.Delay(250);
            XwdPicture screen = XwdPicture.Read(Path.Combine(folder, "Xvfb_screen0"));
            foreach ((int left, int top) in from top in Enumerable.Range(0, 80) from left in Enumerable.Range(0, 16) select (left, top))
            {
                ScreenPicture picture = new();
                picture.Look((x, y) => screen[x + left, y + top]);
                if (picture.TryLearn(Canvas.Rows - 1, Keys))
                {
                    rows = [.. Enumerable.Range(0, Canvas.Rows).Select(picture.Read)];
                    break;
                }
            }

            if (rows.Length > 0 && ScreenPicture.Begins(rows[row], text))
            {
                return rows;
            }
        }

        throw new AssertionException($"the window never showed \"{text}\":\n{string.Join('\n', rows)}");
    }

    public async ValueTask DisposeAsync()
    {
        server.Kill();
        await server.WaitForExitAsync();
        server.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>A screen as an X server keeps it in a file: XWD's format, 32 bits a pixel.</summary>
    private sealed class XwdPicture(byte[] bytes, int start, int stride)
    {
        public int this[int x, int y] => BitConverter.ToInt32(bytes, start + (y * stride) + (x * sizeof(int))) & 0xFFFFFF;

        public static XwdPicture Read(string path)
        {
            byte[] bytes;
            using (FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite))
            {
                bytes = new byte[file.Length];
                file.ReadExactly(bytes);
            }

            int Word(int index) => BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(index * sizeof(int)));
            const int bitsPerPixel = 11;
            const int bytesPerLine = 12;
            const int colours = 19;
            const int colourBytes = 12;
            Assert.That(Word(bitsPerPixel), Is.EqualTo(32), path);
            return new XwdPicture(bytes, Word(0) + (Word(colours) * colourBytes), Word(bytesPerLine));
        }
    }
}
