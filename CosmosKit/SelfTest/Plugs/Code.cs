using System.Reflection;
using CosmosKit.SelfTest.Targets;
using IL2CPU.API;
using XSharp;
using XSharp.Assembler;

namespace CosmosKit.SelfTest.Plugs;

/// <summary>
/// Machine code by Cosmos' rules: the last argument at [ebp+8], the ones before it above; all of them higher by as much as the
/// result is larger than the arguments; the result is pushed, of 64 bits the high half first.
/// </summary>
internal abstract class Code : AssemblerMethod
{
    private readonly string text;

    private Code(string text) => this.text = text;

    public override void AssembleNew(Assembler aAssembler, object aMethodInfo) => XS.LiteralCode(text);

    internal sealed class Nothing : Code
    {
        public Nothing()
            : base("push 0x12345678")
        {
        }
    }

    internal sealed class NothingWide : Code
    {
        public NothingWide()
            : base("""
                push 0x11223344
                push 0x55667788
                """)
        {
        }
    }

    internal sealed class OneByte : Code
    {
        public OneByte()
            : base("""
                movzx eax, byte [ebp + 8]
                inc eax
                push eax
                """)
        {
        }
    }

    internal sealed class OneSigned : Code
    {
        public OneSigned()
            : base("""
                movsx eax, word [ebp + 8]
                neg eax
                push eax
                """)
        {
        }
    }

    internal sealed class OneToWide : Code
    {
        public OneToWide()
            : base("""
                mov eax, [ebp + 12]
                push eax
                not eax
                push eax
                """)
        {
        }
    }

    internal sealed class Exchange : Code
    {
        public Exchange()
            : base("""
                push dword [ebp + 8]
                push dword [ebp + 12]
                """)
        {
        }
    }

    internal sealed class Two : Code
    {
        public Two()
            : base("""
                mov eax, [ebp + 12]
                movzx edx, word [ebp + 8]
                sub eax, edx
                push eax
                """)
        {
        }
    }

    internal sealed class Three : Code
    {
        public Three()
            : base("""
                mov eax, [ebp + 12]
                mov edx, [ebp + 16]
                movzx ecx, byte [ebp + 20]
                add eax, ecx
                adc edx, 0
                sub eax, [ebp + 8]
                sbb edx, 0
                push edx
                push eax
                """)
        {
        }
    }

    internal sealed class Four : Code
    {
        public Four()
            : base("""
                mov eax, [ebp + 28]
                mov ecx, [ebp + 24]
                lea eax, [eax + ecx * 2]
                movzx ecx, byte [ebp + 16]
                lea eax, [eax + ecx * 4]
                mov ecx, [ebp + 8]
                lea eax, [eax + ecx * 8]
                push eax
                """)
        {
        }
    }

    internal sealed class IsBelow : Code
    {
        public IsBelow()
            : base("""
                xor eax, eax
                mov edx, [ebp + 12]
                cmp edx, [ebp + 8]
                setb al
                push eax
                """)
        {
        }
    }

    internal sealed class LengthTimes : Code
    {
        public LengthTimes()
            : base("""
                mov edx, [ebp + 16]
                mov eax, [edx + 4]
                mul dword [ebp + 8]
                push eax
                """)
        {
        }
    }

    internal sealed class Second : Code
    {
        public Second()
            : base("""
                push dword [ebp + 12]
                push dword [ebp + 8]
                """)
        {
        }
    }

    internal sealed class Store : Code
    {
        public Store()
            : base("""
                mov edi, [ebp + 12]
                mov eax, [ebp + 8]
                stosd
                """)
        {
        }
    }

    internal sealed class Clobber : Code
    {
        public Clobber()
            : base("""
                mov eax, 0xDEADBEEF
                mov ebx, eax
                mov ecx, eax
                mov edx, eax
                mov esi, eax
                mov edi, eax
                """)
        {
        }
    }

    internal sealed class CallBack : AssemblerMethod
    {
        public override void AssembleNew(Assembler aAssembler, object aMethodInfo)
        {
            MethodInfo target = typeof(Callback).GetMethod("Double", BindingFlags.NonPublic | BindingFlags.Static)!;
            XS.LiteralCode("push dword [ebp + 8]");
            XS.LiteralCode("call " + LabelName.Get(target));
        }
    }
}
