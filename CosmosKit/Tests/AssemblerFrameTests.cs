using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using CosmosKit.Build;
using CosmosKit.Build.Weaving;
using Mono.Cecil;
using NUnit.Framework;

namespace CosmosKit.Tests;

/// <summary>Where assembler plugs find their arguments (Cosmos' plug ABI), and where compiled code leaves them.</summary>
[TestFixture]
internal sealed class AssemblerFrameTests
{
    // Parameters by letters: b byte, s short, u uint, l ulong, o object, p pointer, f float, d double. Offsets from EBP in order.
    [TestCase("v", "", "", 0u, 0u)]
    [TestCase("u", "", "", 4u, 0u)]
    [TestCase("l", "", "", 8u, 0u)]
    [TestCase("v", "u", "8", 0u, 0u)]
    [TestCase("u", "u", "8", 0u, 0u)]
    [TestCase("l", "u", "12", 4u, 0u)]
    [TestCase("u", "l", "8", 0u, 8u)]
    [TestCase("l", "l", "8", 0u, 8u)]
    [TestCase("o", "o", "8", 0u, 0u)]
    [TestCase("o", "b", "12", 4u, 0u)]
    [TestCase("u", "bs", "12 8", 0u, 0u)]
    [TestCase("u", "lu", "12 8", 0u, 8u)]
    [TestCase("u", "ul", "16 8", 0u, 8u)]
    [TestCase("u", "uuu", "16 12 8", 0u, 4u)]
    [TestCase("u", "bsul", "24 20 16 8", 0u, 12u)]
    [TestCase("v", "luuu", "20 16 12 8", 0u, 12u)]
    [TestCase("l", "oupd", "24 20 16 8", 0u, 12u)]
    [TestCase("d", "fuuu", "20 16 12 8", 0u, 8u)]
    public void Arguments_lie_where_Cosmos_puts_them(string result, string parameters, string offsets, uint extra, uint stack)
    {
        AssemblerFrame frame = new(Method(result, parameters));
        Assert.That(string.Join(' ', frame.Parameters.Select(p => p.FrameOffset)), Is.EqualTo(offsets));
        Assert.That(frame.ExtraSize, Is.EqualTo(extra));
        Assert.That(frame.StackSize, Is.EqualTo(stack));
    }

    [TestCase("uuu", "ecx edx 0")]
    [TestCase("lub", "0 ecx edx")]
    [TestCase("ulul", "ecx 8 edx 0")]
    [TestCase("uuuu", "ecx edx 4 0")]
    [TestCase("fuod", "8 ecx edx 0")]
    public void Compiled_code_passes_the_first_two_that_fit_in_registers(string parameters, string places)
    {
        AssemblerFrame frame = new(Method("v", parameters));
        Assert.That(string.Join(' ', frame.Parameters.Select(p => p.Register ?? p.StackOffset.ToString())), Is.EqualTo(places));
    }

    [Test]
    public void A_plug_gets_its_frame_and_gives_back_what_compiled_code_wants_kept()
    {
        StringBuilder text = new();
        AssemblerThunk.WritePlug(text, "plug", Method("u", "bl"), "    body\n");
        Assert.That(Lines(text), Is.EqualTo((string[])
        [
            "global plug:function (plug.end - plug)",
            "plug:",
            "push ebp",
            "push ebx",
            "push esi",
            "push edi",
            "movzx eax, byte cl",
            "push eax",
            "push dword [esp+28]",
            "push dword [esp+28]",
            "push dword [esp+28]",
            "push ebp",
            "mov ebp, esp",
            "plug.framed:",
            "body",
            "section .text",
            "pop eax",
            "lea esp, [ebp+20]",
            "pop edi",
            "pop esi",
            "pop ebx",
            "pop ebp",
            "ret 8",
            "plug.end:",
        ]));
    }

    [TestCase("mov eax, [ebp + 8]\nmov cr3, eax", "ebp")]
    [TestCase("not eax ; and EDI", "ebp")]
    [TestCase("mov [esi_table], ecx", "ebp")]
    [TestCase("mov BL, al", "ebp ebx")]
    [TestCase("xor si, si\nmov edi, ecx", "ebp esi edi")]
    [TestCase("cpuid", "ebp ebx esi edi")]
    [TestCase("rep movsd", "ebp ebx esi edi")]
    [TestCase("jmp Elsewhere", "ebp ebx esi edi")]
    [TestCase("Label:\nnot eax", "ebp ebx esi edi")]
    public void What_a_plug_cannot_change_is_not_saved_for_it(string text, string kept) =>
        Assert.That(string.Join(' ', KeptRegister.ChangedBy(text).Select(register => register.Name)), Is.EqualTo(kept));

    [Test]
    public void A_handler_with_one_pointer_is_reached_in_three_instructions()
    {
        StringBuilder text = new();
        AssemblerThunk.WriteShim(text, "label", Method("v", "p"), "compiled");
        Assert.That(Lines(text), Is.EqualTo((string[])["extern compiled", "label:", "mov ecx, [esp+4]", "call compiled", "ret 4"]));
    }

    [Test]
    public void A_handler_with_more_arguments_gets_them_in_registers_and_on_the_stack()
    {
        StringBuilder text = new();
        AssemblerThunk.WriteShim(text, "label", Method("v", "uulu"), "compiled");
        Assert.That(Lines(text), Is.EqualTo((string[])
        [
            "extern compiled",
            "label:",
            "mov ecx, [esp+20]",
            "mov edx, [esp+16]",
            "push dword [esp+12]",
            "push dword [esp+12]",
            "push dword [esp+12]",
            "call compiled",
            "ret 20",
        ]));
    }

    [Test]
    public void A_structure_of_several_fields_is_refused_by_name()
    {
        using ModuleDefinition module = ModuleDefinition.ReadModule(BuiltKit.Output("KitFixture.Targets"));
        MethodDefinition take = module.GetType("KitFixture.Targets.Pair").Methods.Single(m => m.Name == "Take");
        BuildException refused = Assert.Throws<BuildException>(() => _ = new AssemblerFrame(take))!;
        Assert.That(refused.Message, Does.Contain("CK0026").And.Contain("KitFixture.Targets.Pair.Take").And.Contain("pair is a"));
    }

    private static IEnumerable<string> Lines(StringBuilder text) =>
        text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(l => !l.StartsWith(';'));

    private static MethodDefinition Method(string result, string parameters)
    {
        TypeSystem types = ModuleDefinition.CreateModule("test", ModuleKind.Dll).TypeSystem;
        TypeReference Type(char letter) => letter switch
        {
            'v' => types.Void,
            'b' => types.Byte,
            's' => types.Int16,
            'u' => types.UInt32,
            'l' => types.UInt64,
            'o' => types.Object,
            'p' => new PointerType(types.Void),
            'f' => types.Single,
            'd' => types.Double,
            _ => throw new ArgumentOutOfRangeException(nameof(letter)),
        };
        MethodDefinition method = new("Method", MethodAttributes.Static, Type(result[0]))
        {
            DeclaringType = new TypeDefinition("Some", "Type", TypeAttributes.Class),
        };
        foreach (char letter in parameters)
        {
            method.Parameters.Add(new ParameterDefinition(Type(letter)));
        }

        return method;
    }
}
