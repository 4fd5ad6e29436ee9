using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace CosmosPaging.Tests.Subset;

/// <summary>
/// The structs whose layout somebody relies on besides the compiler that chose it: those that are reached by a pointer, since then they lie
/// in memory whose size and place other code has worked out, or that the processor, a program in ring 3 or a tool outside reads, too.
/// </summary>
internal static class SharedStructs
{
    /// <summary>Those of some assemblies, each with the structs that are in it.</summary>
    /// <param name="code">The assemblies.</param>
    public static IReadOnlyList<TypeDefinition> Of(CodeBase code)
    {
        var found = new HashSet<TypeDefinition>();
        var open = new Queue<TypeReference>(code.Types.SelectMany(type => type.Fields).Select(field => field.FieldType)
            .Concat(code.Methods.SelectMany(Mentioned)).OfType<PointerType>().Select(Target)
            .Concat(code.Types.Where(HasSize)));
        while (open.TryDequeue(out TypeReference? next))
        {
            if (next.IsStructOrEnum() && code.Own(next) is { IsEnum: false } type && found.Add(type))
            {
                foreach (FieldDefinition field in type.Fields.Where(field => !field.IsStatic))
                {
                    open.Enqueue(field.FieldType);
                }
            }
        }

        return [.. found.OrderBy(type => type.FullName)];
    }

    /// <summary>What a struct says of its own size: the constant <c>Size</c>.</summary>
    /// <param name="type">The struct.</param>
    public static FieldDefinition? SizeConstant(TypeDefinition type) =>
        type.Fields.FirstOrDefault(field => field is { Name: "Size", HasConstant: true });

    private static bool HasSize(TypeDefinition type) => type.IsValueType && SizeConstant(type) is not null;

    private static TypeReference Target(PointerType pointer) =>
        pointer.ElementType is PointerType further ? Target(further) : pointer.ElementType;

    private static IEnumerable<TypeReference> Mentioned(MethodDefinition method) =>
        method.Parameters.Select(parameter => parameter.ParameterType)
            .Append(method.ReturnType)
            .Concat(method.Body.Variables.Select(variable => variable.VariableType))
            .Concat(method.Body.Instructions.Where(i => i.OpCode.Code == Code.Sizeof)
                .Select(i => new PointerType((TypeReference)i.Operand)));
}
