namespace System;

/// <summary>Hash codes of several values: the same in every run.</summary>
public static class HashCode
{
    public static int Combine<T1, T2>(T1 value1, T2 value2) => unchecked(Of(value1) * 31 + Of(value2));

    public static int Combine<T1, T2, T3>(T1 value1, T2 value2, T3 value3) =>
        unchecked(Combine(value1, value2) * 31 + Of(value3));

    public static int Combine<T1, T2, T3, T4>(T1 value1, T2 value2, T3 value3, T4 value4) =>
        unchecked(Combine(value1, value2, value3) * 31 + Of(value4));

    private static int Of<T>(T value) => value?.GetHashCode() ?? 0;
}
