using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Cosmos.Core;
using CosmosKernel.Plugs;
using CosmosKit.Tests;
using IL2CPU.API.Attribs;
using Mono.Cecil;
using Mono.Cecil.Cil;
using NUnit.Framework;

namespace CosmosPaging.Tests.UserKit;

/// <summary>
/// The lines of the interrupt controllers stay masked until the kernel opens the timer's: Cosmos' method that opens them is replaced by
/// one that does nothing.
/// </summary>
[TestFixture]
internal sealed class CosmosPicPlugTests
{
    /// <summary>
    /// Cosmos 764ceb0d56, source/Cosmos.Core/PIC.cs. The method is private, so genuine-signatures.txt, which has what others see, lacks it.
    /// </summary>
    private const string Genuine = "private void Remap(byte masterStart, byte masterMask, byte slaveStart, byte slaveMask)";

    private static readonly MethodInfo Plug = typeof(CosmosPicPlug).GetMethod(nameof(CosmosPicPlug.Remap))!;

    [Test]
    public void The_kit_declares_the_method_as_Cosmos_does()
    {
        MethodInfo target = typeof(PIC).GetMethod("Remap", BindingFlags.Instance | BindingFlags.NonPublic)!;
        Assert.That((target.IsPrivate, target.ReturnType), Is.EqualTo((true, typeof(void))));
        Assert.That($"private void Remap({Described(target)})", Is.EqualTo(Genuine));
    }

    /// <summary>
    /// IL2CPU looks for a public static method of that name, with the object first. What it does not find it passes over without a word.
    /// </summary>
    [Test]
    public void IL2CPU_finds_the_plug()
    {
        Assert.That(typeof(CosmosPicPlug).GetCustomAttribute<Plug>()!.Target, Is.EqualTo(typeof(PIC)));
        Assert.That((Plug.IsPublic, Plug.IsStatic, Plug.GetParameters()[0].ParameterType), Is.EqualTo((true, true, typeof(PIC))));
        Assert.That($"private void Remap({Described(Plug, 1)})", Is.EqualTo(Genuine));
    }

    [Test]
    public void It_writes_to_no_port()
    {
        Assert.That(() => IOPort.Write8(0x21, 0xF8), Throws.Exception, "what a write does on the host");
        Assert.That(() => CosmosPicPlug.Remap(null!, 0x20, 0xF8, 0x28, 0xE3), Throws.Nothing);
    }

    [Test]
    public void In_the_kernel_one_method_opens_a_line_and_Run_alone_calls_it()
    {
        using ModuleDefinition kernel = ModuleDefinition.ReadModule(BuiltKit.Output("CosmosKernel"));
        IEnumerable<MethodDefinition> methods = kernel.GetTypes().SelectMany(t => t.Methods).Where(m => m.HasBody);
        Assert.That(
            methods.Where(m => m.Body.Instructions.Any(IsUnmaskTimer)).Select(m => $"{m.DeclaringType.Name}.{m.Name}"),
            Is.EqualTo(new[] { "Kernel.Run" }));
    }

    private static bool IsUnmaskTimer(Instruction instruction) =>
        instruction.OpCode == OpCodes.Call
        && instruction.Operand is MethodReference { Name: "UnmaskTimer", DeclaringType.Name: "InterruptController" };

    private static string Described(MethodInfo method, int skip = 0) =>
        string.Join(", ", method.GetParameters().Skip(skip).Select(Described));

    private static string Described(ParameterInfo parameter) =>
        $"{(parameter.ParameterType == typeof(byte) ? "byte" : parameter.ParameterType.Name)} {parameter.Name}";
}
