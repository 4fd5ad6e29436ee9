using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace CosmosPaging.Tests.Subset;

/// <summary>
/// What can be called from some methods on: a virtual or interface call goes to every override in the assemblies, a plugged method is its
/// plug, and a delegate is taken to be called where it is made. So the graph may hold too much, and never too little.
/// </summary>
internal sealed class CallGraph
{
    private readonly CodeBase code;
    private readonly Dictionary<MethodDefinition, MethodDefinition?> callers = [];

    /// <summary>Follows all calls.</summary>
    /// <param name="code">The assemblies; what lies outside is not followed.</param>
    /// <param name="roots">Where it begins.</param>
    public CallGraph(CodeBase code, params IEnumerable<MethodDefinition> roots)
    {
        this.code = code;
        var open = new Queue<MethodDefinition>();
        foreach (MethodDefinition root in roots)
        {
            callers[root] = null;
            open.Enqueue(root);
        }

        while (open.TryDequeue(out MethodDefinition? caller))
        {
            foreach (MethodDefinition callee in Body(caller).SelectMany(Targets))
            {
                if (callers.TryAdd(callee, caller))
                {
                    open.Enqueue(callee);
                }
            }
        }
    }

    /// <summary>All methods that can be reached, the first ones included; only what really runs in them, so no plugged bodies.</summary>
    public IEnumerable<MethodDefinition> Methods => callers.Keys.Where(method => code.PlugOf(method) is null);

    /// <summary>How one gets to a method.</summary>
    /// <param name="method">One of <see cref="Methods"/>.</param>
    public string Way(MethodDefinition method)
    {
        var way = new Stack<string>();
        for (MethodDefinition? step = method; step is not null; step = callers[step])
        {
            way.Push(step.DeclaringType.Name + "." + step.Name);
        }

        return string.Join(" > ", way);
    }

    private static IEnumerable<Instruction> Body(MethodDefinition method) => method.HasBody ? method.Body.Instructions : [];

    private static bool Overrides(MethodDefinition method, MethodDefinition slot) =>
        method.Overrides.Any(overridden => overridden.Resolve() == slot)
        || (method.IsVirtual
            && method.Name == slot.Name
            && method.Parameters.Count == slot.Parameters.Count
            && Descends(method.DeclaringType, slot.DeclaringType));

    private static bool Descends(TypeDefinition type, TypeDefinition ancestor)
    {
        for (TypeDefinition? t = type; t is not null; t = t.BaseType?.Resolve())
        {
            if (t == ancestor || t.Interfaces.Any(i => Descends(i.InterfaceType.Resolve(), ancestor)))
            {
                return true;
            }
        }

        return false;
    }

    private IEnumerable<MethodDefinition> Targets(Instruction instruction)
    {
        if (instruction.OpCode.Code is not (Code.Call or Code.Callvirt or Code.Newobj or Code.Ldftn or Code.Ldvirtftn)
            || code.Own((MethodReference)instruction.Operand) is not { } target)
        {
            return [];
        }

        if (code.PlugOf(target) is { } plug)
        {
            // An assembler plug has a body for the C# compiler's sake only.
            return plug.CustomAttributes.Any(attribute => attribute.Properties.Any(property => property.Name == "Assembler")) ? [] : [plug];
        }

        bool isVirtual = target.IsVirtual && instruction.OpCode.Code is Code.Callvirt or Code.Ldvirtftn;
        return isVirtual ? code.Methods.Where(method => method == target || Overrides(method, target)) : [target];
    }
}
