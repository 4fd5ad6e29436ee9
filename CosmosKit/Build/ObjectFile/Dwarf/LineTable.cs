using System.Collections.Generic;
using System.Linq;
using CosmosKit.Build.ObjectFile.CodeView;

namespace CosmosKit.Build.ObjectFile.Dwarf;

/// <summary>Writes <c>.debug_line</c>: which source line each stretch of code comes from (DWARF 4, §6.2).</summary>
/// <param name="files">The source files, in the order of their numbers from 1.</param>
internal sealed class LineTable(SourceFiles files)
{
    private const byte Copy = 1, AdvanceAddress = 2, AdvanceLine = 3, SetFile = 4;
    private const byte Extended = 0, EndSequence = 1, SetAddress = 2;
    private const byte FirstSpecialOpcode = 13;

    // Operand counts of the standard opcodes 1 to 12.
    private static readonly byte[] OperandCounts = [0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1];

    /// <summary>Writes one compilation unit's table: a sequence of rows for each method.</summary>
    /// <param name="to">The section.</param>
    /// <param name="start">The symbol of the code section's start.</param>
    public void Write(DwarfBuffer to, IReadOnlyList<CompiledMethod> methods, ElfSymbol start)
    {
        foreach (CompiledMethod.SourceLine line in methods.SelectMany(m => m.Lines))
        {
            files.NumberOf(line.File);
        }

        uint unit = to.BeginUnit();
        to.U16(4);
        uint header = to.BeginUnit();
        to.U8(1); // minimum instruction length
        to.U8(1); // operations per instruction
        to.U8(1); // every row is a statement's start
        to.U8(0xFF); // line base -1: special opcodes are not used
        to.U8(1); // line range
        to.U8(FirstSpecialOpcode);
        to.Bytes(OperandCounts);
        to.U8(0); // no directories: names hold whole paths
        foreach (string file in files.Names)
        {
            to.Text(file);
            to.Bytes(0, 0, 0);
        }

        to.U8(0);
        to.EndUnit(header);

        foreach (CompiledMethod method in methods.Where(m => m.Lines.Count != 0))
        {
            WriteSequence(to, method, start);
        }

        to.EndUnit(unit);
    }

    private void WriteSequence(DwarfBuffer program, CompiledMethod method, ElfSymbol start)
    {
        program.Bytes(Extended, 5, SetAddress);
        program.Address(start, method.Symbol.Value);

        uint address = 0;
        uint file = 1;
        int line = 1;
        bool first = true;
        foreach (CompiledMethod.SourceLine row in method.Lines)
        {
            // The code before the first row is the method's prologue: it belongs to the first line.
            uint at = first ? 0 : row.Offset;
            first = false;
            if (at != address)
            {
                program.U8(AdvanceAddress);
                program.Unsigned(at - address);
                address = at;
            }

            uint number = files.NumberOf(row.File);
            if (number != file)
            {
                program.U8(SetFile);
                program.Unsigned(number);
                file = number;
            }

            program.U8(AdvanceLine);
            program.Signed((int)row.Line - line);
            line = (int)row.Line;
            program.U8(Copy);
        }

        program.U8(AdvanceAddress);
        program.Unsigned(method.Length - address);
        program.Bytes(Extended, 1, EndSequence);
    }
}
