using System.Collections.Generic;
using System.IO;

namespace XSharp.Assembler;

/// <summary>Collects the text of assembler plugs. The one made last is what <see cref="XS"/> writes to.</summary>
public class Assembler
{
    private static readonly Stack<Assembler> Instances = new();

    /// <summary>Makes an assembler and lets it collect what comes.</summary>
    public Assembler() => Instances.Push(this);

    /// <summary>The assembler that collects now; null if none does.</summary>
    public static Assembler? CurrentInstance => Instances.Count == 0 ? null : Instances.Peek();

    /// <summary>What was collected.</summary>
    public List<Instruction> Instructions { get; set; } = new();

    /// <summary>Ends the current assembler's turn; the one before it goes on.</summary>
    public static void ClearCurrentInstance() => Instances.Pop();

    /// <summary>Appends an instruction.</summary>
    /// <param name="aReader">The instruction.</param>
    public void Add(Instruction aReader) => Instructions.Add(aReader);

    /// <summary>Writes all that was collected, in the syntax of nasm.</summary>
    /// <param name="aOutput">Where to.</param>
    public virtual void FlushText(TextWriter aOutput)
    {
        foreach (Instruction instruction in Instructions)
        {
            instruction.WriteText(this, aOutput);
            aOutput.Write('\n');
        }
    }
}
