using System;

namespace CosmosPaging.Tests.Subset;

/// <summary>A field in a <see cref="StructLayout"/>.</summary>
/// <param name="Name">The field's name.</param>
/// <param name="Offset">Bytes from the struct's beginning.</param>
internal sealed record FieldOffset(string Name, int Offset)
{
    public override string ToString() => FormattableString.Invariant($"{Name}@{Offset}");
}
