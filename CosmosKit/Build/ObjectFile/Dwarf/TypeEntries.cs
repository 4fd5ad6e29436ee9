using System.Collections.Generic;
using System.Globalization;
using CosmosKit.Build.ObjectFile.CodeView;

namespace CosmosKit.Build.ObjectFile.Dwarf;

/// <summary>
/// The type entries of a compilation unit. A reference to a type is filled in when the type is written, at the unit's end.
/// </summary>
/// <param name="info"><c>.debug_info</c>.</param>
/// <param name="types">The compiler's types.</param>
/// <param name="unitStart">Where the unit begins: references count from there.</param>
internal sealed class TypeEntries(DwarfBuffer info, CodeViewTypes types, uint unitStart)
{
    private const byte Address = 1, Boolean = 2, Float = 4, Signed = 5, SignedChar = 6, Unsigned = 7, UnsignedChar = 8, Utf = 16;
    private const uint PointerBits = 0x0F00, PrimitiveMask = 0xFF;

    // CodeView's primitive types (cvinfo.h), by the names C# gives them.
    private static readonly Dictionary<uint, (string Name, byte Encoding, byte Size)> Primitives = new()
    {
        [0x10] = ("sbyte", SignedChar, 1),
        [0x68] = ("sbyte", SignedChar, 1),
        [0x20] = ("byte", UnsignedChar, 1),
        [0x69] = ("byte", UnsignedChar, 1),
        [0x11] = ("short", Signed, 2),
        [0x72] = ("short", Signed, 2),
        [0x21] = ("ushort", Unsigned, 2),
        [0x73] = ("ushort", Unsigned, 2),
        [0x71] = ("char", Utf, 2),
        [0x7A] = ("char", Utf, 2),
        [0x12] = ("int", Signed, 4),
        [0x74] = ("int", Signed, 4),
        [0x22] = ("uint", Unsigned, 4),
        [0x75] = ("uint", Unsigned, 4),
        [0x13] = ("long", Signed, 8),
        [0x76] = ("long", Signed, 8),
        [0x23] = ("ulong", Unsigned, 8),
        [0x77] = ("ulong", Unsigned, 8),
        [0x30] = ("bool", Boolean, 1),
        [0x40] = ("float", Float, 4),
        [0x41] = ("double", Float, 8),
    };

    private readonly List<uint> _queue = [];
    private readonly Dictionary<uint, List<uint>> _references = [];

    /// <summary>Appends a reference to a type.</summary>
    /// <param name="index">The type's CodeView index.</param>
    public void Reference(uint index)
    {
        if (!_references.TryGetValue(index, out List<uint>? references))
        {
            references = [];
            _references.Add(index, references);
            _queue.Add(index);
        }

        references.Add(info.Length);
        info.U32(0);
    }

    /// <summary>Writes all types that were referred to, and those that they refer to.</summary>
    public void WritePending()
    {
        Dictionary<uint, uint> offsets = [];
        for (int next = 0; next < _queue.Count; next++)
        {
            offsets.Add(_queue[next], info.Length - unitStart);
            WriteType(_queue[next]);
        }

        foreach ((uint index, List<uint> references) in _references)
        {
            references.ForEach(reference => info.Patch(reference, offsets[index]));
        }
    }

    private void WriteType(uint index)
    {
        if (types.Find(index) is { } type)
        {
            WriteDescribed(type);
        }
        else if ((index & PointerBits) != 0 && index <= (PointerBits | PrimitiveMask))
        {
            WritePointer(index & PrimitiveMask);
        }
        else if (Primitives.TryGetValue(index, out (string Name, byte Encoding, byte Size) primitive))
        {
            WritePrimitive(primitive.Name, primitive.Encoding, primitive.Size);
        }
        else
        {
            WritePrimitive(string.Create(CultureInfo.InvariantCulture, $"type 0x{index:x}"), Address, 4);
        }
    }

    private void WriteDescribed(CodeViewType type)
    {
        switch (type.Kind)
        {
            case CodeViewTypeKind.Pointer:
                WritePointer(type.Element);
                break;
            case CodeViewTypeKind.Enumeration:
                (string _, byte encoding, byte size) = Primitives.GetValueOrDefault(type.Element, ("uint", Unsigned, (byte)4));
                WritePrimitive(type.Name, encoding, size);
                break;
            default:
                info.U8(type.Fields.Count == 0 ? Abbreviations.EmptyStructure : Abbreviations.Structure);
                info.Text(type.Name);
                info.Unsigned(type.Size);
                WriteFields(type);
                break;
        }
    }

    private void WriteFields(CodeViewType type)
    {
        foreach (CodeViewType.Field field in type.Fields)
        {
            info.U8(Abbreviations.Field);
            info.Text(field.Name);
            Reference(field.TypeIndex);
            info.Unsigned(field.Offset);
        }

        if (type.Fields.Count != 0)
        {
            info.U8(0);
        }
    }

    private void WritePointer(uint element)
    {
        const uint Void = 3;
        info.U8(element is 0 or Void ? Abbreviations.UntypedPointer : Abbreviations.Pointer);
        info.U8(4);
        if (element is not (0 or Void))
        {
            Reference(element);
        }
    }

    private void WritePrimitive(string name, byte encoding, byte size)
    {
        info.U8(Abbreviations.Primitive);
        info.Text(name);
        info.U8(encoding);
        info.U8(size);
    }
}
