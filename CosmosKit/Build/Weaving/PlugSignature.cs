using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;

namespace CosmosKit.Build.Weaving;

/// <summary>Compares a plug with a target. An instance method's plug takes the object first, as aThis: a struct by reference.</summary>
internal static class PlugSignature
{
    /// <summary>Tells how a plug differs from a target.</summary>
    /// <param name="parameters">The plug's parameters, fields of the object left out.</param>
    /// <param name="result">The plug's result.</param>
    /// <returns>A phrase that goes on after the target's name; null if they fit.</returns>
    public static string? Differences(IReadOnlyList<ParameterDefinition> parameters, TypeReference result, MethodDefinition target)
    {
        List<string> wanted = [.. target.Parameters.Select(p => Signatures.Of(p.ParameterType))];
        List<string> given = [.. parameters.Select(p => Signatures.Of(p.ParameterType))];
        if (target.IsStatic)
        {
            if (parameters is [{ Name: "aThis" }, ..])
            {
                return "is static, so there is no aThis";
            }
        }
        else
        {
            if (given.Count == 0)
            {
                return "is an instance method, so the plug must take aThis first";
            }

            if (!IsThis(parameters[0].ParameterType, target.DeclaringType))
            {
                return $"is an instance method, so the plug's first parameter must be '{ThisOf(target.DeclaringType)} aThis'";
            }

            given.RemoveAt(0);
        }

        if (!wanted.SequenceEqual(given))
        {
            return $"has the parameters ({string.Join(", ", wanted)}), the plug ({string.Join(", ", given)})";
        }

        string wantedResult = Signatures.Of(target.ReturnType);
        return wantedResult == Signatures.Of(result) ? null : $"returns {wantedResult}, the plug {Signatures.Of(result)}";
    }

    private static string ThisOf(TypeDefinition type) => type.IsValueType ? $"ref {type.FullName}" : type.FullName;

    // A class may be passed as itself or as any of its base classes, down to object.
    private static bool IsThis(TypeReference given, TypeDefinition type)
    {
        if (type.IsValueType)
        {
            return given is ByReferenceType or PointerType && Signatures.Of(((TypeSpecification)given).ElementType) == type.FullName;
        }

        for (TypeDefinition? ancestor = type; ancestor is not null; ancestor = ancestor.BaseType?.Resolve())
        {
            if (Signatures.Of(given) == ancestor.FullName)
            {
                return true;
            }
        }

        return false;
    }
}
