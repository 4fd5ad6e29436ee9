using CosmosKernel.Cpu;
using IL2CPU.API.Attribs;
using XSharp;
using XSharp.Assembler;

namespace CosmosKernel.Plugs;

/// <summary>
/// The control registers. A lesson in how a Cosmos plug gives a C# method a body of machine code:
/// <list type="number">
/// <item>The class says whose methods it replaces: <c>[Plug(Target = …)]</c>.</item>
/// <item>A method of the same name and signature says by what: <c>[PlugMethod(Assembler = …)]</c>. Its own body is never used.</item>
/// <item>That class's <see cref="AssemblerMethod.AssembleNew"/> runs while the kernel is being <i>built</i> and writes the
/// instructions.</item>
/// </list>
/// Around them the compiler puts <c>push ebp; mov ebp, esp</c> and the return. An argument is found at <c>[ebp + 8]</c> (of several,
/// the last), a result is left on the stack, EAX, EBX, EDX, ESI and EDI are free to use, and ECX must be 0 at the end: to IL2CPU it
/// says "no exception".
/// </summary>
[Plug(Target = typeof(ControlRegisters))]
public static class ControlRegistersPlug
{
    /// <inheritdoc cref="ControlRegisters.ReadCr3"/>
    [PlugMethod(Assembler = typeof(ReadCr3Code))]
    public static uint ReadCr3() => throw new PlugMissingException();

    /// <inheritdoc cref="ControlRegisters.WriteCr3"/>
    [PlugMethod(Assembler = typeof(WriteCr3Code))]
    public static void WriteCr3(uint physicalAddress) => throw new PlugMissingException();

    /// <inheritdoc cref="ControlRegisters.ReadCr2"/>
    [PlugMethod(Assembler = typeof(ReadCr2Code))]
    public static uint ReadCr2() => throw new PlugMissingException();

    /// <inheritdoc cref="ControlRegisters.InvalidatePage"/>
    [PlugMethod(Assembler = typeof(InvalidatePageCode))]
    public static void InvalidatePage(uint linearAddress) => throw new PlugMissingException();

    /// <inheritdoc cref="ControlRegisters.ReadCr0"/>
    [PlugMethod(Assembler = typeof(ReadCr0Code))]
    public static Cr0 ReadCr0() => throw new PlugMissingException();

    /// <inheritdoc cref="ControlRegisters.WriteCr0"/>
    [PlugMethod(Assembler = typeof(WriteCr0Code))]
    public static void WriteCr0(Cr0 value) => throw new PlugMissingException();

    /// <inheritdoc cref="ControlRegisters.ReadCr4"/>
    [PlugMethod(Assembler = typeof(ReadCr4Code))]
    public static Cr4 ReadCr4() => throw new PlugMissingException();

    /// <inheritdoc cref="ControlRegisters.WriteCr4"/>
    [PlugMethod(Assembler = typeof(WriteCr4Code))]
    public static void WriteCr4(Cr4 value) => throw new PlugMissingException();

    private sealed class ReadCr3Code : AssemblerMethod
    {
        public override void AssembleNew(Assembler aAssembler, object aMethodInfo) => XS.LiteralCode(
            """
            mov eax, cr3
            push eax            ; the result
            xor ecx, ecx        ; no exception
            """);
    }

    private sealed class WriteCr3Code : AssemblerMethod
    {
        public override void AssembleNew(Assembler aAssembler, object aMethodInfo) => XS.LiteralCode(
            """
            mov eax, [ebp + 8]  ; the only argument
            mov cr3, eax        ; other tables from here on; this code must be mapped in them too
            xor ecx, ecx
            """);
    }

    private sealed class ReadCr2Code : AssemblerMethod
    {
        public override void AssembleNew(Assembler aAssembler, object aMethodInfo) => XS.LiteralCode(
            """
            mov eax, cr2
            push eax
            xor ecx, ecx
            """);
    }

    private sealed class InvalidatePageCode : AssemblerMethod
    {
        public override void AssembleNew(Assembler aAssembler, object aMethodInfo) => XS.LiteralCode(
            """
            mov eax, [ebp + 8]
            invlpg [eax]
            xor ecx, ecx
            """);
    }

    private sealed class ReadCr0Code : AssemblerMethod
    {
        public override void AssembleNew(Assembler aAssembler, object aMethodInfo) => XS.LiteralCode(
            """
            mov eax, cr0
            push eax
            xor ecx, ecx
            """);
    }

    private sealed class WriteCr0Code : AssemblerMethod
    {
        public override void AssembleNew(Assembler aAssembler, object aMethodInfo) => XS.LiteralCode(
            """
            mov eax, [ebp + 8]
            mov cr0, eax
            xor ecx, ecx
            """);
    }

    private sealed class ReadCr4Code : AssemblerMethod
    {
        public override void AssembleNew(Assembler aAssembler, object aMethodInfo) => XS.LiteralCode(
            """
            mov eax, cr4
            push eax
            xor ecx, ecx
            """);
    }

    private sealed class WriteCr4Code : AssemblerMethod
    {
        public override void AssembleNew(Assembler aAssembler, object aMethodInfo) => XS.LiteralCode(
            """
            mov eax, [ebp + 8]
            mov cr4, eax
            xor ecx, ecx
            """);
    }
}
