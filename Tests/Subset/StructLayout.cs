using System;
using System.Collections.Generic;
using System.Linq;

namespace CosmosPaging.Tests.Subset;

/// <summary>Where a compiler puts the fields of a struct.</summary>
/// <param name="Size">Its bytes, those that make it a multiple of its alignment included.</param>
/// <param name="Alignment">What the compiler aligns it to in another struct, by the rule that goes by alignments.</param>
/// <param name="Fields">Its fields, in the order of the source.</param>
internal sealed record StructLayout(int Size, int Alignment, IReadOnlyList<FieldOffset> Fields)
{
    /// <summary>Whether memory that one of two compilers wrote is read rightly by the code of the other.</summary>
    public bool Agrees(StructLayout other) => Size == other.Size && Fields.SequenceEqual(other.Fields);

    public override string ToString() => FormattableString.Invariant($"{Size} bytes [{string.Join(' ', Fields)}]");
}
