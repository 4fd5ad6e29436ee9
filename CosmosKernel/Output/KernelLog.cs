using CosmosKernel.Devices;

namespace CosmosKernel.Output;

/// <summary>
/// Everything that the kernel says, and all that programs write, line by line on COM1 and the screen. Allocates nothing: it is used on
/// trap paths. Programs cannot forge a line of the kernel's: theirs begin with <c>[pid name] </c>.
/// </summary>
public sealed unsafe class KernelLog
{
    /// <summary>
    /// What stands before a program's line besides its name: the end of another's, two brackets, ten digits, two blanks, a plus sign.
    /// </summary>
    private const uint MostBeforeName = 16;

    private readonly TextScreen? screen;
    private bool lineIsOpen;
    private bool lineIsKernels;
    private LineWriter* lineWriter;

    /// <summary>Makes the log.</summary>
    /// <param name="screen">The screen to show it on, or null for the serial line alone.</param>
    public KernelLog(TextScreen? screen) => this.screen = screen;

    /// <summary>Whether what is written is shown on the screen, too. The serial line always gets it.</summary>
    public bool IsOnScreen { get; set; } = true;

    /// <summary>Shows what is written on the screen, whoever had it. What follows cannot wait for the end of anybody's line.</summary>
    public void TakeScreen()
    {
        if (!IsOnScreen)
        {
            IsOnScreen = true;
            screen?.Clear();
        }

        BreakOff();
    }

    /// <summary>Writes text of the kernel's.</summary>
    /// <param name="text">ASCII.</param>
    /// <returns>This log, for the next piece of the line.</returns>
    public KernelLog Text(string text)
    {
        bool beginsLine = TakeLine(null);
        if (IsOnScreen && screen != null)
        {
            screen.Colours = LineColour.From(text, beginsLine, screen.Colours);
        }

        Put(text);
        return this;
    }

    /// <summary>Writes text that is no string.</summary>
    /// <param name="text">Its first byte.</param>
    /// <param name="length">Its bytes.</param>
    /// <returns>This log.</returns>
    public KernelLog Ascii(byte* text, uint length)
    {
        TakeLine(null);
        for (uint i = 0; i < length; i++)
        {
            Put(text[i]);
        }

        return this;
    }

    /// <summary>Writes a number in decimal.</summary>
    /// <param name="value">Any.</param>
    /// <param name="digits">At least so many, with zeros in front; 1 to 10.</param>
    /// <returns>This log.</returns>
    public KernelLog Decimal(uint value, int digits = 1)
    {
        TakeLine(null);
        Put(value, digits);
        return this;
    }

    /// <summary>Writes a number in hexadecimal, lower case, without a prefix.</summary>
    /// <param name="value">Any.</param>
    /// <param name="digits">At least so many, with zeros in front; 1 to 16.</param>
    /// <returns>This log.</returns>
    public KernelLog Hex(ulong value, int digits = 8)
    {
        TakeLine(null);
        for (int position = 16; position > 0; position--)
        {
            ulong rest = value >> ((position - 1) * 4);
            if (position <= digits || rest != 0)
            {
                uint digit = (uint)rest & 15;
                Put((byte)(digit < 10 ? '0' + digit : 'a' + digit - 10));
            }
        }

        return this;
    }

    /// <summary>Ends the kernel's line.</summary>
    public void EndLine()
    {
        TakeLine(null);
        Put((byte)'\n');
        lineIsOpen = false;
    }

    /// <summary>Begins a new line if somebody, perhaps the kernel itself, is in the middle of one: what follows cannot wait.</summary>
    public void BreakOff()
    {
        if (lineIsOpen)
        {
            Put((byte)'\n');
            lineIsOpen = false;
        }
    }

    /// <summary>A program's memory is about to be another's: if it is in the middle of a line, nobody goes on with it.</summary>
    /// <param name="writer">The program.</param>
    public void Forget(LineWriter* writer)
    {
        if (lineWriter == writer)
        {
            lineWriter = null;
        }
    }

    /// <summary>Writes what a program wrote, byte for byte, with the program's name before each line.</summary>
    /// <param name="writer">The program.</param>
    /// <param name="name">Its name.</param>
    /// <param name="bytes">The bytes.</param>
    /// <param name="count">How many.</param>
    /// <returns>How many bytes of the log became of them, at most: those, and the names.</returns>
    public uint FromProgram(LineWriter* writer, string name, byte* bytes, uint count)
    {
        uint added = count;
        for (uint i = 0; i < count; i++)
        {
            if (!lineIsOpen || lineIsKernels || lineWriter != writer)
            {
                TakeLine(writer);
                Colour(Style.User);
                Put((byte)'[');
                Put((uint)writer->Pid, 1);
                Put((byte)' ');
                Put(name);
                Put(writer->IsBrokenOff != 0 ? "+] " : "] ");
                Colour(Style.Text);
                writer->IsBrokenOff = 0;
                added += MostBeforeName + (uint)name.Length;
            }

            Put(bytes[i]);
            if (bytes[i] == (byte)'\n')
            {
                lineIsOpen = false;
            }
        }

        return added;
    }

    /// <summary>Makes the line a program's, or with null the kernel's.</summary>
    /// <returns>Whether it is a new one.</returns>
    private bool TakeLine(LineWriter* writer)
    {
        bool isKernels = writer == null;
        bool isOthers = isKernels != lineIsKernels || writer != lineWriter;
        if (lineIsOpen && !isOthers)
        {
            return false;
        }

        if (lineIsOpen)
        {
            Put((byte)'\n');
            if (lineWriter != null)
            {
                lineWriter->IsBrokenOff = 1;
            }
        }

        Colour(Style.Text);
        lineIsOpen = true;
        lineIsKernels = isKernels;
        lineWriter = writer;
        return true;
    }

    private void Colour(byte style)
    {
        if (screen != null)
        {
            screen.Colours = style;
        }
    }

    private void Put(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            Put((byte)text[i]);
        }
    }

    private void Put(uint value, int digits)
    {
        uint divisor = 1_000_000_000;
        for (int position = 10; position > 0; position--)
        {
            if (position <= digits || value >= divisor)
            {
                Put((byte)('0' + (value / divisor % 10)));
            }

            divisor /= 10;
        }
    }

    private void Put(byte value)
    {
        SerialPort.Write(value);
        if (IsOnScreen)
        {
            screen?.Write(value);
        }
    }
}
