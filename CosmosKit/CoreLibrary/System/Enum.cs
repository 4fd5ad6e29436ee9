namespace System;

/// <summary>The base of all enumerations.</summary>
public abstract class Enum : ValueType
{
    /// <summary>Neither kit keeps the names of enumeration members, so there is no text to give.</summary>
    public override string ToString() => throw new NotSupportedException("an enumeration has no names at run time");
}
