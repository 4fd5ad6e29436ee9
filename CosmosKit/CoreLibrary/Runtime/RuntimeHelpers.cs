namespace System.Runtime.CompilerServices;

/// <summary>What the C# compiler's code calls.</summary>
public static class RuntimeHelpers
{
    public static int OffsetToStringData => 8;

    /// <summary>ilc writes the copy of an array's initial contents itself.</summary>
    [Intrinsic]
    public static extern void InitializeArray(Array array, RuntimeFieldHandle fldHandle);

    [Intrinsic]
    public static extern ReadOnlySpan<T> CreateSpan<T>(RuntimeFieldHandle fldHandle);

    [Intrinsic]
    public static extern bool IsReferenceOrContainsReferences<T>();

    public static int GetHashCode(object? o) => (int)Unsafe.As<object?, nint>(ref o);

    public static T[] GetSubArray<T>(T[] array, Range range)
    {
        (int offset, int length) = range.GetOffsetAndLength(array.Length);
        var result = new T[length];
        Array.Copy(array, offset, result, 0, length);
        return result;
    }
}
