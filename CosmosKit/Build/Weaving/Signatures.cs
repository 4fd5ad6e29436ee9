using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;

namespace CosmosKit.Build.Weaving;

/// <summary>
/// Spells types so that two spellings are equal exactly if the types are, whichever assembly tells of them; type parameters are told
/// by position, <c>!0</c> a type's and <c>!!0</c> a method's.
/// </summary>
internal static class Signatures
{
    /// <summary>Spells a type.</summary>
    /// <returns>Its spelling.</returns>
    public static string Of(TypeReference type) => type switch
    {
        GenericParameter { Type: GenericParameterType.Method } parameter => $"!!{parameter.Position}",
        GenericParameter parameter => $"!{parameter.Position}",
        GenericInstanceType instance => $"{Of(instance.ElementType)}<{string.Join(",", instance.GenericArguments.Select(Of))}>",
        ArrayType array => $"{Of(array.ElementType)}[{new string(',', array.Rank - 1)}]",
        PointerType pointer => $"{Of(pointer.ElementType)}*",
        ByReferenceType reference => $"{Of(reference.ElementType)}&",
        RequiredModifierType modifier => $"{Of(modifier.ElementType)} modreq({Of(modifier.ModifierType)})",
        OptionalModifierType modifier => $"{Of(modifier.ElementType)} modopt({Of(modifier.ModifierType)})",
        PinnedType pinned => Of(pinned.ElementType),
        FunctionPointerType function =>
            $"delegate*<{string.Join(",", function.Parameters.Select(p => Of(p.ParameterType)))},{Of(function.ReturnType)}>",
        _ => type.FullName,
    };

    /// <summary>Spells a parameter list.</summary>
    /// <returns>Their types, separated by commas.</returns>
    public static string Of(IEnumerable<ParameterDefinition> parameters) =>
        string.Join(", ", parameters.Select(p => Of(p.ParameterType)));

    /// <summary>Spells a method for an error message.</summary>
    /// <returns>Result, type, name and parameters, and <c>static</c> where it is.</returns>
    public static string Describe(MethodReference method) =>
        $"{(method.HasThis ? string.Empty : "static ")}{Of(method.ReturnType)} "
            + $"{method.DeclaringType.FullName}.{method.Name}({Of(method.Parameters)})";
}
