using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using CosmosKit.Build;
using CosmosKit.Build.ObjectFile;
using CosmosKit.Build.ObjectFile.Dwarf;
using NUnit.Framework;

namespace CosmosKit.Tests;

/// <summary>Sections, symbols and relocations survive the way from COFF to ELF, with the right addends.</summary>
[TestFixture]
internal sealed class CoffToElfTests
{
    private const ushort Absolute = 0x00, Dir32 = 0x06, Dir32NB = 0x07, SecRel = 0x0B, Rel32 = 0x14;
    private const uint ReadOnlyData = 0x4030_0040, WritableData = 0xC030_0040, Zeros = 0xC030_0080, UnwindData = 0x4030_0040;

    // COFF counts REL32 from the end of the field, ELF's PC32 from its start: 4 less. The others keep their addend.
    [TestCase(Rel32, 0, ElfRelocationType.PcRelative32, -4)]
    [TestCase(Rel32, 0x10, ElfRelocationType.PcRelative32, 0xC)]
    [TestCase(Dir32, 0, ElfRelocationType.Absolute32, 0)]
    [TestCase(Dir32, 0x123, ElfRelocationType.Absolute32, 0x123)]
    [TestCase(Dir32NB, 8, ElfRelocationType.Absolute32, 8)]
    public void A_relocation_keeps_its_meaning(ushort type, int addend, ElfRelocationType expectedType, int expectedAddend)
    {
        byte[] code = new byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(code.AsSpan(1), addend);
        ElfSection text = Convert(new CoffBytes().Code(code, (1, 0, type)).Symbol("target", 0)).Sections.Single(s => s.Name == ".text");
        ElfRelocation relocation = text.Relocations.Single();
        Assert.That(relocation.Type, Is.EqualTo(expectedType));
        Assert.That(relocation.Offset, Is.EqualTo(1));
        Assert.That(relocation.Symbol.Name, Is.EqualTo("target"));
        Assert.That(BinaryPrimitives.ReadInt32LittleEndian(text.Data.AsSpan(1)), Is.EqualTo(expectedAddend));
    }

    [Test]
    public void A_relocation_that_means_nothing_is_left_out() =>
        Assert.That(Convert(new CoffBytes().Code(new byte[8], (0, 0, Absolute)).Symbol("target", 0)).Sections[0].Relocations, Is.Empty);

    [TestCase(SecRel)]
    [TestCase((ushort)0x99)]
    public void An_unknown_relocation_is_an_error_that_names_it(ushort type)
    {
        BuildException error = Assert.Throws<BuildException>(
            () => Convert(new CoffBytes().Code(new byte[8], (4, 0, type)).Symbol("target", 0)))!;
        Assert.That(
            error.Message, Does.Contain("CK0030").And.Contain($"0x{type:X4}").And.Contain(".managedcode$I+0x4").And.Contain("'target'"));
    }

    [Test]
    public void Sections_go_where_their_rights_say()
    {
        ElfObject elf = Convert(new CoffBytes()
            .Code([0xC3])
            .Section(".rdata", ReadOnlyData, [1])
            .Section(".data", WritableData, [2])
            .Section(".bss", Zeros, [0, 0, 0, 0])
            .Section(".xdata", UnwindData, [3]));
        Assert.That(elf.Sections.Select(s => s.Name), Is.EqualTo((string[])[".text", ".rodata", ".data", ".bss"]));
        Assert.That(elf.Sections.Select(s => s.Alignment), Is.EqualTo((uint[])[16, 4, 4, 4]));
        Assert.That(elf.Sections[3].IsZeroFilled, Is.True);
        Assert.That(elf.Sections[3].Size, Is.EqualTo(4));
    }

    [Test]
    public void Symbols_keep_name_place_and_visibility()
    {
        ElfObject elf = Convert(
            new CoffBytes().Code(new byte[32]).Symbol("Here", 1, 16).Symbol("Elsewhere", 0).Symbol("?statics@T@@", 1, 24));
        ElfSymbol here = elf.Symbols.Single(s => s.Name == "Here");
        Assert.That((here.Section!.Name, here.Value, here.IsGlobal), Is.EqualTo((".text", 16u, true)));
        Assert.That(elf.Symbols.Single(s => s.Name == "Elsewhere").Section, Is.Null);
        Assert.That(elf.Symbols.Select(s => s.Name), Has.Some.EqualTo("?statics.T.."), "an @ would begin a symbol version in ELF");
    }

    [Test]
    public void The_file_is_an_i386_relocatable_object_with_local_symbols_first()
    {
        byte[] file = Convert(new CoffBytes().Code(new byte[8], (0, 0, Dir32)).Symbol("target", 0)).ToArray();
        uint U32(int at) => BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at));
        ushort U16(int at) => BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(at));
        Assert.That(file[..7], Is.EqualTo((byte[])[0x7F, (byte)'E', (byte)'L', (byte)'F', 1, 1, 1]));
        Assert.That((U16(16), U16(18)), Is.EqualTo(((ushort)1, (ushort)3)));
        List<int> headers = [.. Enumerable.Range(0, U16(48)).Select(i => (int)U32(32) + (i * 40))];
        int symbols = headers.Single(h => U32(h + 4) == 2);
        Assert.That(U32(symbols + 28), Is.EqualTo(2), "the null symbol and the section's come before the first global one");
        int relocations = headers.Single(h => U32(h + 4) == 9);
        Assert.That(headers[(int)U32(relocations + 24)], Is.EqualTo(symbols), "relocations are linked to the symbol table");
        Assert.That(U32((int)U32(relocations + 16) + 4), Is.EqualTo((2u << 8) | 1), "symbol 2, R_386_32");
    }

    [Test]
    public void The_same_object_gives_the_same_bytes()
    {
        CoffBytes coff = new CoffBytes().Code(new byte[8], (0, 0, Rel32)).Symbol("target", 0);
        byte[] first = Convert(coff).ToArray();
        byte[] second = Convert(coff).ToArray();
        Assert.That(second, Is.EqualTo(first));
    }

    [Test]
    public void A_file_that_is_no_object_is_refused()
    {
        Assert.That(() => CoffFile.Parse([1, 2, 3]), Throws.TypeOf<BuildException>().With.Message.Contains("not a COFF object"));
        byte[] whole = new CoffBytes().Code(new byte[8]).Symbol("target", 0).ToArray();
        Assert.That(() => CoffFile.Parse(whole[..40]), Throws.TypeOf<BuildException>().With.Message.Contains("cut short"));
    }

    private static ElfObject Convert(CoffBytes coff) =>
        CoffToElf.Convert(CoffFile.Parse(coff.ToArray()), new DwarfWriter(string.Empty, name => name));
}
