using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace CosmosKit.Build.Weaving;

/// <summary>
/// Takes out of plug assemblies what no plug needs. An AssemblerMethod may compose its text with all of .NET, in classes of its own;
/// they run while the image is built and must not be held against the core library.
/// </summary>
/// <param name="assemblies">The image's assemblies, plugs in place, AssemblerMethods gone.</param>
internal sealed class UnreachableCode(ImageAssemblies assemblies)
{
    private readonly HashSet<ModuleDefinition> _plugModules = [.. assemblies.Plugs];
    private readonly HashSet<TypeDefinition> _types = [];
    private readonly HashSet<MethodDefinition> _methods = [];
    private readonly Queue<MethodDefinition> _pending = [];

    /// <summary>Takes it out.</summary>
    public void Remove(IEnumerable<Plug> plugs)
    {
        foreach (Plug plug in plugs)
        {
            Reach(plug.Method);
        }

        foreach (MethodDefinition method in assemblies.Modules.SelectMany(m => m.GetTypes()).SelectMany(t => t.Methods))
        {
            if (!_plugModules.Contains(method.Module))
            {
                Follow(method);
            }
            else if (RuntimeExport.SymbolOf(method) is not null)
            {
                Reach(method);
            }
        }

        while (_pending.TryDequeue(out MethodDefinition? method))
        {
            Follow(method);
        }

        foreach (ModuleDefinition module in _plugModules)
        {
            Prune(module.Types);
        }
    }

    private void Reach(MethodReference reference)
    {
        Touch(reference.DeclaringType);
        if (reference is GenericInstanceMethod instance)
        {
            Touch(instance.GenericArguments);
        }

        if (IsInPlugModule(reference.DeclaringType) && reference.Resolve() is { } method && _methods.Add(method))
        {
            Touch(method.DeclaringType);
            _pending.Enqueue(method);
        }
    }

    private void Follow(MethodDefinition method)
    {
        Touch(method.ReturnType);
        Touch(method.Parameters.Select(p => p.ParameterType));
        foreach (MethodReference implemented in method.Overrides)
        {
            Touch(implemented.DeclaringType);
        }

        if (!method.HasBody)
        {
            return;
        }

        Touch(method.Body.Variables.Select(v => v.VariableType));
        Touch(method.Body.ExceptionHandlers.Where(h => h.CatchType is not null).Select(h => h.CatchType));
        foreach (Instruction instruction in method.Body.Instructions)
        {
            switch (instruction.Operand)
            {
                case MethodReference called:
                    Reach(called);
                    break;
                case FieldReference field:
                    Touch(field.DeclaringType);
                    Touch(field.FieldType);
                    break;
                case TypeReference type:
                    Touch(type);
                    break;
                default:
                    break;
            }
        }
    }

    private void Touch(IEnumerable<TypeReference> types)
    {
        foreach (TypeReference type in types)
        {
            Touch(type);
        }
    }

    private void Touch(TypeReference? type)
    {
        switch (type)
        {
            case null or GenericParameter:
                return;
            case GenericInstanceType instance:
                Touch(instance.GenericArguments);
                Touch(instance.ElementType);
                return;
            case TypeSpecification specification:
                Touch(specification.ElementType);
                return;
            default:
                break;
        }

        if (!IsInPlugModule(type) || type.Resolve() is not { } definition || !_types.Add(definition))
        {
            return;
        }

        // Code that has the type may call its virtual methods, and its use runs its static constructor.
        Touch(definition.DeclaringType);
        Touch(definition.BaseType);
        Touch(definition.Interfaces.Select(i => i.InterfaceType));
        Touch(definition.Fields.Select(f => f.FieldType));
        foreach (MethodDefinition method in definition.Methods.Where(m => m.IsVirtual || (m.IsConstructor && m.IsStatic)))
        {
            Reach(method);
        }
    }

    private bool IsInPlugModule(TypeReference type)
    {
        TypeReference element = type.GetElementType();
        return element is TypeDefinition definition
            ? _plugModules.Contains(definition.Module)
            : element.Scope is AssemblyNameReference scope && assemblies.Find(scope.Name) is { } module && _plugModules.Contains(module);
    }

    private void Prune(IList<TypeDefinition> types)
    {
        foreach (TypeDefinition type in types.ToList())
        {
            if (type.Name != "<Module>" && !_types.Contains(type))
            {
                types.Remove(type);
                continue;
            }

            foreach (MethodDefinition method in type.Methods.Where(m => !_methods.Contains(m)).ToList())
            {
                type.Methods.Remove(method);
            }

            foreach (PropertyDefinition property in type.Properties.Where(p => !IsWhole(p.GetMethod, p.SetMethod)).ToList())
            {
                type.Properties.Remove(property);
            }

            foreach (EventDefinition @event in type.Events.Where(e => !IsWhole(e.AddMethod, e.RemoveMethod)).ToList())
            {
                type.Events.Remove(@event);
            }

            Prune(type.NestedTypes);
        }
    }

    private bool IsWhole(params MethodDefinition?[] accessors) => accessors.All(a => a is null || _methods.Contains(a));
}
