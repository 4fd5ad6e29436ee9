using CosmosKernel.Devices;

namespace CosmosKernel.Output;

/// <summary>
/// What colours a line of the kernel's on the screen: its first word, which tells its kind, and what is decided further on. A piece of text
/// that begins in one of these ways gives its colour to itself and to the rest of the line.
/// </summary>
internal readonly struct LineColour
{
    private static readonly LineColour[] All =
    {
        new("boot:", Style.Heading),
        new("run:", Style.Heading),
        new("end:", Style.Heading),
        new("live:", Style.Heading),
        new("#", Style.Fault),
        new(" verdict=", Style.Strong, true),
        new("refused:", Style.Fault),
        new("vmalloc:", Style.Tables),
        new(" result=held", Style.Held, true),
        new(" result=failed", Style.Failed, true),
        new("note:", Style.Note),
        new("sweep-difference:", Style.Failed),
        new("error:", Style.Failed),
        new("panic:", Style.Deciding),
        new("done:", Style.Strong),
    };

    private readonly string start;
    private readonly byte style;
    private readonly bool isInside;

    private LineColour(string start, byte style, bool isInside = false)
    {
        this.start = start;
        this.style = style;
        this.isInside = isInside;
    }

    /// <summary>The colour from a piece of text on.</summary>
    /// <param name="text">The piece.</param>
    /// <param name="beginsLine">Whether it is the first of its line.</param>
    /// <param name="before">The colour of what stands before it in the line.</param>
    /// <returns>One of <see cref="Style"/>.</returns>
    public static byte From(string text, bool beginsLine, byte before)
    {
        for (int i = 0; i < All.Length; i++)
        {
            if (beginsLine != All[i].isInside && Begins(text, All[i].start))
            {
                return All[i].style;
            }
        }

        return before;
    }

    private static bool Begins(string text, string start)
    {
        int i = 0;
        while (i < start.Length && i < text.Length && text[i] == start[i])
        {
            i++;
        }

        return i == start.Length;
    }
}
