namespace System;

/// <summary>A value whose text depends on a format.</summary>
public interface IFormattable
{
    public string ToString(string? format, IFormatProvider? formatProvider);
}

/// <summary>Culture-specific formatting, of which the kit has none: always pass null.</summary>
public interface IFormatProvider
{
    public object? GetFormat(Type? formatType);
}
