using System.IO;

namespace XSharp.Assembler;

/// <summary>Text that goes to the assembler as it is.</summary>
public class LiteralAssemblerCode : Instruction
{
    /// <summary>Appends the text.</summary>
    /// <param name="code">One or more lines in the syntax of nasm.</param>
    public LiteralAssemblerCode(string code)
        : base(true) => Code = code;

    /// <summary>The text.</summary>
    public string Code { get; set; }

    /// <inheritdoc/>
    public override void WriteText(Assembler aAssembler, TextWriter aOutput) => aOutput.Write(Code);
}
