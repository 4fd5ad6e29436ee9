namespace System.Text;

/// <summary>Text that grows, in one buffer.</summary>
public sealed class StringBuilder
{
    private char[] _buffer;
    private int _length;

    public StringBuilder()
        : this(32)
    {
    }

    public StringBuilder(int capacity) => _buffer = new char[Math.Max(capacity, 16)];

    public StringBuilder(string? value)
        : this(value is null ? 32 : value.Length) => Append(value);

    public int Length
    {
        get => _length;
        set
        {
            if (value < 0)
                throw new ArgumentOutOfRangeException(nameof(value));

            Reserve(value);
            for (int i = _length; i < value; i++)
                _buffer[i] = '\0';
            _length = value;
        }
    }

    public int Capacity => _buffer.Length;

    public char this[int index]
    {
        get => (uint)index < (uint)_length ? _buffer[index] : throw new IndexOutOfRangeException();
        set => _buffer[(uint)index < (uint)_length ? index : throw new ArgumentOutOfRangeException(nameof(index))] = value;
    }

    public StringBuilder Append(char value)
    {
        Reserve(_length + 1);
        _buffer[_length++] = value;
        return this;
    }

    public StringBuilder Append(char value, int repeatCount)
    {
        for (int i = 0; i < repeatCount; i++)
            Append(value);
        return this;
    }

    public StringBuilder Append(string? value) => Append((ReadOnlySpan<char>)value);

    public StringBuilder Append(ReadOnlySpan<char> value)
    {
        Reserve(_length + value.Length);
        for (int i = 0; i < value.Length; i++)
            _buffer[_length + i] = value[i];
        _length += value.Length;
        return this;
    }

    public StringBuilder Append(bool value) => Append(value.ToString());

    public StringBuilder Append(byte value) => Append(value.ToString());

    public StringBuilder Append(int value) => Append(value.ToString());

    public StringBuilder Append(uint value) => Append(value.ToString());

    public StringBuilder Append(long value) => Append(value.ToString());

    public StringBuilder Append(ulong value) => Append(value.ToString());

    public StringBuilder Append(double value) => Append(value.ToString());

    public StringBuilder Append(object? value) => Append(value?.ToString());

    /// <summary>The handler has written into this builder while the compiler's code evaluated the interpolation.</summary>
    public StringBuilder Append(ref AppendInterpolatedStringHandler handler) => this;

    public StringBuilder AppendLine() => Append('\n');

    public StringBuilder AppendLine(string? value) => Append(value).Append('\n');

    public StringBuilder AppendLine(ref AppendInterpolatedStringHandler handler) => Append('\n');

    public StringBuilder AppendFormat(string format, object? arg0) => AppendFormat(format, new[] { arg0 });

    public StringBuilder AppendFormat(string format, object? arg0, object? arg1) => AppendFormat(format, new[] { arg0, arg1 });

    public StringBuilder AppendFormat(string format, params object?[] args)
    {
        CompositeFormatting.Append(this, format, args);
        return this;
    }

    public StringBuilder Insert(int index, string? value)
    {
        if ((uint)index > (uint)_length)
            throw new ArgumentOutOfRangeException(nameof(index));

        string tail = ToString(index, _length - index);
        _length = index;
        return Append(value).Append(tail);
    }

    public StringBuilder Clear()
    {
        _length = 0;
        return this;
    }

    public override string ToString() => new(_buffer, 0, _length);

    public string ToString(int startIndex, int length) => ToString().Substring(startIndex, length);

    internal void Reserve(int length)
    {
        if (length <= _buffer.Length)
            return;

        var larger = new char[Math.Max(length, _buffer.Length * 2)];
        Array.Copy(_buffer, larger, _length);
        _buffer = larger;
    }

    /// <summary>Writes an interpolated string straight into a builder.</summary>
    [Runtime.CompilerServices.InterpolatedStringHandler]
    public struct AppendInterpolatedStringHandler
    {
        private readonly StringBuilder _builder;

        public AppendInterpolatedStringHandler(int literalLength, int formattedCount, StringBuilder stringBuilder) =>
            _builder = stringBuilder;

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
    }
}
