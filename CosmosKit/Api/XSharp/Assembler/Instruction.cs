using System;
using System.IO;

namespace XSharp.Assembler;

/// <summary>One line of assembler text. Making one appends it to the current <see cref="Assembler"/>.</summary>
public abstract class Instruction : BaseAssemblerElement
{
    /// <summary>Makes an instruction.</summary>
    /// <param name="aAddToAssembler">Whether to append it.</param>
    /// <param name="mnemonic">Its text; null where a derived class writes its own.</param>
    /// <exception cref="InvalidOperationException">No assembler collects: the code runs outside AssembleNew.</exception>
    protected Instruction(bool aAddToAssembler, string? mnemonic = null)
    {
        Mnemonic = mnemonic ?? string.Empty;
        if (aAddToAssembler)
        {
            Assembler assembler = Assembler.CurrentInstance
                ?? throw new InvalidOperationException("Assembler text can only be emitted while an AssemblerMethod is being assembled.");
            assembler.Add(this);
        }
    }

    /// <summary>Its text.</summary>
    public string Mnemonic { get; }

    /// <inheritdoc/>
    public override void WriteText(Assembler aAssembler, TextWriter aOutput) => aOutput.Write(Mnemonic);
}
