using CosmosKernel.Devices;

namespace CosmosKernel.Screen;

/// <summary>A part of the screen, in cells.</summary>
internal sealed class Panel
{
    /// <summary>Places a panel.</summary>
    /// <param name="column">Its left column.</param>
    /// <param name="row">Its top row: the heading, if it has one.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows, the heading's included.</param>
    /// <param name="heading">What is written above it; null if nothing is.</param>
    public Panel(int column, int row, int width, int height, string? heading)
    {
        Column = column;
        Row = row;
        Width = width;
        Height = height;
        Heading = heading;
    }

    /// <summary>Its left column.</summary>
    public int Column { get; }

    /// <summary>Its top row.</summary>
    public int Row { get; }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows, the heading's included.</summary>
    public int Height { get; }

    /// <summary>What is written above it.</summary>
    public string? Heading { get; }

    /// <summary>The first row below the heading.</summary>
    public int Body => Heading == null ? Row : Row + 1;

    /// <summary>Rows below the heading.</summary>
    public int BodyHeight => Height - (Body - Row);

    /// <summary>Goes to a row below the heading.</summary>
    /// <param name="canvas">Where to draw.</param>
    /// <param name="row">0 is the first.</param>
    /// <param name="style">One of <see cref="Style"/>.</param>
    /// <returns>The canvas.</returns>
    public Canvas Line(Canvas canvas, int row, byte style) => canvas.At(Column, Body + row, style, Width);

    /// <summary>Draws the heading.</summary>
    /// <param name="canvas">Where to draw.</param>
    public void DrawHeading(Canvas canvas)
    {
        if (Heading != null)
        {
            canvas.At(Column, Row, Style.Heading, Width).Text(Heading).Text(" ").In(Style.Dim).Rest(Glyph.Line);
        }
    }
}
