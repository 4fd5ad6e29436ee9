using System.Runtime.CompilerServices;

namespace System.Runtime.InteropServices;

/// <summary>Spans over other memory, and the memory under spans.</summary>
public static class MemoryMarshal
{
    public static ref T GetReference<T>(Span<T> span) => ref span._reference;

    public static ref T GetReference<T>(ReadOnlySpan<T> span) => ref span._reference;

    public static ref T GetArrayDataReference<T>(T[] array) => ref Unsafe.As<byte, T>(ref array.FirstElement);

    public static Span<T> CreateSpan<T>(ref T reference, int length) => new(ref reference, length);

    public static ReadOnlySpan<T> CreateReadOnlySpan<T>(ref T reference, int length) => new(ref reference, length);

    public static Span<byte> AsBytes<T>(Span<T> span)
        where T : struct =>
        new(ref Unsafe.As<T, byte>(ref span._reference), span.Length * Unsafe.SizeOf<T>());

    public static ReadOnlySpan<byte> AsBytes<T>(ReadOnlySpan<T> span)
        where T : struct =>
        new(ref Unsafe.As<T, byte>(ref span._reference), span.Length * Unsafe.SizeOf<T>());

    public static Span<TTo> Cast<TFrom, TTo>(Span<TFrom> span)
        where TFrom : struct
        where TTo : struct =>
        new(ref Unsafe.As<TFrom, TTo>(ref span._reference), span.Length * Unsafe.SizeOf<TFrom>() / Unsafe.SizeOf<TTo>());

    public static ReadOnlySpan<TTo> Cast<TFrom, TTo>(ReadOnlySpan<TFrom> span)
        where TFrom : struct
        where TTo : struct =>
        new(ref Unsafe.As<TFrom, TTo>(ref span._reference), span.Length * Unsafe.SizeOf<TFrom>() / Unsafe.SizeOf<TTo>());
}
