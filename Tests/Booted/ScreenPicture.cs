using System;
using System.Collections.Generic;
using System.Linq;

namespace CosmosPaging.Tests.Booted;

/// <summary>
/// A picture of a text screen, read without knowing the font: from text that is known to be there it learns what each letter looks like,
/// unless one letter looks like another, or not always the same.
/// </summary>
internal sealed class ScreenPicture
{
    public const int CellWidth = 9;
    public const int CellHeight = 16;
    public const int Columns = 80;

    /// <summary>Stands for what looks like no letter that was learned; it is on no screen.</summary>
    public const char Unread = '\uFFFD';

    private readonly Dictionary<string, char> letters = [];
    private Func<int, int, int> pixel = static (_, _) => 0;

    /// <summary>Takes a new picture.</summary>
    /// <param name="look">The colour at a place, from the text's upper left corner.</param>
    public void Look(Func<int, int, int> look) => pixel = look;

    /// <summary>Whether a row begins with a text: a question mark in it is any character, and of the row a quarter may be unread.</summary>
    public static bool Begins(string row, string text)
    {
        int unread = text.Where((letter, column) => letter != '?' && row[column] == Unread).Count();
        return unread <= text.Length / 4
            && text.Zip(row).All(pair => pair.First == pair.Second || pair.First == '?' || pair.Second == Unread);
    }

    /// <summary>Learns from a row, if its text can be the one.</summary>
    public bool TryLearn(int row, string text)
    {
        Dictionary<string, char> learned = new(letters);
        for (int column = 0; column < text.Length; column++)
        {
            string shape = text[column] == '?' ? "" : Shape(column, row); // a question mark is no ASCII, whatever it is
            if (text[column] == ' ' && shape.Contains('#', StringComparison.Ordinal))
            {
                return false; // something of a neighbour's: the cells are not where they are looked for
            }

            if (shape.Length > 0 && !learned.TryAdd(shape, text[column]) && learned[shape] != text[column])
            {
                return false;
            }
        }

        if (learned.Values.Distinct().Count() != learned.Count)
        {
            return false;
        }

        foreach ((string shape, char letter) in learned)
        {
            letters[shape] = letter;
        }

        return true;
    }

    /// <summary>Reads a row; what looks like no letter that was learned is <see cref="Unread"/>.</summary>
    public string Read(int row) =>
        string.Concat(Enumerable.Range(0, Columns).Select(column => letters.GetValueOrDefault(Shape(column, row), Unread)));

    /// <summary>The two colours of a cell with a letter; none if it is blank. A letter's ink is less than its ground.</summary>
    public (int Ink, int Ground)? Colours(int column, int row)
    {
        int[] pixels =
        [
            .. from y in Enumerable.Range(row * CellHeight, CellHeight)
               from x in Enumerable.Range(column * CellWidth, CellWidth)
               select pixel(x, y),
        ];
        int[] colours = [.. pixels.GroupBy(colour => colour).OrderBy(group => group.Count()).Select(group => group.Key)];
        return colours.Length == 2 ? (colours[0], colours[1]) : null;
    }

    /// <summary>The cell in its two colours: what most of it is, and the rest.</summary>
    private string Shape(int column, int row)
    {
        Span<int> pixels = stackalloc int[CellWidth * CellHeight];
        int likeFirst = 0;
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = pixel((column * CellWidth) + (i % CellWidth), (row * CellHeight) + (i / CellWidth));
            likeFirst += pixels[i] == pixels[0] ? 1 : 0;
        }

        bool firstIsGround = likeFirst * 2 >= pixels.Length;
        Span<char> shape = stackalloc char[CellWidth * CellHeight];
        for (int i = 0; i < pixels.Length; i++)
        {
            shape[i] = (pixels[i] == pixels[0]) == firstIsGround ? ' ' : '#';
        }

        return shape.ToString();
    }
}
