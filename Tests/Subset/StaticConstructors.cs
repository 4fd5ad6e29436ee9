using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace CosmosPaging.Tests.Subset;

/// <summary>
/// Static constructors and when they run: at the first access to a static field of their type, under IL2CPU also at the first object, and,
/// if the constructor is written out in C#, also at the first call of a static method. In a trap that first time must not be.
/// </summary>
internal sealed class StaticConstructors
{
    private readonly CodeBase code;
    private readonly HashSet<MethodDefinition> certain = [];

    /// <summary>Finds what is certain to have run when a method returns.</summary>
    /// <param name="code">The assemblies.</param>
    /// <param name="start">The method.</param>
    public StaticConstructors(CodeBase code, MethodDefinition start)
    {
        this.code = code;
        Follow(start);
    }

    /// <summary>The static constructors that methods would run, and that nobody is certain to have run before.</summary>
    /// <param name="trap">The methods.</param>
    public IEnumerable<Finding> Missing(CallGraph trap) =>
        new BannedConstruct(
            "static constructor in a trap", string.Empty,
            (_, method) => method.Body.Instructions.Where(i => Triggers(i) is { } c && !certain.Contains(c)))
            .Find(code, trap.Methods, trap.Way);

    private static bool IsStaticConstructor(MethodDefinition method) => method.IsConstructor && method.IsStatic;

    /// <summary>Whether every way from a method's first instruction to a return leads over this one.</summary>
    private static bool IsUnavoidable(MethodDefinition method, Instruction instruction)
    {
        var seen = new HashSet<Instruction> { instruction };
        var open = new Stack<Instruction>([method.Body.Instructions[0]]);
        while (open.TryPop(out Instruction? i))
        {
            if (!seen.Add(i))
            {
                continue;
            }

            if (i.OpCode.Code is Code.Ret or Code.Endfinally)
            {
                return false;
            }

            foreach (Instruction next in Successors(i))
            {
                open.Push(next);
            }
        }

        return true;
    }

    private static IEnumerable<Instruction> Successors(Instruction i)
    {
        IEnumerable<Instruction> targets = i.Operand switch
        {
            Instruction target => [target],
            Instruction[] several => several,
            _ => [],
        };
        bool fallsThrough = i.OpCode.FlowControl is not (FlowControl.Branch or FlowControl.Throw or FlowControl.Return);
        return fallsThrough && i.Next is { } next ? targets.Append(next) : targets;
    }

    private void Follow(MethodDefinition method)
    {
        if (!method.HasBody || !certain.Add(method))
        {
            return;
        }

        foreach (Instruction i in method.Body.Instructions)
        {
            MethodDefinition?[] run = [Triggers(i), Called(i)];
            if (run.Any(target => target is not null) && IsUnavoidable(method, i))
            {
                foreach (MethodDefinition? target in run)
                {
                    if (target is not null)
                    {
                        Follow(target);
                    }
                }
            }
        }
    }

    private MethodDefinition? Called(Instruction i) =>
        i.Callee() is { } callee
            && code.Own(callee) is { } target
            && (!target.IsVirtual || i.OpCode.Code != Code.Callvirt)
            && code.PlugOf(target) is null ? target : null;

    private MethodDefinition? Triggers(Instruction i)
    {
        TypeReference? type = i.OpCode.Code switch
        {
            Code.Ldsfld or Code.Ldsflda or Code.Stsfld => ((FieldReference)i.Operand).DeclaringType,
            Code.Newobj => i.Callee()!.DeclaringType,
            Code.Call when code.Own(i.Callee()!) is { IsStatic: true, DeclaringType.IsBeforeFieldInit: false } callee =>
                callee.DeclaringType,
            _ => null,
        };
        return type is null ? null : code.Own(type)?.Methods.FirstOrDefault(IsStaticConstructor);
    }
}
