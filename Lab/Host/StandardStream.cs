using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;

namespace CosmosPaging.Lab.Host;

/// <summary>
/// Standard output or standard error, without a buffer. .NET's own stream takes a pipe whose reader has ended for one that takes
/// everything, so a run would go on for nobody.
/// </summary>
public sealed unsafe class StandardStream : Stream
{
    private readonly int descriptor;
    private readonly string? name;

    [SupportedOSPlatform("linux")]
    private StandardStream(int descriptor, string? name)
    {
        this.descriptor = descriptor;
        this.name = name;
    }

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>A writer to standard output, which throws <see cref="OutputLostException"/> where it cannot write.</summary>
    /// <returns>The writer.</returns>
    public static TextWriter Output() =>
        Writer(OperatingSystem.IsLinux() ? new StandardStream(1, "standard output") : Console.OpenStandardOutput());

    /// <summary>A writer to standard error. What cannot be written there is lost: there is no other place to complain at.</summary>
    /// <returns>The writer.</returns>
    public static TextWriter Errors() =>
        Writer(OperatingSystem.IsLinux() ? new StandardStream(2, name: null) : Console.OpenStandardError());

    /// <inheritdoc/>
    [SupportedOSPlatform("linux")]
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    [SupportedOSPlatform("linux")]
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        fixed (byte* bytes = buffer)
        {
            int done = 0;
            while (done < buffer.Length)
            {
                nint count = NativeCalls.Write(descriptor, bytes + done, buffer.Length - done);
                if (count >= 0)
                {
                    done += (int)count;
                    continue;
                }

                switch (Marshal.GetLastPInvokeError())
                {
                    case NativeCalls.Interrupted:
                        break;
                    case NativeCalls.TryAgain:
                        NativeCalls.WaitForRoom(descriptor);
                        break;
                    default:
                        if (name is null)
                        {
                            return;
                        }

                        throw new OutputLostException($"{name}: {Marshal.GetLastPInvokeErrorMessage()}");
                }
            }
        }
    }

    /// <inheritdoc/>
    public override void Flush()
    {
        // Nothing is kept back.
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    private static StreamWriter Writer(Stream stream) =>
        new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true };
}
