using System.IO;

namespace XSharp.Assembler;

/// <summary>A comment in the text, to be read in the file that nasm gets.</summary>
public class Comment : Instruction
{
    /// <summary>Appends the comment.</summary>
    /// <param name="aText">One line, without the semicolon.</param>
    public Comment(string aText)
        : base(true) => Text = aText;

    /// <summary>One line, without the semicolon.</summary>
    public string Text { get; }

    /// <inheritdoc/>
    public override void WriteText(Assembler aAssembler, TextWriter aOutput) => aOutput.Write($"; {Text}");
}
