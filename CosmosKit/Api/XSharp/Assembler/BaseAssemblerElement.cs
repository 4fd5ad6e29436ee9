using System.IO;

namespace XSharp.Assembler;

/// <summary>What an <see cref="Assembler"/> collects.</summary>
public abstract class BaseAssemblerElement
{
    /// <summary>Writes the element, without the end of its line.</summary>
    /// <param name="aAssembler">The assembler that collected it.</param>
    /// <param name="aOutput">Where to.</param>
    public abstract void WriteText(Assembler aAssembler, TextWriter aOutput);
}
