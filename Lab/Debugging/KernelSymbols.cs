using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using CosmosKernel.Cpu;

namespace CosmosPaging.Lab.Debugging;

/// <summary>The kernel's methods by name and address, from the symbol table of its ELF file (System V ABI, chapter 4).</summary>
public static class KernelSymbols
{
    private const int SectionHeaderBytes = 40;
    private const int SymbolBytes = 16;
    private const uint SymbolTable = 2;

    // A method that assembler calls has two names; in this one the types of its arguments would be taken for the method's.
    private const string SecondName = "__compiled";

    // The entry code runs where it is copied to, and not where it is linked; these are its first label and the one behind its last.
    private const string EntryCodeFirst = "CosmosKernelEntryCode";
    private const string EntryCodeEnd = "CosmosKernelEntryCodeEnd";

    /// <summary>Writes the symbols as Bochs' command <c>ldsym</c> reads them: an address and a name a line.</summary>
    /// <param name="image">The kernel's ELF file.</param>
    /// <returns>The lines, ascending. Names of methods are C#'s; the entry code's are given where it runs.</returns>
    /// <exception cref="InvalidDataException">The file has no symbol table.</exception>
    public static string ForBochs(ReadOnlySpan<byte> image)
    {
        Dictionary<string, uint> symbols = Read(image);
        uint first = symbols.GetValueOrDefault(EntryCodeFirst);
        uint end = symbols.GetValueOrDefault(EntryCodeEnd);
        StringBuilder text = new();
        foreach ((string name, uint address) in symbols
            .Where(symbol => !symbol.Key.EndsWith(SecondName, StringComparison.Ordinal))
            .Select(symbol =>
                (Name: CSharpName(symbol.Key), Address: symbol.Value >= first && symbol.Value < end
                    ? Trampoline.Code + (symbol.Value - first)
                    : symbol.Value))
            .OrderBy(symbol => symbol.Address)
            .ThenBy(symbol => symbol.Name, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"{address:x8} {name}\n");
        }

        return text.ToString();
    }

    /// <summary>
    /// What C# calls a method that the compiler calls <c>Assembly_Name_Space_Type__Method</c>. A name of another form stays as it is.
    /// </summary>
    /// <param name="symbol">The compiler's name.</param>
    /// <returns>Type and method, with a point between.</returns>
    public static string CSharpName(string symbol)
    {
        int method = symbol.IndexOf("__", 1, StringComparison.Ordinal);
        if (method <= 0 || method + 2 >= symbol.Length)
        {
            return symbol;
        }

        string type = symbol[..method];
        return $"{type[(type.LastIndexOf('_') + 1)..]}.{symbol[(method + 2)..].TrimStart('_')}";
    }

    private static Dictionary<string, uint> Read(ReadOnlySpan<byte> image)
    {
        int headers = (int)Word(image, 32);
        int count = BinaryPrimitives.ReadUInt16LittleEndian(image[48..]);
        for (int section = 0; section < count; section++)
        {
            ReadOnlySpan<byte> header = image.Slice(headers + (section * SectionHeaderBytes), SectionHeaderBytes);
            if (Word(header, 4) == SymbolTable)
            {
                ReadOnlySpan<byte> strings = Content(
                    image, image.Slice(headers + ((int)Word(header, 24) * SectionHeaderBytes), SectionHeaderBytes));
                return Read(Content(image, header), strings, image, headers);
            }
        }

        throw new InvalidDataException("the kernel's ELF file has no symbol table");
    }

    private static Dictionary<string, uint> Read(
        ReadOnlySpan<byte> table, ReadOnlySpan<byte> strings, ReadOnlySpan<byte> image, int headers)
    {
        const uint Executable = 4;
        const int FirstReserved = 0xFF00;
        Dictionary<string, uint> symbols = [];
        for (; table.Length >= SymbolBytes; table = table[SymbolBytes..])
        {
            int section = BinaryPrimitives.ReadUInt16LittleEndian(table[14..]);
            if (section is 0 or >= FirstReserved || (Word(image, headers + (section * SectionHeaderBytes) + 8) & Executable) == 0)
            {
                continue;
            }

            ReadOnlySpan<byte> name = strings[(int)Word(table, 0)..];
            name = name[..name.IndexOf((byte)0)];
            if (name.Length > 0)
            {
                symbols.TryAdd(Encoding.UTF8.GetString(name), Word(table, 4));
            }
        }

        return symbols;
    }

    private static ReadOnlySpan<byte> Content(ReadOnlySpan<byte> image, ReadOnlySpan<byte> header) =>
        image.Slice((int)Word(header, 16), (int)Word(header, 20));

    private static uint Word(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[offset..]);
}
