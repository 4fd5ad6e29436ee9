using System;
using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;

namespace CosmosKit.Build.Weaving;

/// <summary>
/// Takes out what exists only while an image is built: the plug attributes and X# classes of the kit's API, the AssemblerMethods of
/// plug assemblies, and every attribute that the core library does not have.
/// </summary>
/// <param name="assemblies">The image's assemblies.</param>
internal sealed class BuildTimeCode(ImageAssemblies assemblies)
{
    private const string AssemblerMethod = "XSharp.Assembler.AssemblerMethod";

    /// <summary>Whether a namespace is the kit's build-time API.</summary>
    /// <returns>Whether it is.</returns>
    public static bool IsBuildTimeNamespace(string name) =>
        name is "IL2CPU.API" or "XSharp"
            || name.StartsWith("IL2CPU.API.", StringComparison.Ordinal)
            || name.StartsWith("XSharp.", StringComparison.Ordinal);

    /// <summary>Whether a class derives from Cosmos' AssemblerMethod.</summary>
    /// <param name="type">The class.</param>
    /// <returns>Whether it does.</returns>
    public static bool IsAssemblerMethod(TypeDefinition type)
    {
        for (TypeReference? ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.Resolve()?.BaseType)
        {
            if (ancestor.FullName == AssemblerMethod)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Takes it out. Plugs must be in place, and references redirected.</summary>
    public void Remove()
    {
        foreach (ModuleDefinition module in assemblies.Modules.Where(m => m != assemblies.Core))
        {
            foreach (TypeDefinition type in module.Types.Where(t => IsBuildTimeNamespace(t.Namespace) || IsAssemblerMethod(t)).ToList())
            {
                module.Types.Remove(type);
            }

            foreach (TypeDefinition type in module.GetTypes().ToList())
            {
                foreach (TypeDefinition nested in type.NestedTypes.Where(IsAssemblerMethod).ToList())
                {
                    type.NestedTypes.Remove(nested);
                }
            }

            RemoveAttributes(module);
        }
    }

    private void RemoveAttributes(ModuleDefinition module)
    {
        Filter(module.Assembly);
        Filter(module);
        module.Assembly.SecurityDeclarations.Clear();
        foreach (TypeDefinition type in module.GetTypes())
        {
            Filter(type);
            Filter(type.GenericParameters);
            Filter(type.Interfaces);
            Filter(type.Fields);
            Filter(type.Properties);
            Filter(type.Events);
            foreach (MethodDefinition method in type.Methods)
            {
                Filter(method);
                Filter(method.MethodReturnType);
                Filter(method.Parameters);
                Filter(method.GenericParameters);
            }
        }
    }

    private void Filter(IEnumerable<ICustomAttributeProvider> providers)
    {
        foreach (ICustomAttributeProvider provider in providers)
        {
            Filter(provider);
        }
    }

    private void Filter(ICustomAttributeProvider provider)
    {
        foreach (CustomAttribute attribute in provider.CustomAttributes.Where(a => !IsKept(a)).ToList())
        {
            provider.CustomAttributes.Remove(attribute);
        }
    }

    // There is no reflection in an image: only an attribute that the compiler looks for can mean anything, and those the core library has.
    private bool IsKept(CustomAttribute attribute)
    {
        TypeReference type = attribute.AttributeType;
        return type.Scope is AssemblyNameReference scope
            && scope.Name == assemblies.Core.Assembly.Name.Name
            && assemblies.Core.GetType(type.Namespace, type.Name) is { } known
            && known.Methods.Any(m => m.IsConstructor && Signatures.Of(m.Parameters) == Signatures.Of(attribute.Constructor.Parameters));
    }
}
