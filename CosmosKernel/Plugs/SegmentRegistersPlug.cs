using CosmosKernel.Cpu;
using IL2CPU.API.Attribs;
using XSharp;
using XSharp.Assembler;

namespace CosmosKernel.Plugs;

/// <summary>FS and GS.</summary>
[Plug(Target = typeof(SegmentRegisters))]
public static class SegmentRegistersPlug
{
    /// <inheritdoc cref="SegmentRegisters.ReadFs"/>
    [PlugMethod(Assembler = typeof(ReadFsCode))]
    public static uint ReadFs() => throw new PlugMissingException();

    /// <inheritdoc cref="SegmentRegisters.ReadGs"/>
    [PlugMethod(Assembler = typeof(ReadGsCode))]
    public static uint ReadGs() => throw new PlugMissingException();

    /// <inheritdoc cref="SegmentRegisters.WriteFs"/>
    [PlugMethod(Assembler = typeof(WriteFsCode))]
    public static void WriteFs(uint selector) => throw new PlugMissingException();

    /// <inheritdoc cref="SegmentRegisters.WriteGs"/>
    [PlugMethod(Assembler = typeof(WriteGsCode))]
    public static void WriteGs(uint selector) => throw new PlugMissingException();

    private sealed class ReadFsCode : AssemblerMethod
    {
        public override void AssembleNew(Assembler aAssembler, object aMethodInfo) => XS.LiteralCode(
            """
            mov eax, fs
            push eax
            xor ecx, ecx
            """);
    }

    private sealed class ReadGsCode : AssemblerMethod
    {
        public override void AssembleNew(Assembler aAssembler, object aMethodInfo) => XS.LiteralCode(
            """
            mov eax, gs
            push eax
            xor ecx, ecx
            """);
    }

    private sealed class WriteFsCode : AssemblerMethod
    {
        public override void AssembleNew(Assembler aAssembler, object aMethodInfo) => XS.LiteralCode(
            """
            mov eax, [ebp + 8]
            mov fs, ax
            xor ecx, ecx
            """);
    }

    private sealed class WriteGsCode : AssemblerMethod
    {
        public override void AssembleNew(Assembler aAssembler, object aMethodInfo) => XS.LiteralCode(
            """
            mov eax, [ebp + 8]
            mov gs, ax
            xor ecx, ecx
            """);
    }
}
