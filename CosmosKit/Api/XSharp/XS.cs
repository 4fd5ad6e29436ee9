using XSharp.Assembler;

namespace XSharp;

/// <summary>
/// Emits assembler text, one line a call. Of Cosmos' methods, the kit has those whose operands are text, or that have none; for the
/// rest there is <see cref="LiteralCode"/>, which both kits understand.
/// </summary>
public static class XS
{
    /// <summary>Whether comments are emitted.</summary>
    public static bool AllowComments = true;

    /// <summary>Emits a label.</summary>
    /// <param name="labelName">Its name; with a dot in front, it is local to the label before it.</param>
    public static void Label(string labelName) => _ = new Label(labelName);

    /// <summary>Emits text as it is.</summary>
    /// <param name="code">One or more lines in the syntax of nasm.</param>
    public static void LiteralCode(string code) => _ = new LiteralAssemblerCode(code);

    /// <summary>Emits a comment, if <see cref="AllowComments"/>.</summary>
    /// <param name="comment">Its text.</param>
    public static void Comment(string comment)
    {
        if (AllowComments)
        {
            _ = new Comment(comment);
        }
    }

    /// <summary>Emits <c>name equ value</c>.</summary>
    /// <param name="name">The constant's name.</param>
    /// <param name="value">A number or an expression of nasm.</param>
    public static void Const(string name, string value) => LiteralCode($"{name} equ {value}");

    /// <summary>Emits <c>call target</c>.</summary>
    /// <param name="target">A label.</param>
    public static void Call(string target) => LiteralCode($"call {target}");

    /// <summary>Emits <c>jmp label</c>.</summary>
    /// <param name="label">A label, local ones too.</param>
    public static void Jump(string label) => LiteralCode($"jmp {label}");

    /// <summary>Emits <c>ret</c>.</summary>
    public static void Return() => LiteralCode("ret");

    /// <summary>Emits <c>ret n</c>.</summary>
    /// <param name="aReturnSize">How many bytes of arguments to take off the stack.</param>
    public static void Return(uint aReturnSize) => LiteralCode($"ret {aReturnSize}");

    /// <summary>Emits <c>iret</c>.</summary>
    public static void InterruptReturn() => LiteralCode("iret");

    /// <summary>Emits <c>pushad</c>.</summary>
    public static void PushAllRegisters() => LiteralCode("pushad");

    /// <summary>Emits <c>popad</c>.</summary>
    public static void PopAllRegisters() => LiteralCode("popad");

    /// <summary>Emits <c>pushfd</c>.</summary>
    public static void Pushfd() => LiteralCode("pushfd");

    /// <summary>Emits <c>popfd</c>.</summary>
    public static void Popfd() => LiteralCode("popfd");

    /// <summary>Emits <c>sti</c>.</summary>
    public static void EnableInterrupts() => LiteralCode("sti");

    /// <summary>Emits <c>cli</c>.</summary>
    public static void DisableInterrupts() => LiteralCode("cli");

    /// <summary>Emits <c>cli</c>, as <see cref="DisableInterrupts"/>.</summary>
    public static void ClearInterruptFlag() => LiteralCode("cli");

    /// <summary>Emits <c>cld</c>.</summary>
    public static void ClearDirectionFlag() => LiteralCode("cld");

    /// <summary>Emits <c>hlt</c>.</summary>
    public static void Halt() => LiteralCode("hlt");

    /// <summary>Emits <c>nop</c>.</summary>
    public static void Noop() => LiteralCode("nop");

    /// <summary>Emits <c>int3</c>.</summary>
    public static void Int3() => LiteralCode("int3");

    /// <summary>Emits <c>cpuid</c>.</summary>
    public static void Cpuid() => LiteralCode("cpuid");

    /// <summary>Emits <c>rdtsc</c>.</summary>
    public static void Rdtsc() => LiteralCode("rdtsc");

    /// <summary>Emits <c>rdmsr</c>.</summary>
    public static void Rdmsr() => LiteralCode("rdmsr");
}
