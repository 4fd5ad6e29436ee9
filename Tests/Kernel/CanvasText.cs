using System.Linq;
using CosmosKernel.Devices;
using CosmosKernel.Screen;

namespace CosmosPaging.Tests.Kernel;

/// <summary>Reads a canvas as a person would.</summary>
internal static class CanvasText
{
    /// <summary>One row's characters; what ASCII does not have is a question mark.</summary>
    /// <param name="canvas">The canvas.</param>
    /// <param name="row">0 to 24.</param>
    public static string Row(this Canvas canvas, int row) =>
        string.Concat(Enumerable.Range(0, Canvas.Columns).Select(column => Character(canvas[column, row])));

    /// <summary>All rows, without the blanks behind them.</summary>
    /// <param name="canvas">The canvas.</param>
    public static string[] Rows(this Canvas canvas) => [.. Enumerable.Range(0, Canvas.Rows).Select(row => canvas.Row(row).TrimEnd())];

    /// <summary>The characters of a row that are drawn in a style.</summary>
    /// <param name="canvas">The canvas.</param>
    /// <param name="row">0 to 24.</param>
    /// <param name="style">One of <see cref="Style"/>.</param>
    public static string Styled(this Canvas canvas, int row, byte style) =>
        string.Concat(
            Enumerable.Range(0, Canvas.Columns).Select(column => canvas[column, row]).Where(cell => cell >> 8 == style).Select(Character));

    private static char Character(ushort cell) => (cell & 0xFF) is >= ' ' and <= '~' and var code ? (char)code : '?';
}
