using System;
using System.Collections.Generic;
using System.Linq;
using CosmosKit.Build.ObjectFile.CodeView;

namespace CosmosKit.Build.ObjectFile.Dwarf;

/// <summary>Describes compiled methods in DWARF 4, one compilation unit for each section of code.</summary>
/// <param name="sourceRoot">Source files below it are named relative to it; empty to keep all names.</param>
/// <param name="displayName">What turns a method's symbol into the name that a person types, such as <c>Kernel.Run</c>.</param>
internal sealed class DwarfWriter(string sourceRoot, Func<string, string> displayName)
{
    /// <summary>Adds the debug sections to an object.</summary>
    /// <param name="elf">The object.</param>
    /// <param name="methods">The methods, by rising address.</param>
    /// <param name="types">The types of their variables.</param>
    /// <param name="sectionStart">Gives the symbol of a COFF section's start.</param>
    public void Write(
        ElfObject elf,
        IReadOnlyList<CompiledMethod> methods,
        CodeViewTypes types,
        Func<int, ElfSymbol> sectionStart)
    {
        if (methods.Count == 0)
        {
            return;
        }

        DwarfBuffer lines = new(elf, ".debug_line");
        DwarfBuffer frames = new(elf, ".debug_frame");
        DwarfBuffer places = new(elf, ".debug_loc");
        DwarfBuffer abbreviations = new(elf, ".debug_abbrev");
        DwarfBuffer info = new(elf, ".debug_info");
        Abbreviations.Write(abbreviations);
        foreach (IGrouping<int, CompiledMethod> unit in methods.GroupBy(m => m.Symbol.SectionNumber))
        {
            List<CompiledMethod> inUnit = [.. unit];
            ElfSymbol start = sectionStart(unit.Key);
            SourceFiles files = new(sourceRoot);
            uint lineTable = lines.Length;
            new LineTable(files).Write(lines, inUnit, start);
            FrameTable.Write(frames, inUnit, start, start.Section!.Data);
            CompilationUnit described = new(info, places, files, types, displayName);
            described.Write(inUnit, start, abbreviations.Start, lines.Start, lineTable);
        }

        foreach (DwarfBuffer section in (DwarfBuffer[])[lines, frames, places, abbreviations, info])
        {
            section.Finish();
        }
    }
}
