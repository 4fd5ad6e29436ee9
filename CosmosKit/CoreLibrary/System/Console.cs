using Internal.Runtime;

namespace System;

/// <summary>
/// Text for people: in a kernel on the screen and the first serial port, in a program on its standard output. Characters
/// outside Latin-1 become question marks. Writing a string allocates nothing.
/// </summary>
public static unsafe class Console
{
    private const int ChunkLength = 64;

    public static void Write(string? value) => Write((ReadOnlySpan<char>)value);

    public static void Write(char value) => Write(new ReadOnlySpan<char>(&value, 1));

    public static void Write(bool value) => Write(value.ToString());

    public static void Write(int value) => Write(value.ToString());

    public static void Write(uint value) => Write(value.ToString());

    public static void Write(long value) => Write(value.ToString());

    public static void Write(ulong value) => Write(value.ToString());

    public static void Write(double value) => Write(value.ToString());

    public static void Write(object? value) => Write(value?.ToString());

    public static void Write(string format, object? arg0) => Write(string.Format(format, arg0));

    public static void Write(string format, params object?[] arg) => Write(string.Format(format, arg));

    public static void WriteLine() => Write('\n');

    public static void WriteLine(string? value)
    {
        Write(value);
        WriteLine();
    }

    public static void WriteLine(char value)
    {
        Write(value);
        WriteLine();
    }

    public static void WriteLine(bool value) => WriteLine(value.ToString());

    public static void WriteLine(int value) => WriteLine(value.ToString());

    public static void WriteLine(uint value) => WriteLine(value.ToString());

    public static void WriteLine(long value) => WriteLine(value.ToString());

    public static void WriteLine(ulong value) => WriteLine(value.ToString());

    public static void WriteLine(double value) => WriteLine(value.ToString());

    public static void WriteLine(object? value) => WriteLine(value?.ToString());

    public static void WriteLine(string format, object? arg0) => WriteLine(string.Format(format, arg0));

    public static void WriteLine(string format, params object?[] arg) => WriteLine(string.Format(format, arg));

    internal static void Write(ReadOnlySpan<char> text)
    {
        byte* chunk = stackalloc byte[ChunkLength];
        int used = 0;
        for (int i = 0; i < text.Length; i++)
        {
            chunk[used++] = text[i] <= 0xff ? (byte)text[i] : (byte)'?';
            if (used == ChunkLength)
            {
                Platform.Write(chunk, ChunkLength);
                used = 0;
            }
        }

        Platform.Write(chunk, used);
    }
}
