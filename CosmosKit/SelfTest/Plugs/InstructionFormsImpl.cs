using System.Text;
using CosmosKit.SelfTest.Targets;
using IL2CPU.API.Attribs;
using XSharp;
using XSharp.Assembler;

namespace CosmosKit.SelfTest.Plugs;

/// <summary>The body of <see cref="InstructionForms"/>, in assembler.</summary>
[Plug(Target = typeof(InstructionForms))]
public static class InstructionFormsImpl
{
    /// <summary>See the target.</summary>
    /// <returns>See the target.</returns>
    [PlugMethod(Assembler = typeof(SumCode))]
    public static uint Sum() => throw null!;

    private sealed class SumCode : AssemblerMethod
    {
        // In the order of their numbers (SDM vol. 1, appendix B).
        private static readonly string[] Conditions = [
            "o", "no", "b", "ae", "e", "ne", "be", "a", "s", "ns", "p", "np", "l", "ge", "le", "g"];

        public override void AssembleNew(Assembler aAssembler, object aMethodInfo) => XS.LiteralCode(
            $"""
            pushfd
            mov eax, esp
            sub esp, 528                    ; 512 bytes to work in; above them what comes back at the end
            and esp, -16
            mov [esp + 512], eax
            mov [esp + 516], ebp
            mov edi, esp
            mov ecx, 128
            mov eax, 0x9E3779B1
            SelfTestFormsFill:
            imul eax, eax, 0x01000193
            add eax, ecx
            stosd
            loop SelfTestFormsFill

            lea ebp, [esp + 400]
            lea ebx, [esp + 256]
            mov esi, 4
            mov edi, 8
            movups xmm0, [ebx]
            movups xmm1, [ebx + 16]
            movups xmm2, [ebx - 0x90]
            movups xmm3, [ebx + esi]
            movups xmm4, [ebx + esi * 2 + 4]
            movups xmm5, [esp]
            movups xmm6, [esp + 8]
            movups xmm7, [esp + esi * 4 + 0x80]
            xorps xmm0, xmm7
            xorps xmm1, [ebx + 64]
            xorps xmm2, [esp]
            movaps xmm3, xmm1
            movaps xmm6, [ebp + 16]
            movups [esp + edi * 8 + 12], xmm2
            movups [ebp - 100], xmm0
            movups [ebp + esi - 201], xmm4
            movups xmm4, [SelfTestFormsConstant]
            xorps xmm5, xmm4
            movups xmm4, [edi * 4 + SelfTestFormsConstant - 32]
            xorps xmm6, xmm4
            movups [ebx + edi + 100], xmm5
            movaps [ebx + 208], xmm6
            movups [ebx], xmm3
            movups [ebp], xmm7

            mov ecx, 256
            SelfTestFormsFlags:
            imul edi, ecx, 0x9E35
            and edi, 0x8D5                  ; the arithmetic flags
            push edi
            popfd                           ; from here on nothing changes them
            {Moves()}
            dec ecx
            jnz SelfTestFormsFlags

            mov ecx, 128
            SelfTestFormsSum:
            imul esi, esi, 0x01000193
            xor esi, [esp + ecx * 4 - 4]
            loop SelfTestFormsSum
            mov ebp, [esp + 516]
            mov esp, [esp + 512]
            popfd
            push esi
            jmp SelfTestFormsEnd
            align 16
            SelfTestFormsConstant:
            dd 0x01234567, 0x89ABCDEF, 0xFEDCBA98, 0x76543210
            SelfTestFormsEnd:
            xor ecx, ecx
            """);

        private static string Moves()
        {
            var text = new StringBuilder();
            for (int i = 0; i < Conditions.Length; i++)
            {
                text.AppendLine("mov eax, 1");
                text.AppendLine($"mov edx, {i * 0x01010101}");
                text.AppendLine($"cmov{Conditions[i]} edx, {(i % 2 == 0 ? "eax" : "[ebp + 8]")}");
                text.AppendLine("lea esi, [esi + esi * 4]");
                text.AppendLine("lea esi, [esi + edx]");
            }

            return text.ToString();
        }
    }
}
