using System;
using System.IO;

namespace XSharp.Assembler;

/// <summary>One line of assembler text. Making one appends it to the current <see cref="Assembler"/>.</summary>
public abstract class Instruction
{
    /// <summary>Appends the instruction.</summary>
    /// <exception cref="InvalidOperationException">No assembler collects: the code runs outside AssembleNew.</exception>
    protected Instruction()
    {
        Assembler assembler = Assembler.CurrentInstance
            ?? throw new InvalidOperationException("Assembler text can only be emitted while an AssemblerMethod is being assembled.");
        assembler.Add(this);
    }

    /// <summary>Writes the line, without its end.</summary>
    /// <param name="aAssembler">The assembler that collected it.</param>
    /// <param name="aOutput">Where to.</param>
    public abstract void WriteText(Assembler aAssembler, TextWriter aOutput);
}
