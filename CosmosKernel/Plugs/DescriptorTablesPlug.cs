using CosmosKernel.Cpu;
using IL2CPU.API.Attribs;
using XSharp;
using XSharp.Assembler;

namespace CosmosKernel.Plugs;

/// <summary>The IDT and its companions, GDT and TR.</summary>
[Plug(Target = typeof(DescriptorTables))]
public static class DescriptorTablesPlug
{
    /// <inheritdoc cref="DescriptorTables.LoadInterrupt"/>
    [PlugMethod(Assembler = typeof(LoadInterruptCode))]
    public static void LoadInterrupt(uint linearAddress, uint bytes) => throw new PlugMissingException();

    /// <inheritdoc cref="DescriptorTables.ReadInterrupt"/>
    [PlugMethod(Assembler = typeof(ReadInterruptCode))]
    public static uint ReadInterrupt() => throw new PlugMissingException();

    /// <inheritdoc cref="DescriptorTables.LoadGlobal"/>
    [PlugMethod(Assembler = typeof(LoadGlobalCode))]
    public static void LoadGlobal(uint linearAddress, uint bytes) => throw new PlugMissingException();

    /// <inheritdoc cref="DescriptorTables.LoadTask"/>
    [PlugMethod(Assembler = typeof(LoadTaskCode))]
    public static void LoadTask(uint selector) => throw new PlugMissingException();

    /// <inheritdoc cref="DescriptorTables.LoadLocal"/>
    [PlugMethod(Assembler = typeof(LoadLocalCode))]
    public static void LoadLocal(uint selector) => throw new PlugMissingException();

    private sealed class LoadLocalCode : AssemblerMethod
    {
        public override void AssembleNew(Assembler aAssembler, object aMethodInfo) => XS.LiteralCode(
            """
            mov eax, [ebp + 8]
            lldt ax
            xor ecx, ecx
            """);
    }

    private sealed class LoadInterruptCode : AssemblerMethod
    {
        public override void AssembleNew(Assembler aAssembler, object aMethodInfo) => XS.LiteralCode(
            """
            mov eax, [ebp + 12] ; first of two arguments: linear address
            mov edx, [ebp + 8]  ; second and last: length
            dec edx             ; the register holds the limit, which is the last valid offset
            push eax            ; build the 6 bytes that LIDT reads: limit (16 bits), base (32 bits)
            shl edx, 16
            push edx
            lidt [esp + 2]
            add esp, 8
            xor ecx, ecx
            """);
    }

    private sealed class ReadInterruptCode : AssemblerMethod
    {
        public override void AssembleNew(Assembler aAssembler, object aMethodInfo) => XS.LiteralCode(
            """
            sub esp, 8
            sidt [esp + 2]      ; limit (16 bits), base (32 bits)
            mov eax, [esp + 4]
            add esp, 8
            push eax
            xor ecx, ecx
            """);
    }

    private sealed class LoadGlobalCode : AssemblerMethod
    {
        public override void AssembleNew(Assembler aAssembler, object aMethodInfo) => XS.LiteralCode(
            $"""
            mov eax, [ebp + 12]
            mov edx, [ebp + 8]
            dec edx
            push eax
            shl edx, 16
            push edx
            lgdt [esp + 2]
            add esp, 8
            push dword {Selector.KernelCode}
            push dword CosmosKernelSegmentsLoaded
            retf                ; the only way to reload CS: a far transfer
            CosmosKernelSegmentsLoaded:
            mov eax, {Selector.KernelData}
            mov ds, ax
            mov es, ax
            mov ss, ax
            xor eax, eax        ; the kernel has no use for FS and GS
            mov fs, ax
            mov gs, ax
            xor ecx, ecx
            """);
    }

    private sealed class LoadTaskCode : AssemblerMethod
    {
        public override void AssembleNew(Assembler aAssembler, object aMethodInfo) => XS.LiteralCode(
            """
            mov eax, [ebp + 8]
            ltr ax
            xor eax, eax
            lldt ax             ; after a reset LDTR is *valid*, with base 0 and a limit of 64 KB
            xor ecx, ecx
            """);
    }
}
