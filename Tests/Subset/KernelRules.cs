using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace CosmosPaging.Tests.Subset;

/// <summary>What the kernel must not contain because of a rule of its own.</summary>
internal static class KernelRules
{
    private const string Stale = "StaleTranslation";

    /// <summary>The rows.</summary>
    public static IReadOnlyList<BannedConstruct> Table { get; } =
    [
        new(
            "dropped StaleTranslation",
            "Entries changed, and the TLB may know the old ones: flush, or say why there is no need. 'out _' says nothing.",
            (_, method) => method.Body.Variables.Where(IsStale).Where(variable => !IsRead(method, variable))
                .Select(variable => method.Body.Instructions.First(i => Names(i, variable)))),
        BannedConstruct.Of(
            "dropped StaleTranslation result",
            "The same of one that a method returns.",
            (_, i) => i.OpCode.Code == Code.Pop && i.Previous.Callee() is { } callee
                && (callee.Name == ".ctor" ? callee.DeclaringType : callee.ReturnType).Name == Stale),
    ];

    private static bool IsStale(VariableDefinition variable) => variable.VariableType.Name == Stale;

    private static bool Names(Instruction i, VariableDefinition variable) => i.OpCode.Code switch
    {
        Code.Ldloc_0 => variable.Index == 0,
        Code.Ldloc_1 => variable.Index == 1,
        Code.Ldloc_2 => variable.Index == 2,
        Code.Ldloc_3 => variable.Index == 3,
        _ => i.Operand == variable,
    };

    /// <summary>Whether its value is used: it is loaded, or a method of its own is called on it.</summary>
    private static bool IsRead(MethodDefinition method, VariableDefinition variable) =>
        method.Body.Instructions.Any(i => Names(i, variable)
            && (i.OpCode.Code is Code.Ldloc or Code.Ldloc_S or Code.Ldloc_0 or Code.Ldloc_1 or Code.Ldloc_2 or Code.Ldloc_3
                || (i.OpCode.Code is Code.Ldloca or Code.Ldloca_S && i.Next.Callee()?.DeclaringType.Name == Stale)));
}
