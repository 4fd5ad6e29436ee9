using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Mono.Cecil;

namespace CosmosKit.Build.Weaving;

/// <summary>Writes the code that joins compiled code and assembler, in the syntax of nasm.</summary>
internal static class AssemblerThunk
{
    private const uint DwordSize = 4;

    /// <summary>Writes an assembler plug: Cosmos' frame, the plug's text, and the way back.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="symbol">What compiled code calls.</param>
    /// <param name="method">The plug.</param>
    public static void WritePlug(StringBuilder to, string symbol, MethodDefinition method, string text)
    {
        AssemblerFrame frame = new(method);
        IReadOnlyList<KeptRegister> kept = KeptRegister.ChangedBy(text);
        Line(to, $"; {Signatures.Describe(method)}");
        Line(to, $"global {symbol}:function ({symbol}.end - {symbol})");
        Line(to, $"{symbol}:");
        foreach (KeptRegister register in kept)
        {
            Line(to, $"    push {register.Name}");
        }

        uint depth = SizeOf(kept);
        foreach (AssemblerFrame.Parameter parameter in frame.Parameters)
        {
            PushForAssembler(to, parameter, ref depth);
        }

        if (frame.ExtraSize != 0)
        {
            Line(to, $"    sub esp, {frame.ExtraSize}");
            depth += frame.ExtraSize;
        }

        // The caller's own return address and frame: a debugger sees the plug as if it had been called directly.
        Line(to, $"    push dword [esp+{depth}]");
        Line(to, "    push ebp");
        Line(to, "    mov ebp, esp");
        Line(to, $"{symbol}.framed:");
        to.Append(text);
        Line(to, "section .text");
        PopResult(to, frame.Result);
        Line(to, $"    lea esp, [ebp+{8 + frame.ExtraSize + frame.ArgumentsSize}]");
        foreach (KeptRegister register in kept.Reverse())
        {
            Line(to, $"    pop {register.Name}");
        }

        Line(to, frame.StackSize == 0 ? "    ret" : $"    ret {frame.StackSize}");
        Line(to, $"{symbol}.end:");
    }

    /// <summary>Writes the way from assembler into a compiled method: takes the arguments off the stack, as Cosmos' methods do.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="label">What assembler calls.</param>
    /// <param name="method">A static method without a result.</param>
    /// <param name="symbol">The symbol of its compiled code.</param>
    public static void WriteShim(StringBuilder to, string label, MethodDefinition method, string symbol)
    {
        const uint FrameToStack = 4;
        AssemblerFrame frame = new(method);
        Line(to, $"; {Signatures.Describe(method)}");
        Line(to, $"extern {symbol}");
        Line(to, $"{label}:");
        uint depth = 0;
        foreach (AssemblerFrame.Parameter parameter in frame.Parameters)
        {
            // Offsets in the frame count from below the saved EBP, which is not there.
            uint at = parameter.FrameOffset - FrameToStack + depth + (parameter.Value.IsReference ? DwordSize : 0);
            if (parameter.Register is { } register)
            {
                Line(to, $"    mov {register}, [esp+{at}]");
                continue;
            }

            for (uint left = parameter.Value.StackSize; left != 0; left -= DwordSize)
            {
                Line(to, $"    push dword [esp+{at + parameter.Value.StackSize - DwordSize}]");
                depth += DwordSize;
            }
        }

        Line(to, $"    call {symbol}");
        Line(to, frame.ArgumentsSize == 0 ? "    ret" : $"    ret {frame.ArgumentsSize}");
    }

    /// <summary>Begins the table that tells a debugger how to find a plug's caller (DWARF 4, §6.4).</summary>
    /// <param name="to">Where to.</param>
    public static void WriteFrameTable(StringBuilder to)
    {
        Line(to, "section .debug_frame noalloc noexec nowrite");
        Line(to, "frame_common:");
        Line(to, "    dd frame_common.end - frame_common - 4, 0xFFFFFFFF");
        Line(to, "    db 4, 0, 4, 0               ; version, no augmentation, address and segment size");
        Line(to, "    db 1, 0x7C, 8               ; code in steps of 1, saved registers in steps of -4, the return address is column 8");
        Line(to, "    db 0x0C, 4, 4, 0x88, 1      ; at entry the caller's frame ends 4 above ESP, the return address below it");
        Line(to, "    align 4, db 0");
        Line(to, "frame_common.end:");
    }

    /// <summary>Adds a plug to the table: while its text runs, all is found from EBP.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="symbol">The plug's symbol.</param>
    /// <param name="method">The plug.</param>
    public static void WriteFrame(StringBuilder to, string symbol, MethodDefinition method, string text)
    {
        const uint ContinuationBit = 0x80;
        const int SavedRegister = 0x80;
        AssemblerFrame frame = new(method);
        IReadOnlyList<KeptRegister> kept = KeptRegister.ChangedBy(text);
        uint callerFrame = 8 + frame.ExtraSize + frame.ArgumentsSize + SizeOf(kept) + DwordSize;
        Line(to, $"{symbol}.frame:");
        Line(to, $"    dd {symbol}.frame_end - {symbol}.frame - 4, frame_common, {symbol}, {symbol}.end - {symbol}");
        Line(to, "    db 0x04");
        Line(to, $"    dd {symbol}.framed - {symbol}");
        Line(to, $"    db 0x0C, 5, {(callerFrame % ContinuationBit) | ContinuationBit}, {callerFrame / ContinuationBit}");
        for (int at = 0; at < kept.Count; at++)
        {
            Line(to, $"    db {SavedRegister | kept[at].DwarfNumber}, {at + 2}");
        }

        Line(to, "    align 4, db 0");
        Line(to, $"{symbol}.frame_end:");
    }

    private static uint SizeOf(IReadOnlyList<KeptRegister> kept) => (uint)kept.Count * DwordSize;

    private static void PushForAssembler(StringBuilder to, AssemblerFrame.Parameter parameter, ref uint depth)
    {
        AssemblerValue value = parameter.Value;
        string Source(uint extra, uint below) =>
            parameter.Register ?? string.Create(CultureInfo.InvariantCulture, $"[esp+{below + DwordSize + parameter.StackOffset + extra}]");
        if (value.Widening is { } widening)
        {
            string source = parameter.Register is { } register
                ? value.Width == "byte" ? $"{register[1]}l" : register[1..]
                : Source(0, depth);
            Line(to, $"    {widening} eax, {value.Width} {source}");
            Line(to, "    push eax");
            depth += DwordSize;
            return;
        }

        for (uint left = value.StackSize; left != 0; left -= DwordSize)
        {
            Line(to, $"    push dword {Source(left - DwordSize, depth)}");
            depth += DwordSize;
        }

        if (value.IsReference)
        {
            Line(to, "    push dword 0");
            depth += DwordSize;
        }
    }

    private static void PopResult(StringBuilder to, AssemblerValue? result)
    {
        switch (result)
        {
            case null:
                break;
            case { IsFloat: true }:
                Line(to, $"    fld {(result.FrameSize == DwordSize ? "dword" : "qword")} [esp]");
                break;
            case { IsReference: true }:
                Line(to, "    mov eax, [esp+4]");
                break;
            default:
                Line(to, "    pop eax");
                if (result.FrameSize != DwordSize)
                {
                    Line(to, "    pop edx");
                }

                if (result.Widening is { } widening)
                {
                    // Compiled code takes it for granted that a small result fills the register.
                    Line(to, $"    {widening} eax, {(result.Width == "byte" ? "al" : "ax")}");
                }

                break;
        }
    }

    private static void Line(StringBuilder to, FormattableString line) =>
        to.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private static void Line(StringBuilder to, string line) => to.Append(line).Append('\n');
}
