using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace CosmosKit.Build.Weaving;

/// <summary>Adds the method that start-up code calls to the main assembly.</summary>
/// <param name="assemblies">The image's assemblies.</param>
internal sealed class EntryPoint(ImageAssemblies assemblies)
{
    private const string Symbol = "CosmosKit_Main";
    private const string KernelClass = "Cosmos.System.Kernel";

    /// <summary>Adds the entry of a kernel or program.</summary>
    /// <param name="kind">Which of them.</param>
    /// <exception cref="BuildException">There is nothing to enter, or more than one.</exception>
    public void Add(ImageKind kind)
    {
        ModuleDefinition main = assemblies.Main;
        bool isProgram = kind == ImageKind.Program;
        TypeReference result = isProgram ? main.TypeSystem.Int32 : main.TypeSystem.Void;
        MethodDefinition entry = new("Main", MethodAttributes.Static | MethodAttributes.Assembly | MethodAttributes.HideBySig, result);
        ILProcessor code = entry.Body.GetILProcessor();
        if (isProgram)
        {
            CallMain(code);
        }
        else
        {
            StartKernel(code);
        }

        code.Emit(OpCodes.Ret);
        TypeDefinition holder = new(
            "CosmosKit",
            "EntryPoint",
            TypeAttributes.NotPublic | TypeAttributes.Abstract | TypeAttributes.Sealed | TypeAttributes.Class,
            main.TypeSystem.Object);
        holder.Methods.Add(entry);
        main.Types.Add(holder);
        RuntimeExport.Add(assemblies, entry, Symbol);
    }

    private static bool IsKernel(TypeDefinition type)
    {
        for (TypeReference? ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.Resolve()?.BaseType)
        {
            if (ancestor.FullName == KernelClass)
            {
                return true;
            }
        }

        return false;
    }

    private void CallMain(ILProcessor code)
    {
        MethodDefinition? program = assemblies.Main.EntryPoint;
        if (program is null || program.Parameters.Count != 0)
        {
            throw new BuildException(
                ErrorCodes.EntryPoint, $"the program '{assemblies.Main.Assembly.Name.Name}' has no 'static int Main()' without parameters");
        }

        code.Emit(OpCodes.Call, program);
        switch (program.ReturnType.MetadataType)
        {
            case MetadataType.Void:
                code.Emit(OpCodes.Ldc_I4_0);
                break;
            case MetadataType.Int32:
                break;
            default:
                throw new BuildException(
                    [new BuildError(ErrorCodes.EntryPoint, "Main must return int or nothing", SourceLocation.Of(program))]);
        }
    }

    private void StartKernel(ILProcessor code)
    {
        ModuleDefinition main = assemblies.Main;
        List<TypeDefinition> kernels = [.. main.GetTypes().Where(t => t.IsPublic && !t.IsAbstract && IsKernel(t))];
        if (kernels.Count != 1)
        {
            string found = kernels.Count == 0 ? "none" : string.Join(" and ", kernels.Select(k => k.FullName));
            throw new BuildException(
                ErrorCodes.EntryPoint,
                $"the kernel '{main.Assembly.Name.Name}' must have one public class derived from {KernelClass}, but has {found}");
        }

        TypeDefinition kernel = kernels[0];
        MethodDefinition? constructor = kernel.Methods.FirstOrDefault(m => m.IsConstructor && !m.IsStatic && m.Parameters.Count == 0);
        MethodDefinition? start = null;
        for (TypeDefinition? owner = kernel; owner is not null && start is null; owner = owner.BaseType?.Resolve())
        {
            start = owner.Methods.FirstOrDefault(m => m.Name == "Start" && !m.IsStatic && m.Parameters.Count == 0);
        }

        if (constructor is null || start is null)
        {
            string missing = constructor is null ? "constructor without parameters" : "Start method";
            throw new BuildException(
                [new BuildError(ErrorCodes.EntryPoint, $"the kernel '{kernel.FullName}' has no {missing}", SourceLocation.Of(kernel))]);
        }

        code.Emit(OpCodes.Newobj, constructor);
        code.Emit(OpCodes.Callvirt, main.ImportReference(start));
    }
}
