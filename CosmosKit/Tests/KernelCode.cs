using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using CosmosPaging.Lab.Debugging;
using Iced.Intel;

namespace CosmosKit.Tests;

/// <summary>The instructions of an image, method by method.</summary>
/// <param name="Methods">What begins at an address, by C#'s name or the assembler's label.</param>
/// <param name="Instructions">All of them, ascending.</param>
internal sealed record KernelCode(IReadOnlyDictionary<uint, string> Methods, IReadOnlyList<KernelCode.Line> Instructions)
{
    private const string First = "kit_start";
    private const string End = "kit_text_end";
    private const int ProgramHeaders = 28;

    /// <summary>Disassembles an image.</summary>
    /// <param name="path">Its ELF file, with symbols.</param>
    public static KernelCode Read(string path)
    {
        byte[] image = File.ReadAllBytes(path);
        (uint Address, string Name)[] symbols =
        [
            .. from line in KernelSymbols.ForBochs(image).TrimEnd('\n').Split('\n')
               select (uint.Parse(line[..8], NumberStyles.HexNumber, CultureInfo.InvariantCulture), line[9..]),
        ];
        uint start = symbols.Single(symbol => symbol.Name == First).Address;
        uint end = symbols.Single(symbol => symbol.Name == End).Address;
        SortedDictionary<uint, string> methods = [];
        foreach ((uint address, string name) in symbols.Where(symbol => symbol.Address >= start && symbol.Address < end))
        {
            methods.TryAdd(address, name);
        }

        // The text is the first segment.
        int header = (int)Word(image, ProgramHeaders);
        uint toFile = Word(image, header + 4) - Word(image, header + 8);
        List<Line> instructions = [];
        foreach (((uint address, string name), uint next) in methods.Zip(methods.Keys.Skip(1).Append(end)))
        {
            byte[] code = image[(int)(address + toFile)..(int)(next + toFile)];
            Decoder decoder = Decoder.Create(32, code, address);
            while (decoder.IP < next)
            {
                int at = (int)(decoder.IP - address);
                Instruction instruction = decoder.Decode();
                instructions.Add(new Line(name, instruction, code[at..int.Min(at + instruction.Length, code.Length)]));
            }
        }

        return new KernelCode(methods, instructions);
    }

    private static uint Word(byte[] image, int at) => BinaryPrimitives.ReadUInt32LittleEndian(image.AsSpan(at));

    /// <summary>An instruction.</summary>
    /// <param name="Method">In what it is.</param>
    /// <param name="Instruction">What it is.</param>
    internal sealed record Line(string Method, Instruction Instruction, byte[] Bytes)
    {
        /// <inheritdoc/>
        public override string ToString() => $"{Instruction.IP32:x8} {Method}: {Instruction}";
    }
}
