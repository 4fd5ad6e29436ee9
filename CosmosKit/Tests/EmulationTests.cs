using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Emulation;
using CosmosPaging.Lab.Host;
using CosmosPaging.Lab.Running;
using Iced.Intel;
using NUnit.Framework;

namespace CosmosKit.Tests;

/// <summary>
/// What the kit carries out in place of a processor without CMOV, FXSAVE and SSE (<c>CosmosKit/Runtime/emulation.asm</c>): all that the
/// kernel's code needs, as a processor with them would.
/// </summary>
internal sealed partial class EmulationTests
{
    private const string OldProcessor = "pentium";

    private static readonly CpuidFeature[] OfAPentium =
    [
        CpuidFeature.INTEL8086, CpuidFeature.INTEL8086_ONLY, CpuidFeature.INTEL186, CpuidFeature.INTEL286, CpuidFeature.INTEL286_ONLY,
        CpuidFeature.INTEL386, CpuidFeature.INTEL386_ONLY, CpuidFeature.INTEL486, CpuidFeature.CPUID, CpuidFeature.FPU, CpuidFeature.FPU287,
            CpuidFeature.FPU387,
        CpuidFeature.MSR, CpuidFeature.TSC, CpuidFeature.CX8,
    ];

    // Told apart from others of the same opcode by ModRM.
    private static readonly Mnemonic[] StateInstructions = [Mnemonic.Fxsave, Mnemonic.Fxrstor, Mnemonic.Ldmxcsr];

    /// <summary>
    /// Another version of the compiler may emit another instruction, and only an old processor would show it.
    /// </summary>
    [TestCase(KernelWords.High)]
    [TestCase(KernelWords.Low)]
    public void EveryInstructionThatOldProcessorsLackHasASubstitute(string layout)
    {
        KernelCode kernel = KernelCode.Read(BuildTree.Find(AppContext.BaseDirectory)!.KernelImageFor(layout));
        (byte Opcode, byte Mask)[] substitutes = Substitutes();

        Assert.That(
            kernel.Instructions.Count(line => line.Instruction.Mnemonic == Mnemonic.Movups), Is.GreaterThan(100), "the code was found");
        Assert.That(
            kernel.Instructions.Where(line =>
                !IsFloatingPoint(line.Method) && IsLacking(line.Instruction) && !HasSubstitute(line, substitutes))
                    .Select(line => line.ToString()),
            Is.Empty);
    }

    /// <summary>
    /// Arithmetic in XMM registers has no substitutes; it is in the image because the compiler may call it, and nothing of the kernel's
    /// does.
    /// </summary>
    [TestCase(KernelWords.High)]
    [TestCase(KernelWords.Low)]
    public void TheKernelCallsNoFloatingPoint(string layout)
    {
        KernelCode kernel = KernelCode.Read(BuildTree.Find(AppContext.BaseDirectory)!.KernelImageFor(layout));
        HashSet<ulong> floatingPoint = [
            .. kernel.Methods.Where(method => IsFloatingPoint(method.Value)).Select(method => (ulong)method.Key)];

        Assert.That(floatingPoint, Is.Not.Empty);
        Assert.That(
            kernel.Instructions.Where(line => !IsFloatingPoint(line.Method) && floatingPoint.Contains(line.Instruction.NearBranchTarget))
                .Select(line => line.ToString()),
            Is.Empty);
    }

    /// <summary>Of what is compiled with optimisation; without, the compiler uses more of SSE.</summary>
    [TestCase("")]
    [TestCase("-low")]
    public async Task AllElseOfTheKitWorksWithoutTheseInstructions(string image)
    {
        BootResult boot = await BootAsync(image, "floating=none", OldProcessor);
        string[] lines = SelfTestBoot.Lines(boot);

        Assert.That(boot.End.Signal, Is.EqualTo(GuestSignal.AllHeld), () => string.Join('\n', lines.TakeLast(5)));
        Assert.That(lines, Does.Contain("check: name=instruction-forms result=held"), "the same sum as on a processor that has them");
    }

    /// <summary>A fault of an operand comes from the substitute's own instructions, and must be told as the instruction's.</summary>
    [Test]
    public async Task AFaultOfAnOperandIsTheInstructionsOwn()
    {
        string[] modern = SelfTestBoot.Lines(await BootAsync("", "provoke=null-structure", "coreduo"));
        string[] old = SelfTestBoot.Lines(await BootAsync("", "provoke=null-structure", OldProcessor));
        KernelCode code = KernelCode.Read(BuiltKit.Output("CosmosKit.SelfTest", ".elf"));

        Assert.That(old, Is.EqualTo(modern));
        uint eip = uint.Parse(EipField().Match(old.Single()).Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        Assert.That(code.Instructions.Single(line => line.Instruction.IP32 == eip).Instruction.Mnemonic, Is.EqualTo(Mnemonic.Movups));
    }

    [Test]
    public async Task AnInstructionWithoutSubstituteIsAPanicThatShowsItsBytes()
    {
        BootResult boot = await BootAsync("", "provoke=floating", OldProcessor);
        Assert.That(boot.End.Signal, Is.EqualTo(GuestSignal.Panicked));
        Assert.That(
            SelfTestBoot.Lines(boot).Single(),
            Does.Match(
                "^panic: the processor lacks an instruction, and so does its substitute: eip=c01[0-9a-f]{5} bytes=f20f[0-9a-f]{4}$"));
    }

    private static Task<BootResult> BootAsync(string image, string commandLine, string processor) =>
        SelfTestBoot.OfAsync(new MachineDefinition(BuiltKit.Output("CosmosKit.SelfTest", image + ".elf"), commandLine) { Cpu = processor });

    private static bool IsLacking(Instruction instruction) => instruction.CpuidFeatures.Any(feature => !OfAPentium.Contains(feature));

    private static bool HasSubstitute(KernelCode.Line line, (byte Opcode, byte Mask)[] substitutes) =>
        line.Bytes[0] == 0x0F
        && substitutes.Any(substitute => (line.Bytes[1] & substitute.Mask) == substitute.Opcode)
        && (line.Bytes[1] != 0xAE || StateInstructions.Contains(line.Instruction.Mnemonic));

    private static bool IsFloatingPoint(string method) => FloatingPointMethod().IsMatch(method);

    private static (byte Opcode, byte Mask)[] Substitutes() =>
    [
        .. from Match line in TableLine()
            .Matches(File.ReadAllText(Path.Combine(BuiltKit.Root, "CosmosKit", "Runtime", "emulation.asm"), Encoding.UTF8))
           select (Convert.ToByte(line.Groups[1].Value, 16), Convert.ToByte(line.Groups[2].Value, 16)),
    ];

    [GeneratedRegex(@"^ +instruction (0x[0-9A-F]{2}), (0x[0-9A-F]{2}), ", RegexOptions.Multiline)]
    private static partial Regex TableLine();

    [GeneratedRegex(@"^(Double\.|Single\.|Math\.(Truncate|Abs|Floor|Ceiling|Round)|RhpU?Lng2|kit_square_root)")]
    private static partial Regex FloatingPointMethod();

    [GeneratedRegex(" eip=([0-9a-f]{8}) ")]
    private static partial Regex EipField();
}
