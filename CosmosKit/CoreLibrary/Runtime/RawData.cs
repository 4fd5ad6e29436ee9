namespace System.Runtime.CompilerServices;

/// <summary>Any object, seen as the bytes behind its pointer to the method table; ilc knows the names.</summary>
internal sealed class RawData
{
    public byte Data;
}
