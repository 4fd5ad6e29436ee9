using CosmosKernel.Cpu;
using IL2CPU.API.Attribs;
using XSharp;
using XSharp.Assembler;

namespace CosmosKernel.Plugs;

/// <summary>FS and GS. A plug's last argument is at [EBP+8].</summary>
[Plug(Target = typeof(SegmentRegisters))]
public static unsafe class SegmentRegistersPlug
{
    // By CX: before the Pentium Pro a move to ECX leaves its upper half undefined (SDM vol. 2B, MOV).
    private const string ReadTo =
        """
        xor ecx, ecx
        mov cx, gs
        mov [eax], ecx
        mov cx, fs
        mov [eax + 4], ecx
        """;

    private const string WriteFrom =
        """
        mov gs, [eax]
        mov fs, [eax + 4]
        """;

    /// <inheritdoc cref="SegmentRegisters.Read"/>
    [PlugMethod(Assembler = typeof(ReadCode))]
    public static void Read(DataSegments* to) => throw new PlugMissingException();

    /// <inheritdoc cref="SegmentRegisters.Write"/>
    [PlugMethod(Assembler = typeof(WriteCode))]
    public static void Write(DataSegments* from) => throw new PlugMissingException();

    /// <inheritdoc cref="SegmentRegisters.Exchange"/>
    [PlugMethod(Assembler = typeof(ExchangeCode))]
    public static void Exchange(DataSegments* to, DataSegments* from) => throw new PlugMissingException();

    private sealed class ReadCode : AssemblerMethod
    {
        public override void AssembleNew(Assembler aAssembler, object aMethodInfo) => XS.LiteralCode(
            $"""
            mov eax, [ebp + 8]
            {ReadTo}
            xor ecx, ecx
            """);
    }

    private sealed class WriteCode : AssemblerMethod
    {
        public override void AssembleNew(Assembler aAssembler, object aMethodInfo) => XS.LiteralCode(
            $"""
            mov eax, [ebp + 8]
            {WriteFrom}
            xor ecx, ecx
            """);
    }

    private sealed class ExchangeCode : AssemblerMethod
    {
        public override void AssembleNew(Assembler aAssembler, object aMethodInfo) => XS.LiteralCode(
            $"""
            mov eax, [ebp + 12]
            {ReadTo}
            mov eax, [ebp + 8]
            {WriteFrom}
            xor ecx, ecx
            """);
    }
}
