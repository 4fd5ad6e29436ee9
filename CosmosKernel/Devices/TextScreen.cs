using System;
using Cosmos.Core;

namespace CosmosKernel.Devices;

/// <summary>The 80 by 25 text screen: cells of a character and a colour at physical 0xB8000. Scrolls.</summary>
public sealed unsafe class TextScreen
{
    /// <summary>Physical address of the cells.</summary>
    public const uint PhysicalBase = 0xB8000;

    private const int Columns = 80;
    private const int Rows = 25;
    private const int ScrolledRows = 8; // at a time: scrolling is what costs most
    private const ushort Blank = (Style.Text << 8) | ' ';

    // The cursor's first scan line, a register of the VGA's display controller; bit 5 turns the cursor off.
    private const int ControllerIndex = 0x3D4;
    private const int ControllerData = 0x3D5;
    private const byte CursorStart = 0x0A;
    private const byte CursorOff = 0x20;

    private readonly ushort* cells;
    private int column;
    private int row;

    /// <summary>Takes the screen over and clears it.</summary>
    /// <param name="cells">The kernel's pointer to the first cell.</param>
    public TextScreen(ushort* cells)
    {
        this.cells = cells;
        IOPort.Write8(ControllerIndex, CursorStart);
        IOPort.Write8(ControllerData, CursorOff);
        Clear();
    }

    /// <summary>The colours of what is written next: one of <see cref="Style"/>.</summary>
    public byte Colours { get; set; } = Style.Text;

    /// <summary>Empties it, and begins at the top again.</summary>
    public void Clear()
    {
        column = row = 0;
        Clear(0, Rows);
    }

    /// <summary>Shows a character at the cursor.</summary>
    /// <param name="value">A byte of code page 437; <c>\n</c> begins a new line.</param>
    public void Write(byte value)
    {
        if (value == (byte)'\n' || column == Columns)
        {
            column = 0;
            row++;
        }

        if (row == Rows)
        {
            int kept = Columns * (Rows - ScrolledRows);
            new Span<ushort>(cells + (Columns * ScrolledRows), kept).CopyTo(new Span<ushort>(cells, kept));
            Clear(Rows - ScrolledRows, Rows);
            row = Rows - ScrolledRows;
        }

        if (value != (byte)'\n')
        {
            cells[(row * Columns) + column] = (ushort)((Colours << 8) | value);
            column++;
        }
    }

    private void Clear(int from, int to)
    {
        for (int i = from * Columns; i < to * Columns; i++)
        {
            cells[i] = Blank;
        }
    }
}
