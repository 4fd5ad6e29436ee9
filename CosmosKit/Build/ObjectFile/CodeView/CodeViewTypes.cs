using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace CosmosKit.Build.ObjectFile.CodeView;

/// <summary>
/// Reads the type records of <c>.debug$T</c>: {length, kind, contents}, numbered from 0x1000. A structure that is used before it is
/// described has a forward reference of the same name.
/// </summary>
internal sealed class CodeViewTypes
{
    private const uint FirstIndex = 0x1000;
    private const int HeaderSize = 4;
    private const ushort Pointer = 0x1002, FieldList = 0x1203, Class = 0x1504, Structure = 0x1505, Enumeration = 0x1507;
    private const ushort MemberField = 0x150D, StaticField = 0x150E, BaseClass = 0x1400, FunctionTable = 0x1409, Enumerator = 0x1502;
    private const ushort IsForwardReference = 0x80;
    private const byte Padding = 0xF0;
    private const uint PointerSize = 4;

    private readonly byte[] _data;
    private readonly List<int> _records = [];
    private readonly Dictionary<string, int> _definitions = new(StringComparer.Ordinal);

    private CodeViewTypes(byte[] data)
    {
        _data = data;
        for (int at = HeaderSize; at + HeaderSize <= data.Length; at += U16(at) + 2)
        {
            _records.Add(at);
            if (U16(at + 2) is Class or Structure && (U16(at + 6) & IsForwardReference) == 0)
            {
                _definitions.TryAdd(ReadStructureName(at).Name, at);
            }
        }
    }

    /// <summary>Reads the types of an object.</summary>
    /// <param name="file">The object.</param>
    /// <returns>Its types; none without debug information.</returns>
    public static CodeViewTypes Read(CoffFile file) =>
        new(file.Sections.FirstOrDefault(s => s.Name == ".debug$T")?.Data ?? []);

    /// <summary>Finds a type.</summary>
    /// <returns>The type; null for a primitive one, or one of a sort that no variable has.</returns>
    public CodeViewType? Find(uint index)
    {
        if (index < FirstIndex || index - FirstIndex >= (uint)_records.Count)
        {
            return null;
        }

        int at = _records[(int)(index - FirstIndex)];
        return U16(at + 2) switch
        {
            Pointer => new CodeViewType(CodeViewTypeKind.Pointer, string.Empty, PointerSize, U32(at + 4), []),
            Class or Structure => ReadStructure(at),
            Enumeration => new CodeViewType(CodeViewTypeKind.Enumeration, Text(at + 16), 0, U32(at + 8), []),
            _ => null,
        };
    }

    /// <summary>Finds a structure by name.</summary>
    /// <param name="name">The name, as the compiler gives it.</param>
    /// <returns>The structure, or null.</returns>
    public CodeViewType? FindStructure(string name) => _definitions.TryGetValue(name, out int at) ? ReadStructure(at) : null;

    private CodeViewType ReadStructure(int at)
    {
        (string name, uint size) = ReadStructureName(at);
        if ((U16(at + 6) & IsForwardReference) != 0 && _definitions.TryGetValue(name, out int definition))
        {
            at = definition;
            size = ReadStructureName(at).Size;
        }

        return new CodeViewType(CodeViewTypeKind.Structure, name, size, 0, [.. ReadFields(U32(at + 8))]);
    }

    private (string Name, uint Size) ReadStructureName(int at)
    {
        int position = at + 20;
        uint size = ReadNumber(ref position);
        return (Text(position), size);
    }

    private IEnumerable<CodeViewType.Field> ReadFields(uint index)
    {
        if (index < FirstIndex || U16(_records[(int)(index - FirstIndex)] + 2) != FieldList)
        {
            yield break;
        }

        int record = _records[(int)(index - FirstIndex)];
        int end = record + U16(record) + 2;
        for (int at = record + HeaderSize; at < end;)
        {
            if (_data[at] >= Padding)
            {
                at++;
                continue;
            }

            ushort kind = U16(at);
            uint type = U32(at + 4);
            int position = at + 8;
            switch (kind)
            {
                case MemberField:
                    uint offset = ReadNumber(ref position);
                    yield return new CodeViewType.Field(Text(position), type, offset);
                    break;
                case BaseClass:
                    uint baseOffset = ReadNumber(ref position);
                    yield return new CodeViewType.Field("base", type, baseOffset);
                    at = position;
                    continue;
                case StaticField:
                    break;
                case FunctionTable:
                    at = position;
                    continue;
                case Enumerator:
                default:
                    yield break;
            }

            at = position + Encoding.UTF8.GetByteCount(Text(position)) + 1;
        }
    }

    // Numbers below 0x8000 stand for themselves; above, the first half says how wide the number is.
    private uint ReadNumber(ref int at)
    {
        const ushort FirstWide = 0x8000, Unsigned16 = 0x8002;
        ushort value = U16(at);
        at += 2;
        if (value < FirstWide)
        {
            return value;
        }

        uint wide = value <= Unsigned16 ? U16(at) : U32(at);
        at += value <= Unsigned16 ? 2 : 4;
        return wide;
    }

    private string Text(int at)
    {
        ReadOnlySpan<byte> rest = _data.AsSpan(at);
        return Encoding.UTF8.GetString(rest[..rest.IndexOf((byte)0)]);
    }

    private ushort U16(int at) => BinaryPrimitives.ReadUInt16LittleEndian(_data.AsSpan(at, 2));

    private uint U32(int at) => BinaryPrimitives.ReadUInt32LittleEndian(_data.AsSpan(at, 4));
}
