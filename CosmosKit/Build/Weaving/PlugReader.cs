using System;
using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;

namespace CosmosKit.Build.Weaving;

/// <summary>Finds the plugs of an image and their targets, and tells all that is wrong with them.</summary>
internal sealed class PlugReader
{
    private const string PlugAttribute = "IL2CPU.API.Attribs.Plug";
    private const string PlugMethodAttribute = "IL2CPU.API.Attribs.PlugMethod";

    private readonly ImageAssemblies _assemblies;
    private readonly List<BuildError> _errors = [];
    private readonly Dictionary<MethodDefinition, Plug> _plugs = [];

    private PlugReader(ImageAssemblies assemblies) => _assemblies = assemblies;

    /// <summary>Reads the plugs of an image's plug assemblies.</summary>
    /// <param name="assemblies">The image's assemblies.</param>
    /// <returns>The plugs.</returns>
    /// <exception cref="BuildException">A plug is wrong.</exception>
    public static IReadOnlyList<Plug> Read(ImageAssemblies assemblies)
    {
        PlugReader reader = new(assemblies);
        foreach (TypeDefinition type in assemblies.Plugs.SelectMany(m => m.GetTypes()))
        {
            foreach (CustomAttribute attribute in type.CustomAttributes.Where(a => a.AttributeType.FullName == PlugAttribute))
            {
                reader.Read(type, attribute);
            }
        }

        reader.CheckRequired();
        return reader._errors.Count == 0 ? [.. reader._plugs.Values] : throw new BuildException(reader._errors);
    }

    private static T Property<T>(CustomAttribute? attribute, string name, T unset) =>
        attribute?.Properties.Concat(attribute.Fields).FirstOrDefault(p => p.Name == name) is { Name: not null, Argument.Value: T value }
            ? value
            : unset;

    private void Read(TypeDefinition type, CustomAttribute attribute)
    {
        object? argument = attribute.ConstructorArguments.FirstOrDefault().Value;
        TypeReference? reference = argument as TypeReference ?? Property<TypeReference?>(attribute, "Target", null);
        string? name = argument as string ?? Property<string?>(attribute, "TargetName", null);
        TypeDefinition? target = reference?.Resolve() ?? (name is null ? null : FindByName(name));
        if (Property(attribute, "Inheritable", false))
        {
            Report(ErrorCodes.PlugFeature, type, "asks for Inheritable, which the kit does not have");
        }
        else if (target is not null && target.HasGenericParameters)
        {
            Report(ErrorCodes.PlugFeature, type, $"targets '{target.FullName}', but the kit cannot plug generic types");
        }
        else if (target is not null)
        {
            foreach (MethodDefinition method in type.Methods.Where(m => !m.IsConstructor))
            {
                Read(method, target);
            }
        }
        else if (reference is null && name is null)
        {
            Report(ErrorCodes.PlugTargetType, type, "names no target type");
        }
        else if (!Property(attribute, "IsOptional", false))
        {
            Report(ErrorCodes.PlugTargetType, type, $"targets the type '{reference?.FullName ?? name}', which does not exist");
        }
    }

    private TypeDefinition? FindByName(string name)
    {
        int comma = name.IndexOf(',', StringComparison.Ordinal);
        string typeName = (comma < 0 ? name : name[..comma]).Trim().Replace('+', '/');
        string? assemblyName = comma < 0 ? null : name[(comma + 1)..].Split(',')[0].Trim();
        ModuleDefinition? named = assemblyName is null ? null : _assemblies.Find(assemblyName);
        // A name of one of .NET's own assemblies means the core library, where all of .NET is.
        IEnumerable<ModuleDefinition> modules = named is not null
            ? [named]
            : assemblyName is null
            ? _assemblies.Modules
            : [_assemblies.Core];
        return modules.Select(m => m.GetType(typeName)).FirstOrDefault(t => t is not null);
    }

    private void Read(MethodDefinition method, TypeDefinition target)
    {
        CustomAttribute? attribute = method.CustomAttributes.FirstOrDefault(a => a.AttributeType.FullName == PlugMethodAttribute);
        if (!method.IsStatic || !method.IsPublic)
        {
            if (attribute is not null)
            {
                Report(ErrorCodes.PlugSignature, method, "must be public and static");
            }

            return;
        }

        if (!Property(attribute, "Enabled", true))
        {
            return;
        }

        if (UnsupportedFeature(method, attribute) is { } feature)
        {
            Report(ErrorCodes.PlugFeature, method, $"asks for {feature}, which the kit does not have");
            return;
        }

        string name = method.Name.ToUpperInvariant() switch
        {
            "CTOR" => ".ctor",
            "CCTOR" => ".cctor",
            _ => method.Name,
        };
        List<MethodDefinition> candidates = [.. target.Methods.Where(m => m.Name == name)];
        if (candidates.Count == 0)
        {
            if (!IsOptional(attribute))
            {
                Report(ErrorCodes.PlugTargetMethod, method, $"targets '{target.FullName}.{name}', which does not exist");
            }

            return;
        }

        List<ParameterDefinition> own = [.. method.Parameters.Where(p => PlugFields.NameOf(p) is null)];
        MethodDefinition? match = candidates.FirstOrDefault(c => PlugSignature.Differences(own, method.ReturnType, c) is null);
        if (match is null)
        {
            string differences = string.Join("; ", candidates.Select(c =>
                $"'{Signatures.Describe(c)}' {PlugSignature.Differences(own, method.ReturnType, c)}"));
            Report(ErrorCodes.PlugSignature, method, $"does not fit its target: {differences}");
        }
        else if (match.HasGenericParameters)
        {
            Report(ErrorCodes.PlugFeature, method, $"targets '{Signatures.Describe(match)}', but the kit cannot plug generic methods");
        }
        else if (_plugs.TryGetValue(match, out Plug? other))
        {
            Report(ErrorCodes.PlugTwice, method,
                $"targets '{Signatures.Describe(match)}', which the plug '{Signatures.Describe(other.Method)}' replaces already");
        }
        else if (ReadAssembler(method, attribute, out TypeDefinition? assembler)
            && ReadFields(method, match, out Dictionary<int, FieldDefinition> fields))
        {
            _plugs.Add(match, new Plug(method, match, assembler, fields));
        }
    }

    private static string? UnsupportedFeature(MethodDefinition method, CustomAttribute? attribute)
    {
        if (method.HasGenericParameters || method.DeclaringType.HasGenericParameters)
        {
            return "type parameters";
        }

        return Property<string?>(attribute, "Signature", null) is not null ? "Signature"
            : Property(attribute, "IsWildcard", false) || Property(attribute, "WildcardMatchParameters", false) ? "IsWildcard"
            : null;
    }

    // Cosmos' default is true and has no effect there; here it counts only if the plug says so itself.
    private static bool IsOptional(CustomAttribute? attribute) => Property(attribute, "IsOptional", false);

    private bool ReadAssembler(MethodDefinition method, CustomAttribute? attribute, out TypeDefinition? assembler)
    {
        assembler = null;
        if (Property<TypeReference?>(attribute, "Assembler", null) is not { } reference)
        {
            return true;
        }

        assembler = reference.Resolve();
        if (assembler is null || !BuildTimeCode.IsAssemblerMethod(assembler))
        {
            Report(ErrorCodes.PlugAssembler, method,
                $"names the assembler class '{reference.FullName}', which is not derived from AssemblerMethod");
            return false;
        }

        bool canMake = !assembler.IsAbstract && !assembler.HasGenericParameters
            && assembler.Methods.Any(m => m.IsConstructor && !m.IsStatic && m.Parameters.Count == 0);
        if (!canMake)
        {
            Report(ErrorCodes.PlugAssembler, method, $"names the assembler class '{reference.FullName}', of which no object can be made");
        }

        return canMake;
    }

    private bool ReadFields(MethodDefinition method, MethodDefinition target, out Dictionary<int, FieldDefinition> fields)
    {
        fields = [];
        foreach (ParameterDefinition parameter in method.Parameters.Where(p => PlugFields.NameOf(p) is not null))
        {
            if (PlugFields.Find(parameter, target) is not { } field)
            {
                Report(
                    ErrorCodes.PlugSignature,
                    method,
                    $"wants the field '{PlugFields.NameOf(parameter)}' as '{parameter.Name}', but '{target.DeclaringType.FullName}' "
                        + $"has none of that name and type, or the target is static, or the parameter is no ref");
                return false;
            }

            fields.Add(parameter.Index, field);
        }

        return true;
    }

    private void CheckRequired()
    {
        foreach (MethodDefinition method in _assemblies.Modules.SelectMany(m => m.GetTypes()).SelectMany(t => t.Methods))
        {
            CustomAttribute? attribute = method.CustomAttributes.FirstOrDefault(a => a.AttributeType.FullName == PlugMethodAttribute);
            bool isPlug = method.DeclaringType.CustomAttributes.Any(a => a.AttributeType.FullName == PlugAttribute);
            if (!isPlug && Property(attribute, "PlugRequired", false) && !_plugs.ContainsKey(method))
            {
                _errors.Add(new BuildError(
                    ErrorCodes.PlugMissing, $"'{Signatures.Describe(method)}' must be plugged, but no plug targets it",
                    SourceLocation.Of(method)));
            }
        }
    }

    private void Report(string code, TypeDefinition plug, string what) =>
        _errors.Add(new BuildError(code, $"the plug '{plug.FullName}' {what}", SourceLocation.Of(plug)));

    private void Report(string code, MethodDefinition plug, string what) =>
        _errors.Add(
            new BuildError(
                code,
                $"the plug '{Signatures.Describe(plug)}' {what}",
                SourceLocation.Of(plug) ?? SourceLocation.Of(plug.DeclaringType)));
}
