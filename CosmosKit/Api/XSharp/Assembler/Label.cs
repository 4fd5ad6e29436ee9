using System.IO;

namespace XSharp.Assembler;

/// <summary>A label. One that begins with a dot is local to the label before it.</summary>
public class Label : Instruction
{
    /// <summary>Appends the label.</summary>
    /// <param name="aName">Without the colon.</param>
    /// <param name="isGlobal">Whether other objects see it.</param>
    public Label(string aName, bool isGlobal = false)
        : base(true)
    {
        Name = aName;
        IsGlobal = isGlobal;
    }

    /// <summary>The label without its colon.</summary>
    public string Name { get; }

    /// <summary>Whether other objects see it.</summary>
    public bool IsGlobal { get; }

    /// <inheritdoc/>
    public override void WriteText(Assembler aAssembler, TextWriter aOutput)
    {
        if (IsGlobal)
        {
            aOutput.Write($"global {Name}\n");
        }

        aOutput.Write($"{Name}:");
    }
}
