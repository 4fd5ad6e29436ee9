using System.Collections.Generic;
using System.IO;
using System.Linq;
using Spectre.Console;

namespace CosmosPaging.Lab.Reports;

/// <summary>
/// How every report looks: framed and coloured on a terminal, elsewhere Markdown tables that can be searched line by line.
/// </summary>
/// <param name="console">Where to print.</param>
public sealed class ReportTables(IAnsiConsole console)
{
    /// <summary>All went well.</summary>
    public static readonly Style Good = new(Color.Green);

    /// <summary>Something did not.</summary>
    public static readonly Style Bad = new(Color.Red, decoration: Decoration.Bold);

    /// <summary>A heading.</summary>
    public static readonly Style Bold = new(decoration: Decoration.Bold);

    /// <summary>Prints a heading, after a blank line.</summary>
    /// <param name="text">The heading.</param>
    public void Heading(string text)
    {
        console.WriteLine();
        Line(text, Bold);
    }

    /// <summary>Prints a line.</summary>
    /// <param name="text">The line; control characters are shown, not sent.</param>
    /// <param name="style">How.</param>
    public void Line(string text, Style style)
    {
        console.Write(new Text(TerminalText.Clean(text), style));
        console.WriteLine();
    }

    /// <summary>Prints a table of plain words.</summary>
    /// <param name="columns">The columns' names.</param>
    /// <param name="rows">The rows, each as long.</param>
    public void Print(IEnumerable<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        Table table = New(columns);
        foreach (IReadOnlyList<string> row in rows)
        {
            table.AddRow(row.Select(cell => new Text(TerminalText.Clean(cell))));
        }

        Print(table);
    }

    /// <summary>Makes an empty table.</summary>
    /// <param name="columns">The columns' names.</param>
    /// <returns>The table.</returns>
    public Table New(IEnumerable<string> columns)
    {
        Table table = new() { Border = console.Profile.Out.IsTerminal ? TableBorder.Rounded : TableBorder.Markdown };
        foreach (string column in columns)
        {
            table.AddColumn(new TableColumn(new Text(column, Bold)));
        }

        return table;
    }

    /// <summary>Prints a table. Spectre.Console puts a Markdown table between two lines of blanks; they are left out.</summary>
    /// <param name="table">The table.</param>
    public void Print(Table table)
    {
        if (console.Profile.Out.IsTerminal)
        {
            console.Write(table);
            return;
        }

        using StringWriter text = new();
        ReportConsole.Create(text, terminal: false).Write(table);
        foreach (string line in text.ToString().Split('\n').Where(line => !string.IsNullOrWhiteSpace(line)))
        {
            console.WriteLine(line.TrimEnd());
        }
    }
}
