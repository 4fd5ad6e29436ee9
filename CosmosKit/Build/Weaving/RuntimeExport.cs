using System.Linq;
using Mono.Cecil;

namespace CosmosKit.Build.Weaving;

/// <summary>Gives methods a symbol of their own choice, or takes their code from one, by the core library's attributes.</summary>
internal static class RuntimeExport
{
    /// <summary>Gives a method a symbol, which also keeps it in the image.</summary>
    /// <param name="assemblies">The image's assemblies.</param>
    /// <param name="method">A static method.</param>
    public static void Add(ImageAssemblies assemblies, MethodDefinition method, string symbol) =>
        Mark(assemblies, method, "RuntimeExportAttribute", symbol);

    /// <summary>Makes a method's code another object's.</summary>
    /// <param name="assemblies">The image's assemblies.</param>
    /// <param name="method">A static method; its body goes.</param>
    /// <param name="symbol">The symbol of the code.</param>
    public static void Import(ImageAssemblies assemblies, MethodDefinition method, string symbol)
    {
        method.Body = null;
        method.PInvokeInfo = null;
        method.IsPInvokeImpl = false; // Cecil's line above has set it.
        method.ImplAttributes = MethodImplAttributes.InternalCall | MethodImplAttributes.IL | MethodImplAttributes.NoInlining;
        method.CustomAttributes.Clear();
        Mark(assemblies, method, "RuntimeImportAttribute", "*", symbol);
    }

    /// <summary>The symbol that a method already has.</summary>
    /// <returns>The symbol; null if it has none.</returns>
    public static string? SymbolOf(MethodDefinition method) =>
        method.CustomAttributes.FirstOrDefault(a => a.AttributeType.FullName == "System.Runtime.RuntimeExportAttribute")
            ?.ConstructorArguments[0].Value as string;

    private static void Mark(ImageAssemblies assemblies, MethodDefinition method, string attributeName, params string[] arguments)
    {
        MethodDefinition? constructor = assemblies.Core.GetType("System.Runtime", attributeName)?.Methods
            .FirstOrDefault(m => m.IsConstructor && m.Parameters.Count == arguments.Length);
        if (constructor is null)
        {
            throw new BuildException(
                ErrorCodes.MissingMember, $"the core library has no System.Runtime.{attributeName} with {arguments.Length} parameters");
        }

        CustomAttribute attribute = new(method.Module.ImportReference(constructor));
        foreach (string argument in arguments)
        {
            attribute.ConstructorArguments.Add(new CustomAttributeArgument(method.Module.TypeSystem.String, argument));
        }

        method.CustomAttributes.Add(attribute);
    }
}
