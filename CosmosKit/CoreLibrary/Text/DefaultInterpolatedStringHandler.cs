using System.Text;

namespace System.Runtime.CompilerServices;

/// <summary>What the compiler makes of an interpolated string.</summary>
[InterpolatedStringHandler]
public ref struct DefaultInterpolatedStringHandler
{
    private readonly StringBuilder _builder;

    public DefaultInterpolatedStringHandler(int literalLength, int formattedCount) =>
        _builder = new StringBuilder(literalLength + formattedCount * 11);

    public void AppendLiteral(string value) => _builder.Append(value);

    public void AppendFormatted(string? value) => _builder.Append(value);

    public void AppendFormatted<T>(T value) => CompositeFormatting.Append(_builder, value, 0, null);

    public void AppendFormatted<T>(T value, string? format) => CompositeFormatting.Append(_builder, value, 0, format);

    public void AppendFormatted<T>(T value, int alignment) => CompositeFormatting.Append(_builder, value, alignment, null);

    public void AppendFormatted<T>(T value, int alignment, string? format) =>
        CompositeFormatting.Append(_builder, value, alignment, format);

    public void AppendFormatted(string? value, int alignment = 0, string? format = null) =>
        CompositeFormatting.Append(_builder, value, alignment, format);

    public void AppendFormatted(object? value, int alignment = 0, string? format = null) =>
        CompositeFormatting.Append(_builder, value, alignment, format);

    public void AppendFormatted(ReadOnlySpan<char> value) => _builder.Append(value);

    public override string ToString() => _builder.ToString();

    public string ToStringAndClear()
    {
        string result = _builder.ToString();
        _builder.Clear();
        return result;
    }
}
