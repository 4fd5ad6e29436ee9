namespace CosmosKit.Build.ObjectFile.Dwarf;

/// <summary>
/// The shapes of the entries in <c>.debug_info</c> (DWARF 4, §7.5.3). The constants are the codes by which entries name their shape.
/// </summary>
internal static class Abbreviations
{
    /// <summary>The unit: producer, language, name, folder, start, length, line table.</summary>
    public const byte Unit = 1;

    /// <summary>
    /// A method: name, file, line, start, length. Its linkage name is left out, for gdb would show that one; the symbol table has it.
    /// </summary>
    public const byte Method = 2;

    /// <summary>A parameter: name, type, location list.</summary>
    public const byte Parameter = 3;

    /// <summary>A local: name, type, location list.</summary>
    public const byte Local = 4;

    /// <summary>A primitive type: name, encoding, size.</summary>
    public const byte Primitive = 5;

    /// <summary>A pointer: what it points to.</summary>
    public const byte Pointer = 6;

    /// <summary>A pointer to anything.</summary>
    public const byte UntypedPointer = 7;

    /// <summary>A structure with fields: name, size.</summary>
    public const byte Structure = 8;

    /// <summary>A field: name, type, offset.</summary>
    public const byte Field = 9;

    /// <summary>A structure without fields: name, size.</summary>
    public const byte EmptyStructure = 10;

    private const byte TagFormalParameter = 0x05, TagMember = 0x0D, TagPointerType = 0x0F, TagCompileUnit = 0x11,
        TagStructureType = 0x13, TagBaseType = 0x24, TagSubprogram = 0x2E, TagVariable = 0x34;

    private const byte Location = 0x02, Name = 0x03, ByteSize = 0x0B, StatementList = 0x10, LowPc = 0x11, HighPc = 0x12,
        Language = 0x13, CompilationFolder = 0x1B, Producer = 0x25, DataMemberLocation = 0x38, DeclarationFile = 0x3A,
        DeclarationLine = 0x3B,
        Encoding = 0x3E, FrameBase = 0x40, Type = 0x49;

    private const byte FormAddress = 0x01, FormData2 = 0x05, FormData4 = 0x06, FormText = 0x08, FormData1 = 0x0B,
        FormUnsigned = 0x0F, FormReference = 0x13, FormSectionOffset = 0x17, FormExpression = 0x18;

    /// <summary>Writes <c>.debug_abbrev</c>.</summary>
    /// <param name="to">The section.</param>
    public static void Write(DwarfBuffer to)
    {
        Add(to, Unit, TagCompileUnit, true, Producer, FormText, Language, FormData2, Name, FormText, CompilationFolder, FormText,
            LowPc, FormAddress, HighPc, FormData4, StatementList, FormSectionOffset);
        Add(to, Method, TagSubprogram, true, Name, FormText, DeclarationFile, FormUnsigned,
            DeclarationLine, FormUnsigned, LowPc, FormAddress, HighPc, FormData4, FrameBase, FormExpression);
        Add(to, Parameter, TagFormalParameter, false, Name, FormText, Type, FormReference, Location, FormSectionOffset);
        Add(to, Local, TagVariable, false, Name, FormText, Type, FormReference, Location, FormSectionOffset);
        Add(to, Primitive, TagBaseType, false, Name, FormText, Encoding, FormData1, ByteSize, FormData1);
        Add(to, Pointer, TagPointerType, false, ByteSize, FormData1, Type, FormReference);
        Add(to, UntypedPointer, TagPointerType, false, ByteSize, FormData1);
        Add(to, Structure, TagStructureType, true, Name, FormText, ByteSize, FormUnsigned);
        Add(to, Field, TagMember, false, Name, FormText, Type, FormReference, DataMemberLocation, FormUnsigned);
        Add(to, EmptyStructure, TagStructureType, false, Name, FormText, ByteSize, FormUnsigned);
        to.U8(0);
    }

    private static void Add(DwarfBuffer to, byte code, byte tag, bool hasChildren, params byte[] attributes)
    {
        to.Bytes(code, tag, hasChildren ? (byte)1 : (byte)0);
        // All attribute and form codes used here fit 7 bits, so a byte is their LEB128 form.
        to.Bytes(attributes);
        to.Bytes(0, 0);
    }
}
