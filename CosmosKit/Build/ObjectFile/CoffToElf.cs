using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using CosmosKit.Build.ObjectFile.CodeView;
using CosmosKit.Build.ObjectFile.Dwarf;

namespace CosmosKit.Build.ObjectFile;

/// <summary>
/// Turns ilc's COFF object into an ELF object. Both formats keep a relocation's addend in the field, but they do not mean the same:
/// COFF counts REL32 from the <em>end</em> of the 4-byte field, ELF from its start, so the addend is 4 less in ELF.
/// </summary>
internal static class CoffToElf
{
    private const int FieldSize = 4;

    /// <param name="coff">What ilc wrote.</param>
    /// <param name="describe">What turns its debug information into DWARF.</param>
    /// <exception cref="BuildException">It has a relocation that the converter does not know.</exception>
    public static ElfObject Convert(CoffFile coff, DwarfWriter describe)
    {
        ElfObject elf = new();
        Dictionary<int, ElfSection> sections = [];
        Dictionary<int, ElfSymbol> starts = [];
        foreach (CoffSection section in coff.Sections.Where(s => s.Size != 0 && !s.IsDebug && !s.IsUnwind))
        {
            ElfSection converted = ConvertSection(section);
            sections.Add(section.Number, converted);
            starts.Add(section.Number, elf.Add(converted));
        }

        IReadOnlyList<CompiledMethod> methods = CodeViewReader.Read(coff);
        Dictionary<int, ElfSymbol> symbols = ConvertSymbols(coff, sections, methods);
        elf.Symbols.AddRange(symbols.Values);
        foreach (CoffSection section in coff.Sections.Where(s => sections.ContainsKey(s.Number)))
        {
            ElfSection converted = sections[section.Number];
            foreach (CoffRelocation relocation in section.Relocations)
            {
                ConvertRelocation(coff, section, relocation, converted, symbols);
            }
        }

        describe.Write(elf, methods, CodeViewTypes.Read(coff), section => starts[section]);
        return elf;
    }

    /// <summary>
    /// The ELF name of a COFF symbol. Names that begin with <c>?</c> are ilc's own; in ELF an <c>@</c> would begin a version.
    /// </summary>
    /// <param name="name">The COFF name.</param>
    /// <returns>The ELF name.</returns>
    internal static string SymbolName(string name) => name.StartsWith('?') ? name.Replace('@', '.') : name;

    private static ElfSection ConvertSection(CoffSection section)
    {
        (string name, ElfSectionFlags flags) = section switch
        {
            { IsCode: true } => (".text", ElfSectionFlags.Allocate | ElfSectionFlags.Execute),
            { IsZeroFilled: true } => (".bss", ElfSectionFlags.Allocate | ElfSectionFlags.Write),
            { IsWritable: true } => (".data", ElfSectionFlags.Allocate | ElfSectionFlags.Write),
            _ => (".rodata", ElfSectionFlags.Allocate),
        };
        return new ElfSection(name, flags, section.Alignment, (byte[])section.Data.Clone(), section.IsZeroFilled ? section.Size : 0);
    }

    private static Dictionary<int, ElfSymbol> ConvertSymbols(
        CoffFile coff,
        Dictionary<int, ElfSection> sections,
        IReadOnlyList<CompiledMethod> methods)
    {
        Dictionary<(int Section, uint Value), uint> sizes = [];
        foreach (CompiledMethod method in methods)
        {
            sizes.TryAdd((method.Symbol.SectionNumber, method.Symbol.Value), method.Length);
        }

        Dictionary<int, ElfSymbol> symbols = [];
        foreach (CoffSymbol symbol in coff.Symbols)
        {
            if (symbol.IsUndefined)
            {
                symbols.Add(symbol.Index, new ElfSymbol(symbol.Name, null, 0, 0, ElfSymbolType.None, IsGlobal: true));
            }
            else if (sections.TryGetValue(symbol.SectionNumber, out ElfSection? section))
            {
                ElfSymbolType type = (section.Flags & ElfSectionFlags.Execute) != 0 ? ElfSymbolType.Function : ElfSymbolType.Object;
                uint size = sizes.GetValueOrDefault((symbol.SectionNumber, symbol.Value));
                symbols.Add(
                    symbol.Index,
                    new ElfSymbol(SymbolName(symbol.Name), section, symbol.Value, size, type, symbol.IsExternal));
            }
        }

        return symbols;
    }

    private static void ConvertRelocation(
        CoffFile coff,
        CoffSection section,
        CoffRelocation relocation,
        ElfSection converted,
        Dictionary<int, ElfSymbol> symbols)
    {
        if (relocation.Type == CoffRelocationType.Absolute)
        {
            return;
        }

        CoffSymbol target = coff.Target(relocation);
        ElfRelocationType type = relocation.Type switch
        {
            CoffRelocationType.Dir32 => ElfRelocationType.Absolute32,
            // Counted from an image base of 0, so the address itself.
            CoffRelocationType.Dir32NB => ElfRelocationType.Absolute32,
            CoffRelocationType.Rel32 => ElfRelocationType.PcRelative32,
            _ => throw Unknown(section, relocation, target),
        };
        if (!symbols.TryGetValue(target.Index, out ElfSymbol? symbol))
        {
            throw new BuildException(
                ErrorCodes.ObjectFile,
                $"the compiler's object file: '{section.Name}' refers to '{target.Name}', which lies in a section that is left out");
        }

        if (type == ElfRelocationType.PcRelative32)
        {
            Span<byte> field = converted.Data.AsSpan((int)relocation.Offset, FieldSize);
            BinaryPrimitives.WriteInt32LittleEndian(field, BinaryPrimitives.ReadInt32LittleEndian(field) - FieldSize);
        }

        converted.Relocations.Add(new ElfRelocation(relocation.Offset, symbol, type));
    }

    private static BuildException Unknown(CoffSection section, CoffRelocation relocation, CoffSymbol target) =>
        new(
            ErrorCodes.ObjectFile,
            string.Create(
                CultureInfo.InvariantCulture,
                $"the compiler's object file: relocation type 0x{(ushort)relocation.Type:X4} at "
                    + $"{section.Name}+0x{relocation.Offset:X} against '{target.Name}' is unknown"));
}
