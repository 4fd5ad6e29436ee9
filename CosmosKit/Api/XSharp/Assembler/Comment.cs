using System.IO;

namespace XSharp.Assembler;

/// <summary>A comment in the text, to be read in the file that nasm gets.</summary>
public class Comment : Instruction
{
    /// <summary>Appends the comment.</summary>
    /// <param name="aText">Its text.</param>
    public Comment(string aText)
        : base(true) => Text = aText;

    /// <summary>Its text.</summary>
    public string Text { get; }

    /// <inheritdoc/>
    public override void WriteText(Assembler aAssembler, TextWriter aOutput) => aOutput.Write($"; {Text}");
}
