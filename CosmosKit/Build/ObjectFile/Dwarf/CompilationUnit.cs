using System;
using System.Collections.Generic;
using CosmosKit.Build.ObjectFile.CodeView;

namespace CosmosKit.Build.ObjectFile.Dwarf;

/// <summary>Writes one compilation unit: its methods with their parameters, locals and the types of those.</summary>
/// <param name="info"><c>.debug_info</c>.</param>
/// <param name="places"><c>.debug_loc</c>: where variables live.</param>
/// <param name="files">The unit's source files.</param>
/// <param name="types">The compiler's types.</param>
/// <param name="displayName">What turns a method's symbol into the name that a person types.</param>
internal sealed class CompilationUnit(
    DwarfBuffer info,
    DwarfBuffer places,
    SourceFiles files,
    CodeViewTypes types,
    Func<string, string> displayName)
{
    private const ushort Version = 4;
    private const ushort LanguageC99 = 0x0C;
    private const byte AddressSize = 4;
    private const string CompilersThis = "___this";
    private const byte CallFrameCfa = 0x9C, InRegister0 = 0x50, BasedOnRegister0 = 0x70;

    /// <summary>Writes the unit.</summary>
    /// <param name="methods">Its methods, by rising address.</param>
    /// <param name="start">The symbol of the code section's start.</param>
    /// <param name="abbreviations">The symbol of <c>.debug_abbrev</c>.</param>
    /// <param name="lines">The symbol of <c>.debug_line</c>.</param>
    /// <param name="lineTable">The offset of the unit's line table there.</param>
    public void Write(
        IReadOnlyList<CompiledMethod> methods,
        ElfSymbol start,
        ElfSymbol abbreviations,
        ElfSymbol lines,
        uint lineTable)
    {
        uint unitStart = info.Length;
        uint unit = info.BeginUnit();
        info.U16(Version);
        info.Address(abbreviations, 0);
        info.U8(AddressSize);

        info.U8(Abbreviations.Unit);
        info.Text("CosmosKit");
        info.U16(LanguageC99);
        info.Text(files.Names.Count == 0 ? string.Empty : files.Names[0]);
        info.Text(files.Root);
        info.Address(start, 0);
        info.U32(start.Section!.Size);
        info.Address(lines, lineTable);

        TypeEntries entries = new(info, types, unitStart);
        foreach (CompiledMethod method in methods)
        {
            WriteMethod(method, start, entries);
        }

        entries.WritePending();
        info.U8(0);
        info.EndUnit(unit);
    }

    private void WriteMethod(CompiledMethod method, ElfSymbol start, TypeEntries entries)
    {
        info.U8(Abbreviations.Method);
        info.Text(displayName(method.Symbol.Name));
        info.Unsigned(method.Lines.Count == 0 ? 0 : files.NumberOf(method.Lines[0].File));
        info.Unsigned(method.Lines.Count == 0 ? 0 : method.Lines[0].Line);
        info.Address(start, method.Symbol.Value);
        info.U32(method.Length);
        info.Bytes(1, CallFrameCfa);
        foreach (CompiledMethod.Variable variable in method.Variables)
        {
            info.U8(variable.IsParameter ? Abbreviations.Parameter : Abbreviations.Local);
            info.Text(variable.Name == CompilersThis ? "this" : variable.Name);
            entries.Reference(variable.TypeIndex);
            info.Address(places.Start, places.Length);
            WritePlaces(method, variable);
        }

        info.U8(0);
    }

    // A location list counts from the unit's start: the code section's.
    private void WritePlaces(CompiledMethod method, CompiledMethod.Variable variable)
    {
        foreach (CompiledMethod.Place place in variable.Places)
        {
            if (place.Length == 0)
            {
                continue;
            }

            uint begin = method.Symbol.Value + place.Start;
            places.U32(begin);
            places.U32(begin + place.Length);
            // An expression of one operation (DWARF 4, §2.6.1), its length in front.
            uint lengthAt = places.Length;
            places.U16(0);
            places.U8((byte)((place.MemoryOffset is null ? InRegister0 : BasedOnRegister0) + place.Register));
            if (place.MemoryOffset is { } offset)
            {
                places.Signed(offset);
            }

            places.PatchHalf(lengthAt, (ushort)(places.Length - lengthAt - 2));
        }

        places.U32(0);
        places.U32(0);
    }
}
