using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace CosmosPaging.Tests.Subset;

/// <summary>Assemblies that are compiled into one image, read together with their debug information.</summary>
internal sealed class CodeBase
{
    private readonly HashSet<ModuleDefinition> modules = [];
    private readonly ILookup<string, TypeReference> arguments;
    private readonly Dictionary<string, MethodDefinition> plugs = [];

    /// <summary>Reads assemblies.</summary>
    /// <param name="files">Their files; each has its PDB beside it.</param>
    /// <param name="scope">How the full names of the types begin that are meant.</param>
    public CodeBase(IReadOnlyList<string> files, string scope = "")
    {
        var resolver = new Resolver();
        resolver.AddSearchDirectory(Path.GetDirectoryName(typeof(object).Assembly.Location));
        var parameters = new ReaderParameters { AssemblyResolver = resolver, ReadSymbols = true };
        foreach (string file in files)
        {
            resolver.AddSearchDirectory(Path.GetDirectoryName(file));
        }

        foreach (string file in files)
        {
            var assembly = AssemblyDefinition.ReadAssembly(file, parameters);
            resolver.Add(assembly);
            modules.Add(assembly.MainModule);
        }

        Types = [
            .. modules.SelectMany(module => module.GetTypes()).Where(type => type.FullName.StartsWith(scope, StringComparison.Ordinal))];
        Methods = [.. Types.SelectMany(type => type.Methods).Where(method => method.HasBody)];
        arguments = Methods.SelectMany(method => method.Body.Instructions).SelectMany(Arguments)
            .ToLookup(pair => Name(pair.Parameter), pair => pair.Argument);
        foreach (TypeDefinition plug in Types)
        {
            AddPlugs(plug);
        }
    }

    /// <summary>All types, nested ones and those of the compiler's own making included.</summary>
    public IReadOnlyList<TypeDefinition> Types { get; }

    /// <summary>All methods that have IL.</summary>
    public IReadOnlyList<MethodDefinition> Methods { get; }

    /// <summary>The definition of a method, if it is in these assemblies.</summary>
    /// <param name="reference">As an instruction names it.</param>
    /// <returns>None for a method from outside.</returns>
    public MethodDefinition? Own(MethodReference reference) =>
        reference.DeclaringType is not ArrayType && reference.Resolve() is { } method && modules.Contains(method.Module) ? method : null;

    /// <summary>The definition of a type, if it is in these assemblies.</summary>
    /// <param name="reference">As an instruction names it.</param>
    /// <returns>None for a type from outside.</returns>
    public TypeDefinition? Own(TypeReference reference) =>
        reference.Resolve() is { } type && modules.Contains(type.Module) ? type : null;

    /// <summary>The method that a plug puts in a method's place.</summary>
    /// <param name="method">A method of these assemblies.</param>
    /// <returns>None if the method runs as it is.</returns>
    public MethodDefinition? PlugOf(MethodDefinition method) => plugs.GetValueOrDefault(PlugKey(method.DeclaringType.FullName, method));

    /// <summary>
    /// What a type may be at run time: itself, or, of a type parameter, every argument that any instruction gives for it.
    /// </summary>
    /// <param name="type">As an instruction names it.</param>
    public IReadOnlyCollection<TypeReference> Possible(TypeReference type)
    {
        var seen = new HashSet<string>();
        var found = new List<TypeReference>();
        var open = new Queue<TypeReference>([type]);
        while (open.TryDequeue(out TypeReference? next))
        {
            if (next is not GenericParameter parameter)
            {
                found.Add(next);
            }
            else if (seen.Add(Name(parameter)))
            {
                foreach (TypeReference argument in arguments[Name(parameter)])
                {
                    open.Enqueue(argument);
                }
            }
        }

        return found;
    }

    /// <summary>The source line of an instruction; of code that the compiler made up, the nearest line that it was made up for.</summary>
    /// <param name="method">The method.</param>
    /// <param name="instruction">An instruction of its.</param>
    public static SequencePoint? Locate(MethodDefinition method, Instruction instruction)
    {
        SequencePoint[] points = [.. method.DebugInformation.SequencePoints.Where(point => !point.IsHidden)];
        return points.LastOrDefault(point => point.Offset <= instruction.Offset)
            ?? points.FirstOrDefault()
            ?? method.DeclaringType.Methods.SelectMany(other => other.DebugInformation.SequencePoints).Where(point => !point.IsHidden)
                .MinBy(point => point.StartLine);
    }

    private static IEnumerable<(GenericParameter Parameter, TypeReference Argument)> Arguments(Instruction instruction)
    {
        IEnumerable<(GenericParameter, TypeReference)> ofType = instruction.Operand switch
        {
            MemberReference { DeclaringType: GenericInstanceType type } => Pair(type.ElementType.Resolve(), type),
            GenericInstanceType type => Pair(type.ElementType.Resolve(), type),
            _ => [],
        };
        return instruction.Operand is GenericInstanceMethod method ? ofType.Concat(Pair(method.ElementMethod.Resolve(), method)) : ofType;
    }

    private static IEnumerable<(GenericParameter Parameter, TypeReference Argument)> Pair(
        IGenericParameterProvider definition, IGenericInstance instance) =>
        definition.GenericParameters.Zip(instance.GenericArguments);

    private static string Name(GenericParameter parameter) => parameter.Owner switch
    {
        MethodReference method => (method.Resolve() ?? method).FullName + "!!" + parameter.Position,
        TypeReference type => (type.Resolve() ?? type).FullName + "!" + parameter.Position,
        _ => throw new InvalidOperationException(parameter.FullName),
    };

    private static string PlugKey(string target, MethodDefinition method) => target + "::" + method.Name + "/" + method.Parameters.Count;

    private void AddPlugs(TypeDefinition plug)
    {
        CustomAttribute? attribute = plug.CustomAttributes.FirstOrDefault(a => a.AttributeType.FullName == "IL2CPU.API.Attribs.Plug");
        if (attribute?.Properties.FirstOrDefault(property => property.Name == "Target").Argument.Value is TypeReference target)
        {
            foreach (MethodDefinition method in plug.Methods.Where(method => method.IsPublic && method.IsStatic))
            {
                plugs[PlugKey(target.FullName, method)] = method;
            }
        }
    }

    /// <summary>Leads from one of the assemblies to the other ones as they were read, not to second copies.</summary>
    private sealed class Resolver : DefaultAssemblyResolver
    {
        public void Add(AssemblyDefinition assembly) => RegisterAssembly(assembly);
    }
}
