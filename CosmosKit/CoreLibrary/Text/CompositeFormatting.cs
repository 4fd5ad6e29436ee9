namespace System.Text;

/// <summary>The values inside formatted text: {index,alignment:format} and the holes of interpolated strings.</summary>
internal static class CompositeFormatting
{
    public static void Append<T>(StringBuilder builder, T value, int alignment, string? format)
    {
        string text = value is IFormattable formattable ? formattable.ToString(format, null) : value?.ToString() ?? "";
        int padding = Math.Abs(alignment) - text.Length;
        if (alignment > 0)
            builder.Append(' ', padding);
        builder.Append(text);
        if (alignment < 0)
            builder.Append(' ', padding);
    }

    public static void Append(StringBuilder builder, string format, object?[] arguments)
    {
        int i = 0;
        while (i < format.Length)
        {
            char c = format[i++];
            if (c is not ('{' or '}'))
            {
                builder.Append(c);
                continue;
            }

            if (i < format.Length && format[i] == c)
            {
                builder.Append(c);
                i++;
                continue;
            }

            int end = format.IndexOf('}', i);
            if (c == '}' || end < 0)
                throw new FormatException("a brace has no partner");

            AppendItem(builder, format.Substring(i, end - i), arguments);
            i = end + 1;
        }
    }

    private static void AppendItem(StringBuilder builder, string item, object?[] arguments)
    {
        int colon = item.IndexOf(':');
        string? format = colon < 0 ? null : item.Substring(colon + 1);
        string head = colon < 0 ? item : item.Substring(0, colon);

        int comma = head.IndexOf(',');
        int alignment = comma < 0 ? 0 : int.Parse(head.Substring(comma + 1));
        int index = int.Parse(comma < 0 ? head : head.Substring(0, comma));
        if ((uint)index >= (uint)arguments.Length)
            throw new FormatException("there is no argument with this index");

        Append(builder, arguments[index], alignment, format);
    }
}
