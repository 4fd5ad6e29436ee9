using System;
using System.Collections.Generic;
using CosmosKit.Build.ObjectFile.CodeView;

namespace CosmosKit.Build.ObjectFile.Dwarf;

/// <summary>
/// Writes <c>.debug_frame</c>: how to find the caller's frame from anywhere in a method (DWARF 4, §6.4). The compiler's methods
/// begin with <c>push ebp; mov ebp, esp</c> or keep no frame pointer and push what they must keep.
/// </summary>
internal static class FrameTable
{
    private const byte Esp = 4, Ebp = 5, ReturnAddress = 8;
    private const byte DefineCfa = 0x0C, DefineCfaRegister = 0x0D, DefineCfaOffset = 0x0E;
    private const byte AdvanceBy = 0x40, SavedAt = 0x80, Nop = 0;
    private const byte PushEax = 0x50, PushEsp = 0x54, PushEbp = 0x55, PushEdi = 0x57;

    /// <summary>Writes the frames of methods.</summary>
    /// <param name="to">The section.</param>
    /// <param name="start">The symbol of the code section's start.</param>
    /// <param name="code">The code section's contents.</param>
    public static void Write(DwarfBuffer to, IReadOnlyList<CompiledMethod> methods, ElfSymbol start, byte[] code)
    {
        uint common = to.Length;
        uint unit = to.BeginUnit();
        to.U32(uint.MaxValue);
        to.U8(4);
        to.Text(string.Empty);
        to.Bytes(4, 0); // address size, segment size
        to.Unsigned(1); // code alignment
        to.Signed(-4); // data alignment: saved registers lie below the CFA, in steps of 4
        to.Unsigned(ReturnAddress);
        to.Bytes(DefineCfa, Esp, 4, SavedAt | ReturnAddress, 1);
        EndEntry(to, unit);

        foreach (CompiledMethod method in methods)
        {
            unit = to.BeginUnit();
            to.Address(to.Start, common);
            to.Address(start, method.Symbol.Value);
            to.U32(method.Length);
            WritePrologue(to, code.AsSpan((int)method.Symbol.Value, (int)method.Length));
            EndEntry(to, unit);
        }
    }

    private static void EndEntry(DwarfBuffer to, uint unit)
    {
        while (to.Length % 4 != 0)
        {
            to.U8(Nop);
        }

        to.EndUnit(unit);
    }

    private static void WritePrologue(DwarfBuffer to, ReadOnlySpan<byte> code)
    {
        byte depth = 1;
        int at = 0;
        if (code is [PushEbp, 0x8B, 0xEC, ..])
        {
            to.Bytes(AdvanceBy | 1, DefineCfaOffset, 8, SavedAt | Ebp, 2, AdvanceBy | 2, DefineCfaRegister, Ebp);
            depth = 2;
            at = 3;
        }

        bool hasFramePointer = at != 0;
        int told = at;
        for (; at < code.Length && code[at] is >= PushEax and <= PushEdi and not PushEsp; at++)
        {
            depth++;
            to.Bytes((byte)(AdvanceBy | (at + 1 - told)));
            told = at + 1;
            if (!hasFramePointer)
            {
                to.Bytes(DefineCfaOffset, (byte)(depth * 4));
            }

            to.Bytes((byte)(SavedAt | (code[at] - PushEax)), depth);
        }

        // sub esp, imm8: room for locals.
        if (!hasFramePointer && at + 3 <= code.Length && code[at] == 0x83 && code[at + 1] == 0xEC)
        {
            to.Bytes((byte)(AdvanceBy | 3), DefineCfaOffset);
            to.Unsigned((uint)(depth * 4) + code[at + 2]);
        }
    }
}
