namespace System.Runtime.InteropServices;

/// <summary>How the fields of a type lie in memory.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class StructLayoutAttribute : Attribute
{
    public int Pack;
    public int Size;
    public CharSet CharSet;

    public StructLayoutAttribute(LayoutKind layoutKind) => Value = layoutKind;

    public LayoutKind Value { get; }
}

/// <summary>The ways to lay out fields.</summary>
public enum LayoutKind
{
    Sequential = 0,
    Explicit = 2,
    Auto = 3,
}

/// <summary>The place of a field.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class FieldOffsetAttribute : Attribute
{
    public FieldOffsetAttribute(int offset) => Value = offset;

    public int Value { get; }
}

/// <summary>The width of characters.</summary>
public enum CharSet
{
    None = 1,
    Ansi = 2,
    Unicode = 3,
    Auto = 4,
}

/// <summary>What a value becomes in foreign code; the compiler marks <c>unmanaged</c> constraints with it.</summary>
public enum UnmanagedType
{
    Bool = 2,
}

/// <summary>The convention of a foreign function.</summary>
public enum CallingConvention
{
    Winapi = 1,
    Cdecl = 2,
    StdCall = 3,
    ThisCall = 4,
    FastCall = 5,
}

/// <summary>A function from outside.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DllImportAttribute : Attribute
{
    public CallingConvention CallingConvention;
    public string? EntryPoint;
    public bool ExactSpelling;

    public DllImportAttribute(string dllName) => Value = dllName;

    public string Value { get; }
}

/// <summary>A method that only code from outside calls.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class UnmanagedCallersOnlyAttribute : Attribute
{
    public Type[]? CallConvs;
    public string? EntryPoint;
}

/// <summary>A parameter for input.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class InAttribute : Attribute
{
}

/// <summary>A parameter for output.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class OutAttribute : Attribute
{
}

/// <summary>The identity of an interface.</summary>
public sealed class GuidAttribute : Attribute
{
    public GuidAttribute(string guid) => Value = guid;

    public string Value { get; }
}
