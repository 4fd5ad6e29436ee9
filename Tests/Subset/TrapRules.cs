using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace CosmosPaging.Tests.Subset;

/// <summary>
/// What must not happen in a trap: interrupts are off and must stay off, and nothing may be collected. Cosmos' heap and its delegate calls
/// end with <c>sti</c>, and <c>stackalloc</c> is its heap, too.
/// </summary>
internal static class TrapRules
{
    /// <summary>Members from outside that are known to do no more than they say: they neither allocate, nor throw, nor call back.</summary>
    private static readonly HashSet<string> Trusted =
    [
        "Cosmos.Core.IOPort::Read8",
        "Cosmos.Core.IOPort::Write8",
        "System.Math::Max",
        "System.Math::Min",
        "System.Object::.ctor",
        "System.Span`1::.ctor",
        "System.Span`1::CopyTo",
        "System.String::get_Chars",
        "System.String::get_Length",
        "System.Threading.Volatile::Read",
        "System.Threading.Volatile::Write",
    ];

    private static readonly string[] TextMembers = [
        "Concat", "Format", "Join", "Substring", "Replace", "Insert", "ToString", "ToStringAndClear"];

    /// <summary>The rows.</summary>
    public static IReadOnlyList<BannedConstruct> Table { get; } =
    [
        new(
            "object in a trap",
            "newobj of a class allocates.",
            (_, method) =>
                Stops(method)
                    ? []
                    : method.Body.Instructions.Where(i => i.OpCode.Code == Code.Newobj && IsObject(i.Callee()!.DeclaringType))),
        BannedConstruct.Of(
            "array in a trap",
            "newarr allocates.",
            (_, i) => i.OpCode.Code == Code.Newarr),
        BannedConstruct.Of(
            "boxing in a trap",
            "box allocates.",
            (_, i) => i.OpCode.Code == Code.Box),
        BannedConstruct.Of(
            "stackalloc in a trap",
            "IL2CPU takes it from the heap and never gives it back.",
            (_, i) => i.OpCode.Code == Code.Localloc),
        BannedConstruct.Of(
            "delegate made in a trap",
            "It is an object, so it is allocated.",
            (_, i) => i.OpCode.Code == Code.Newobj && i.Callee()!.DeclaringType.IsDelegate()),
        BannedConstruct.Of(
            "delegate called in a trap",
            "Under Cosmos the call turns interrupts on.",
            (_, i) => i.Callee() is { Name: "Invoke" } callee && callee.DeclaringType.IsDelegate()),
        BannedConstruct.Of(
            "text made in a trap",
            "A new string is allocated.",
            (code, i) => IsForeign(code, i) && IsText(i.Callee()!)),
        new(
            "throw in a trap",
            "The embedded kit would stop; Cosmos would allocate and return to the entry code as if nothing had been. Only a method "
                + "that does nothing else may throw: one that says that the kernel itself is wrong.",
            (_, method) => Stops(method) ? [] : method.Body.Instructions.Where(i => i.OpCode.Code is Code.Throw or Code.Rethrow)),
        new(
            "exception without a panic in a trap",
            "Who calls such a method must have stopped the machine before: Panic.Stop ends both kits, the exception behind it is for "
                + "the host.",
            (code, method) =>
                method.Body.Instructions.Where(i =>
                    i.Callee() is { } callee
                        && code.Own(callee) is { HasBody: true } own
                        && code.PlugOf(own) is null
                        && Throws(own)
                        && !HasStopped(i))),
        new(
            "unknown member in a trap",
            "Nobody has looked at what it does. If it neither allocates nor throws nor calls back, add it to the list.",
            (code, method) =>
                Stops(method) ? [] : method.Body.Instructions.Where(
                    i => IsForeign(code, i) && !IsText(i.Callee()!) && !IsCreation(i) && !Trusted.Contains(Name(i.Callee()!)))),
    ];

    private static string Name(MethodReference method) => method.DeclaringType.GetElementType().FullName + "::" + method.Name;

    private static bool IsObject(TypeReference type) => type.IsClass() && !type.IsDelegate();

    /// <summary>Creating an object is found by another row, and calling a delegate, too.</summary>
    private static bool IsCreation(Instruction i) =>
        i.Callee()!.DeclaringType.IsDelegate() || (i.OpCode.Code == Code.Newobj && i.Callee()!.DeclaringType.IsClass());

    private static bool IsForeign(CodeBase code, Instruction i) => i.Callee() is { } callee && code.Own(callee) is null;

    private static bool IsText(MethodReference callee) =>
        (callee.ReturnType.MetadataType == MetadataType.String && TextMembers.Contains(callee.Name))
        || callee.DeclaringType.FullName is "System.Text.StringBuilder"
            or "System.Runtime.CompilerServices.DefaultInterpolatedStringHandler";

    /// <summary>Whether Panic.Stop comes before an instruction, on the way that ends there.</summary>
    private static bool HasStopped(Instruction i)
    {
        // A null-conditional call leaves one branch between the two, over the call itself.
        for (Instruction? before = i.Previous; before is not null
            && before.OpCode.FlowControl is not (FlowControl.Return or FlowControl.Throw); before = before.Previous)
        {
            if (before.Callee() is { Name: "Stop" } callee)
            {
                return callee is { Name: "Stop", DeclaringType.Name: "Panic" or "FatalErrorHandler" };
            }
        }

        return false;
    }

    private static bool Throws(MethodDefinition method) => Stops(method) && method.Body.Instructions.Any(i => i.OpCode.Code == Code.Throw);

    /// <summary>Whether all that a method does is to throw.</summary>
    private static bool Stops(MethodDefinition method) =>
        method.Body.Instructions.All(i => i.OpCode.Code is Code.Nop or Code.Ldstr or Code.Newobj or Code.Throw);
}
