using System;
using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace CosmosKit.Build.Weaving;

/// <summary>
/// Looks up every framework type and member that the image's code uses, and tells those that the core library does not have.
/// </summary>
/// <param name="assemblies">The image's assemblies, already redirected.</param>
internal sealed class CoreLibraryCheck(ImageAssemblies assemblies)
{
    private readonly List<BuildError> _errors = [];
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    /// <summary>Checks all assemblies.</summary>
    /// <returns>One error for each missing member and source line.</returns>
    public IReadOnlyList<BuildError> Run()
    {
        foreach (ModuleDefinition module in assemblies.Modules.Where(m => m != assemblies.Core))
        {
            foreach (TypeDefinition type in module.GetTypes())
            {
                Check(type);
            }
        }

        return _errors;
    }

    private void Check(TypeDefinition type)
    {
        SourceLocation? at = SourceLocation.Of(type);
        if (type.BaseType is { } parent)
        {
            Check(parent, type.FullName, at);
        }

        foreach (InterfaceImplementation implementation in type.Interfaces)
        {
            Check(implementation.InterfaceType, type.FullName, at);
        }

        foreach (FieldDefinition field in type.Fields)
        {
            Check(field.FieldType, field.FullName, at);
        }

        CheckConstraints(type, at);
        foreach (MethodDefinition method in type.Methods)
        {
            Check(method);
        }
    }

    private void Check(MethodDefinition method)
    {
        SourceLocation? at = SourceLocation.Of(method);
        Check(method.ReturnType, method.FullName, at);
        foreach (ParameterDefinition parameter in method.Parameters)
        {
            Check(parameter.ParameterType, method.FullName, at);
        }

        CheckConstraints(method, at);
        foreach (MethodReference implemented in method.Overrides)
        {
            Check(implemented, method.FullName, at);
        }

        if (!method.HasBody)
        {
            return;
        }

        foreach (VariableDefinition local in method.Body.Variables)
        {
            Check(local.VariableType, method.FullName, at);
        }

        foreach (ExceptionHandler handler in method.Body.ExceptionHandlers.Where(h => h.CatchType is not null))
        {
            Check(handler.CatchType, method.FullName, SourceLocation.Of(method, handler.HandlerStart));
        }

        foreach (Instruction instruction in method.Body.Instructions)
        {
            switch (instruction.Operand)
            {
                case TypeReference type:
                    Check(type, method.FullName, SourceLocation.Of(method, instruction));
                    break;
                case MethodReference called:
                    Check(called, method.FullName, SourceLocation.Of(method, instruction));
                    break;
                case FieldReference field:
                    Check(field, method.FullName, SourceLocation.Of(method, instruction));
                    break;
                default:
                    break;
            }
        }
    }

    private void CheckConstraints(IGenericParameterProvider provider, SourceLocation? at)
    {
        foreach (GenericParameterConstraint constraint in provider.GenericParameters.SelectMany(p => p.Constraints))
        {
            Check(constraint.ConstraintType, provider.ToString()!, at);
        }
    }

    private void Check(MethodReference method, string user, SourceLocation? at)
    {
        if (method is GenericInstanceMethod instance)
        {
            foreach (TypeReference argument in instance.GenericArguments)
            {
                Check(argument, user, at);
            }

            method = instance.ElementMethod;
        }

        if (!Check(method.DeclaringType, user, at) || CoreType(method.DeclaringType) is not { } type)
        {
            return;
        }

        string parameters = Signatures.Of(method.Parameters);
        string result = Signatures.Of(method.ReturnType);
        for (TypeDefinition? owner = type; owner is not null; owner = owner.BaseType?.Resolve())
        {
            if (owner.Methods.Any(m => m.Name == method.Name && m.HasThis == method.HasThis
                && m.GenericParameters.Count == method.GenericParameters.Count
                && Signatures.Of(m.Parameters) == parameters && Signatures.Of(m.ReturnType) == result))
            {
                return;
            }
        }

        Missing(Signatures.Describe(method), user, at);
    }

    private void Check(FieldReference field, string user, SourceLocation? at)
    {
        if (Check(field.DeclaringType, user, at)
            && CoreType(field.DeclaringType) is { } type
            && !type.Fields.Any(f => f.Name == field.Name && Signatures.Of(f.FieldType) == Signatures.Of(field.FieldType)))
        {
            Missing($"{field.DeclaringType.FullName}.{field.Name}", user, at);
        }
    }

    // False if the type is missing: then its members need not be told as well.
    private bool Check(TypeReference type, string user, SourceLocation? at)
    {
        switch (type)
        {
            case GenericParameter:
                return true;
            case GenericInstanceType instance:
                return instance.GenericArguments.Aggregate(Check(instance.ElementType, user, at), (all, a) => Check(a, user, at) && all);
            case RequiredModifierType modifier:
                return Check(modifier.ModifierType, user, at) && Check(modifier.ElementType, user, at);
            case FunctionPointerType function:
                return function.Parameters.Aggregate(
                    Check(function.ReturnType, user, at), (all, p) => Check(p.ParameterType, user, at) && all);
            case TypeSpecification specification:
                return Check(specification.ElementType, user, at);
            case TypeDefinition:
                return true;
            default:
                break;
        }

        TypeReference outermost = type;
        while (outermost.DeclaringType is { } declaring)
        {
            outermost = declaring;
        }

        bool isBuildTime = BuildTimeCode.IsBuildTimeNamespace(outermost.Namespace);
        if (isBuildTime || (IsCore(type) && CoreType(type) is null))
        {
            Missing(type.FullName, user, at, isBuildTime);
            return false;
        }

        return true;
    }

    private bool IsCore(TypeReference type) =>
        type.Scope is AssemblyNameReference scope && scope.Name == assemblies.Core.Assembly.Name.Name;

    private TypeDefinition? CoreType(TypeReference type)
    {
        TypeReference element = type.GetElementType();
        return type is ArrayType || !IsCore(element) ? null : assemblies.Core.GetType(element.FullName);
    }

    private void Missing(string what, string user, SourceLocation? at, bool isBuildTime = false)
    {
        if (!_told.Add($"{what}|{at?.File}|{at?.Line}"))
        {
            return;
        }

        string reason = isBuildTime ? "exists only while the image is built" : "is not in the kit's core library";
        _errors.Add(new BuildError(ErrorCodes.MissingMember, $"'{what}' {reason} (used by {user})", at));
    }
}
