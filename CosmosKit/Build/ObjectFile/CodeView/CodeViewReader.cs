using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace CosmosKit.Build.ObjectFile.CodeView;

/// <summary>
/// Reads the C13 CodeView records of <c>.debug$S</c>. The section is a run of subsections {kind, length, contents, padding to 4};
/// code addresses in it are relocations, of kind SECREL, against the method's symbol.
/// </summary>
internal sealed class CodeViewReader
{
    private const uint Signature = 4;
    private const uint SubsectionSymbols = 0xF1;
    private const uint SubsectionLines = 0xF2;
    private const uint SubsectionStrings = 0xF3;
    private const uint SubsectionFiles = 0xF4;

    private const ushort RecordProcedure = 0x1147;
    private const ushort RecordLocalProcedure = 0x1146;
    private const ushort RecordLocal = 0x113E;
    private const ushort RecordInRegister = 0x1141;
    private const ushort RecordFromFramePointer = 0x1142;
    private const ushort RecordFromFramePointerEverywhere = 0x1144;
    private const ushort RecordFromRegister = 0x1145;
    private const ushort LocalIsParameter = 1;

    // CV_REG_EAX is 17; DWARF's i386 numbers follow in the same order.
    private const ushort RegisterEax = 17;
    private const ushort RegisterEdi = 24;
    private const byte DwarfEbp = 5;

    private readonly CoffFile _file;
    private readonly CoffSection _section;
    private readonly Dictionary<uint, CoffSymbol> _codeAddresses;
    private readonly Dictionary<int, Procedure> _procedures = [];
    private readonly List<(CoffSymbol Symbol, int Start, int Length)> _lineTables = [];
    private int _strings;
    private int _files;

    private CodeViewReader(CoffFile file, CoffSection section)
    {
        _file = file;
        _section = section;
        _codeAddresses = section.Relocations
            .Where(r => r.Type == CoffRelocationType.SecRel)
            .ToDictionary(r => r.Offset, file.Target);
    }

    /// <summary>Reads the methods that an object's debug information tells of.</summary>
    /// <param name="file">The object.</param>
    /// <returns>The methods, by rising address; empty without debug information.</returns>
    public static IReadOnlyList<CompiledMethod> Read(CoffFile file)
    {
        List<CompiledMethod> methods = [];
        foreach (CoffSection section in file.Sections.Where(s => s.Name == ".debug$S"))
        {
            methods.AddRange(new CodeViewReader(file, section).Read());
        }

        return [.. methods.OrderBy(m => m.Symbol.SectionNumber).ThenBy(m => m.Symbol.Value)];
    }

    private IEnumerable<CompiledMethod> Read()
    {
        if (U32(0) != Signature)
        {
            throw new BuildException(ErrorCodes.ObjectFile, "the compiler's debug information is not CodeView C13");
        }

        for (int at = 4; at + 8 <= _section.Data.Length;)
        {
            uint kind = U32(at);
            int length = checked((int)U32(at + 4));
            at += 8;
            switch (kind)
            {
                case SubsectionSymbols:
                    ReadSymbols(at, at + length);
                    break;
                case SubsectionLines:
                    _lineTables.Add((_codeAddresses[(uint)at], at, length));
                    break;
                case SubsectionStrings:
                    _strings = at;
                    break;
                case SubsectionFiles:
                    _files = at;
                    break;
                default:
                    break;
            }

            at = (at + length + 3) & ~3;
        }

        ILookup<int, (CoffSymbol Symbol, int Start, int Length)> lines = _lineTables.ToLookup(t => t.Symbol.Index);
        return _procedures.Values.Select(procedure => new CompiledMethod(
            procedure.Symbol,
            procedure.Length,
            [.. lines[procedure.Symbol.Index].SelectMany(t => ReadLines(t.Start, t.Length)).OrderBy(l => l.Offset)],
            [.. procedure.Variables.Where(v => v.Places.Count != 0)]));
    }

    private void ReadSymbols(int at, int end)
    {
        Procedure? procedure = null;
        CompiledMethod.Variable? variable = null;
        List<CompiledMethod.Place> places = [];
        while (at + 4 <= end)
        {
            int length = U16(at);
            int body = at + 4;
            switch (U16(at + 2))
            {
                case RecordProcedure or RecordLocalProcedure:
                    // {parent, end, next, length, debug start, debug end, type, offset, segment, flags, name}
                    procedure = new Procedure(_codeAddresses[(uint)body + 28], U32(body + 12));
                    _procedures.TryAdd(procedure.Symbol.Index, procedure);
                    break;
                case RecordLocal:
                    places = [];
                    variable = new CompiledMethod.Variable(Text(body + 6), U32(body), (U16(body + 4) & LocalIsParameter) != 0, places);
                    procedure?.Variables.Add(variable);
                    break;
                case RecordInRegister:
                    AddPlace(places, U16(body), null, body + 4);
                    break;
                case RecordFromRegister:
                    AddPlace(places, U16(body), (int)U32(body + 4), body + 8);
                    break;
                case RecordFromFramePointer:
                    places.Add(new CompiledMethod.Place(U32(body + 4), U16(body + 10), DwarfEbp, (int)U32(body)));
                    break;
                case RecordFromFramePointerEverywhere when procedure is not null:
                    places.Add(new CompiledMethod.Place(0, procedure.Length, DwarfEbp, (int)U32(body)));
                    break;
                default:
                    break;
            }

            at += length + 2;
        }
    }

    // A range record ends with {start offset, section, length}; the start is the addend of its relocation.
    private void AddPlace(List<CompiledMethod.Place> places, ushort register, int? memoryOffset, int range)
    {
        if (register is >= RegisterEax and <= RegisterEdi)
        {
            places.Add(new CompiledMethod.Place(U32(range), U16(range + 6), (byte)(register - RegisterEax), memoryOffset));
        }
    }

    // {offset, segment, flags, code length} and then for each file {file, line count, length, {offset, line and flags}…}.
    private IEnumerable<CompiledMethod.SourceLine> ReadLines(int start, int length)
    {
        const int LineMask = 0x00FF_FFFF;
        // "Hidden" sequence points: code that belongs to no line.
        const uint HiddenLine = 0x00FE_EFEE, HiddenLineAlways = 0x00F0_0F00;
        for (int at = start + 12; at + 12 <= start + length;)
        {
            string file = FileName(at);
            int count = checked((int)U32(at + 4));
            for (int index = 0; index < count; index++)
            {
                int entry = at + 12 + (index * 8);
                uint line = U32(entry + 4) & LineMask;
                if (line is not (0 or HiddenLine or HiddenLineAlways))
                {
                    yield return new CompiledMethod.SourceLine(U32(entry), file, line);
                }
            }

            at += checked((int)U32(at + 8));
        }
    }

    private string FileName(int block) => Text(_strings + checked((int)U32(_files + checked((int)U32(block)))));

    private string Text(int at)
    {
        ReadOnlySpan<byte> rest = _section.Data.AsSpan(at);
        return Encoding.UTF8.GetString(rest[..rest.IndexOf((byte)0)]);
    }

    private ushort U16(int at) => BinaryPrimitives.ReadUInt16LittleEndian(_section.Data.AsSpan(at, 2));

    private uint U32(int at) => BinaryPrimitives.ReadUInt32LittleEndian(_section.Data.AsSpan(at, 4));

    private sealed record Procedure(CoffSymbol Symbol, uint Length)
    {
        public List<CompiledMethod.Variable> Variables { get; } = [];
    }
}
