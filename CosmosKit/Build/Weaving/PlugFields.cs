using System.Linq;
using Mono.Cecil;

namespace CosmosKit.Build.Weaving;

/// <summary>Plug parameters marked FieldAccess, and the fields they stand for.</summary>
internal static class PlugFields
{
    private const string FieldAccessAttribute = "IL2CPU.API.Attribs.FieldAccess";

    /// <summary>The field that a parameter asks for.</summary>
    /// <returns>The name, as the attribute gives it; null if the parameter is an ordinary one.</returns>
    public static string? NameOf(ParameterDefinition parameter) =>
        parameter.CustomAttributes.FirstOrDefault(a => a.AttributeType.FullName == FieldAccessAttribute) is { } attribute
            ? attribute.Fields.Concat(attribute.Properties).FirstOrDefault(f => f.Name == "Name").Argument.Value as string ?? string.Empty
            : null;

    /// <summary>Finds the field.</summary>
    /// <param name="target">The method that is plugged.</param>
    /// <returns>The field; null if there is none of that name and type, or no object it could belong to.</returns>
    public static FieldDefinition? Find(ParameterDefinition parameter, MethodDefinition target)
    {
        if (target.IsStatic || parameter.ParameterType is not ByReferenceType reference)
        {
            return null;
        }

        string name = NameOf(parameter)!;
        for (TypeDefinition? owner = target.DeclaringType; owner is not null; owner = owner.BaseType?.Resolve())
        {
            FieldDefinition? field = owner.Fields.FirstOrDefault(f =>
                !f.IsStatic
                && (name == f.Name || name == $"{f.FieldType.FullName} {owner.FullName}.{f.Name}")
                && Signatures.Of(f.FieldType) == Signatures.Of(reference.ElementType));
            if (field is not null)
            {
                return field;
            }
        }

        return null;
    }
}
