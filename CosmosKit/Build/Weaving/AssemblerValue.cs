using System.Linq;
using Mono.Cecil;

namespace CosmosKit.Build.Weaving;

/// <summary>How a parameter or result travels between compiled code and assembler.</summary>
/// <param name="FrameSize">Its bytes in Cosmos' frame: whole dwords; 8 for a reference, whose pointer is the high dword.</param>
/// <param name="IsReference">Whether it is an object reference.</param>
/// <param name="IsFloat">Whether compiled code returns it in ST0.</param>
/// <param name="Widening">The instruction that makes a dword of something smaller, for a source to follow; null for a whole dword.</param>
/// <param name="Width">What the widening instruction reads: <c>byte</c> or <c>word</c>.</param>
internal sealed record AssemblerValue(
    uint FrameSize, bool IsReference = false, bool IsFloat = false, string? Widening = null, string? Width = null)
{
    private static readonly AssemblerValue Word = new(4);
    private static readonly AssemblerValue Long = new(8);
    private static readonly AssemblerValue Reference = new(8, IsReference: true);

    /// <summary>Whether compiled code passes it in ECX or EDX, while those are free.</summary>
    public bool FitsRegister => !IsFloat && (FrameSize == 4 || IsReference);

    /// <summary>Its bytes on the stack of compiled code.</summary>
    public uint StackSize => IsReference ? 4 : FrameSize;

    /// <summary>Tells how a type travels.</summary>
    /// <returns>How; null for one that cannot, such as a structure of several fields.</returns>
    public static AssemblerValue? Of(TypeReference type) => type switch
    {
        PointerType or ByReferenceType or FunctionPointerType => Word,
        IModifierType modifier => Of(modifier.ElementType),
        GenericParameter => null,
        ArrayType => Reference,
        _ => type.MetadataType switch
        {
            MetadataType.Boolean or MetadataType.Byte => new AssemblerValue(4, Widening: "movzx", Width: "byte"),
            MetadataType.SByte => new AssemblerValue(4, Widening: "movsx", Width: "byte"),
            MetadataType.Char or MetadataType.UInt16 => new AssemblerValue(4, Widening: "movzx", Width: "word"),
            MetadataType.Int16 => new AssemblerValue(4, Widening: "movsx", Width: "word"),
            MetadataType.Int32 or MetadataType.UInt32 or MetadataType.IntPtr or MetadataType.UIntPtr => Word,
            MetadataType.Int64 or MetadataType.UInt64 => Long,
            MetadataType.Single => new AssemblerValue(4, IsFloat: true),
            MetadataType.Double => new AssemblerValue(8, IsFloat: true),
            MetadataType.Class or MetadataType.Object or MetadataType.String => Reference,
            MetadataType.GenericInstance when !type.IsValueType => Reference,
            MetadataType.ValueType or MetadataType.GenericInstance => OfStructure(type),
            _ => null,
        },
    };

    // Compiled code treats a structure around one dword as that dword. Others go by rules of their own, which no plug needs.
    private static AssemblerValue? OfStructure(TypeReference type)
    {
        TypeDefinition? definition = type.Resolve();
        if (definition is null)
        {
            return null;
        }

        if (definition.IsEnum)
        {
            return Of(definition.Fields.First(f => !f.IsStatic).FieldType);
        }

        FieldDefinition[] fields = [.. definition.Fields.Where(f => !f.IsStatic)];
        return fields.Length == 1 && Of(fields[0].FieldType) is { FrameSize: 4, IsFloat: false, Widening: null } inner ? inner : null;
    }
}
