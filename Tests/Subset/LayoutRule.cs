using System;
using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;

namespace CosmosPaging.Tests.Subset;

/// <summary>How a compiler lays out structs for a 32-bit x86 processor, worked out from the metadata.</summary>
internal abstract class LayoutRule
{
    /// <summary>
    /// NativeAOT's <c>ilc</c>, which the embedded kit compiles with: each field at a multiple of its own alignment, as in C.
    /// </summary>
    public static LayoutRule Ilc { get; } = new NaturalRule();

    /// <summary>
    /// Cosmos' IL2CPU (<c>ILOp.GetValueTypeFieldsInfo</c>, <c>GetStorageSize</c>): a field's alignment is its <em>size</em>, up to the
    /// struct's packing. That is 8 where none is given, so a nested struct of doublewords, or a fixed buffer of bytes, is aligned to 8.
    /// </summary>
    public static LayoutRule Il2cpu { get; } = new SizeRule();

    /// <summary>The layout of a struct.</summary>
    /// <param name="type">The struct; not a generic one.</param>
    public StructLayout Of(TypeDefinition type)
    {
        FieldDefinition[] fields = [.. type.Fields.Where(field => !field.IsStatic)];
        (int Size, int Alignment)[] measures = [.. fields.Select(field => Measure(field.FieldType))];
        int pack = type.PackingSize > 0 ? type.PackingSize : DefaultPack;
        int alignment = measures.Length == 0 ? 1 : Math.Min(pack, measures.Max(measure => measure.Alignment));
        var offsets = new List<FieldOffset>();
        int end = 0;
        foreach ((FieldDefinition field, (int size, int ownAlignment)) in fields.Zip(measures))
        {
            int offset = type.IsExplicitLayout ? field.Offset : RoundUp(end, Math.Min(alignment, ownAlignment));
            offsets.Add(new FieldOffset(field.Name, offset));
            end = Math.Max(end, offset + size);
        }

        return new StructLayout(Whole(end, alignment, type.ClassSize), alignment, offsets);
    }

    protected static int RoundUp(int value, int multiple) => (value + multiple - 1) / multiple * multiple;

    /// <summary>The packing of a struct that names none.</summary>
    protected abstract int DefaultPack { get; }

    /// <summary>Bytes of an object reference.</summary>
    protected abstract int ReferenceBytes { get; }

    /// <summary>What a field of a type is aligned to, where nothing limits it.</summary>
    protected abstract int Alignment(int size, int alignment);

    /// <summary>A struct's size.</summary>
    /// <param name="end">Where its last field ends.</param>
    /// <param name="alignment">Its alignment.</param>
    /// <param name="declared">What its attribute says; 0: nothing.</param>
    protected abstract int Whole(int end, int alignment, int declared);

    private (int Size, int Alignment) Measure(TypeReference type)
    {
        (int size, int alignment) = type.MetadataType switch
        {
            MetadataType.Boolean or MetadataType.Byte or MetadataType.SByte => (1, 1),
            MetadataType.Char or MetadataType.Int16 or MetadataType.UInt16 => (2, 2),
            MetadataType.Int32 or MetadataType.UInt32 or MetadataType.Single => (4, 4),
            MetadataType.IntPtr or MetadataType.UIntPtr or MetadataType.Pointer or MetadataType.ByReference => (4, 4),
            MetadataType.Int64 or MetadataType.UInt64 or MetadataType.Double => (8, 8),
            MetadataType.ValueType when type.IsEnum() => Measure(type.Resolve().Fields.First(field => !field.IsStatic).FieldType),
            MetadataType.ValueType => Of(type.Resolve()) is var layout ? (layout.Size, layout.Alignment) : default,
            MetadataType.Class or MetadataType.Object or MetadataType.String or MetadataType.Array => (ReferenceBytes, ReferenceBytes),
            MetadataType.GenericInstance when !type.IsValueType => (ReferenceBytes, ReferenceBytes),
            _ => throw new NotSupportedException($"The layout of {type.FullName} is not known."),
        };
        return (size, Alignment(size, alignment));
    }

    private sealed class NaturalRule : LayoutRule
    {
        protected override int DefaultPack => int.MaxValue;

        protected override int ReferenceBytes => 4;

        protected override int Alignment(int size, int alignment) => alignment;

        protected override int Whole(int end, int alignment, int declared) =>
            declared > 0 ? Math.Max(declared, end) : Math.Max(1, RoundUp(end, alignment));
    }

    private sealed class SizeRule : LayoutRule
    {
        protected override int DefaultPack => 8;

        protected override int ReferenceBytes => 8;

        protected override int Alignment(int size, int alignment) => size;

        protected override int Whole(int end, int alignment, int declared) => Math.Max(declared, RoundUp(end, alignment));
    }
}
