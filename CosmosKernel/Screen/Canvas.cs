using CosmosKernel.Devices;

namespace CosmosKernel.Screen;

/// <summary>
/// An 80 by 25 text screen in the making. Views draw on it, and <see cref="Present"/> carries to the real one what has changed. Nothing is
/// allocated while drawing, and nothing is ever drawn outside the line, or the part of a line, that <see cref="At"/> opened.
/// </summary>
internal sealed unsafe class Canvas
{
    /// <summary>Cells in a row.</summary>
    public const int Columns = 80;

    /// <summary>Rows.</summary>
    public const int Rows = 25;

    // Never in memory: an attribute that blinks is not drawn.
    private const ushort Unknown = 0xFFFF;

    private readonly ushort[] cells = new ushort[Columns * Rows];
    private readonly ushort[] shown = new ushort[Columns * Rows];
    private int at;
    private int limit;
    private ushort attribute;

    /// <summary>Makes an empty one.</summary>
    public Canvas()
    {
        Clear();
        Forget();
    }

    /// <summary>One cell: the attribute in the high byte, the character in the low one.</summary>
    /// <param name="column">0 to 79.</param>
    /// <param name="row">0 to 24.</param>
    /// <returns>The cell as drawn.</returns>
    public ushort this[int column, int row] => cells[(row * Columns) + column];

    /// <summary>Empties all of it.</summary>
    public void Clear()
    {
        for (int i = 0; i < cells.Length; i++)
        {
            cells[i] = (Style.Text << 8) | ' ';
        }
    }

    /// <summary>Goes to a place; what is drawn next stays in the given width.</summary>
    /// <param name="column">0 to 79.</param>
    /// <param name="row">0 to 24.</param>
    /// <param name="style">One of <see cref="Style"/>.</param>
    /// <param name="width">Cells; as many as there are to the end of the row.</param>
    /// <returns>This canvas.</returns>
    public Canvas At(int column, int row, byte style, int width = Columns)
    {
        at = (row * Columns) + column;
        limit = (row * Columns) + System.Math.Min(Columns, column + width);
        return In(style);
    }

    /// <summary>Goes on in other colours.</summary>
    /// <param name="style">One of <see cref="Style"/>.</param>
    /// <returns>This canvas.</returns>
    public Canvas In(byte style)
    {
        attribute = (ushort)(style << 8);
        return this;
    }

    /// <summary>Draws one character.</summary>
    /// <param name="glyph">Of code page 437.</param>
    /// <param name="times">How often.</param>
    /// <returns>This canvas.</returns>
    public Canvas Put(byte glyph, int times = 1)
    {
        for (; times > 0 && at < limit; times--)
        {
            cells[at++] = (ushort)(attribute | glyph);
        }

        return this;
    }

    /// <summary>Draws text.</summary>
    /// <param name="text">ASCII.</param>
    /// <param name="width">At least so many cells, with blanks behind the text.</param>
    /// <returns>This canvas.</returns>
    public Canvas Text(string text, int width = 0)
    {
        for (int i = 0; i < text.Length; i++)
        {
            Put((byte)text[i]);
        }

        return Put((byte)' ', width - text.Length);
    }

    /// <summary>Draws text in a column of its own.</summary>
    /// <param name="text">ASCII; what is too long is cut.</param>
    /// <param name="width">The column's cells.</param>
    /// <returns>This canvas.</returns>
    public Canvas Column(string text, int width)
    {
        for (int i = 0; i < width; i++)
        {
            Put((byte)(i < text.Length ? text[i] : ' '));
        }

        return this;
    }

    /// <summary>Draws a number in decimal.</summary>
    /// <param name="value">Any.</param>
    /// <param name="width">At least so many cells, with blanks before the number.</param>
    /// <param name="filler">What stands before the number instead of blanks.</param>
    /// <returns>This canvas.</returns>
    public Canvas Decimal(uint value, int width = 0, byte filler = (byte)' ')
    {
        int digits = 1;
        uint divisor = 1;
        for (uint rest = value; rest >= 10; rest /= 10)
        {
            digits++;
            divisor *= 10;
        }

        Put(filler, width - digits);
        for (; divisor > 0; divisor /= 10)
        {
            Put((byte)('0' + (value / divisor % 10)));
        }

        return this;
    }

    /// <summary>Draws a number in hexadecimal.</summary>
    /// <param name="value">Any.</param>
    /// <param name="digits">How many; higher ones are left out.</param>
    /// <returns>This canvas.</returns>
    public Canvas Hex(ulong value, int digits)
    {
        while (digits > 0)
        {
            digits--;
            uint digit = (uint)(value >> (digits * 4)) & 15;
            Put((byte)(digit < 10 ? '0' + digit : 'a' + digit - 10));
        }

        return this;
    }

    /// <summary>Draws an amount of memory in KB or, from 10 MB on, in MB.</summary>
    /// <param name="kilobytes">The amount.</param>
    /// <param name="width">At least so many cells, unit included.</param>
    /// <returns>This canvas.</returns>
    public Canvas Size(uint kilobytes, int width)
    {
        bool large = kilobytes >= 10 << 10;
        return Decimal(large ? kilobytes >> 10 : kilobytes, width - 3).Text(large ? " MB" : " KB");
    }

    /// <summary>Fills what is left of the width.</summary>
    /// <param name="glyph">Of code page 437.</param>
    public void Rest(byte glyph = (byte)' ') => Put(glyph, limit - at);

    /// <summary>Colours cells that are drawn already.</summary>
    /// <param name="column">0 to 79.</param>
    /// <param name="row">0 to 24.</param>
    /// <param name="width">Cells; they must be in the row.</param>
    /// <param name="style">One of <see cref="Style"/>.</param>
    public void Recolour(int column, int row, int width, byte style)
    {
        int first = (row * Columns) + column;
        for (int i = first; i < first + width; i++)
        {
            cells[i] = (ushort)((style << 8) | (cells[i] & 0xFF));
        }
    }

    /// <summary>Writes the cells that have changed.</summary>
    /// <param name="video">The first of the 2,000 cells of the screen.</param>
    public void Present(ushort* video)
    {
        for (int i = 0; i < cells.Length; i++)
        {
            if (cells[i] != shown[i])
            {
                video[i] = shown[i] = cells[i];
            }
        }
    }

    /// <summary>Somebody else has written to the screen: the next <see cref="Present"/> writes every cell.</summary>
    public void Forget()
    {
        for (int i = 0; i < shown.Length; i++)
        {
            shown[i] = Unknown;
        }
    }
}
