using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using IL2CPU.API;
using Mono.Cecil;
using XSharp.Assembler;
using ModuleDefinition = Mono.Cecil.ModuleDefinition;

namespace CosmosKit.Build.Weaving;

/// <summary>Runs the AssemblerMethods of plugs, here and now, and keeps what they emit.</summary>
internal sealed class AssemblerRunner : AssemblyLoadContext
{
    private readonly Dictionary<string, string> _paths;

    private AssemblerRunner(ImageOptions options)
        : base("plugs", isCollectible: true) =>
        _paths = options.Plugs.Concat(options.References).Append(options.Assembly)
            .GroupBy(p => Path.GetFileNameWithoutExtension(p))
            .ToDictionary(g => g.Key, g => Path.GetFullPath(g.First()));

    /// <summary>Runs them.</summary>
    /// <param name="options">The image.</param>
    /// <returns>Their text.</returns>
    /// <exception cref="BuildException">One threw, or asked for the label of a method that assembler cannot call.</exception>
    public static AssemblerText Run(ImageOptions options, ImageAssemblies assemblies, IReadOnlyList<Plug> plugs)
    {
        AssemblerText text = new();
        List<BuildError> errors = [];
        LabelName.Asked.Clear();
        AssemblerRunner runner = new(options);
        foreach (Plug plug in plugs.Where(p => p.Assembler is not null))
        {
            try
            {
                text.Add(plug, runner.Assemble(plug));
            }
            catch (Exception error) when (error is not BuildException)
            {
                Exception cause = error is TargetInvocationException { InnerException: { } inner } ? inner : error;
                errors.Add(new BuildError(
                    ErrorCodes.PlugAssembler,
                    $"the plug '{Signatures.Describe(plug.Method)}': its assembler class '{plug.Assembler!.FullName}' threw "
                        + $"{cause.GetType().Name}: {cause.Message}",
                    SourceLocation.Of(plug.Assembler!)));
            }
        }

        foreach ((MethodBase method, string label) in LabelName.Asked.OrderBy(a => a.Value, StringComparer.Ordinal))
        {
            AddLabel(assemblies, method, label, text, errors);
        }

        LabelName.Asked.Clear();
        runner.Unload();
        return errors.Count == 0 ? text : throw new BuildException(errors);
    }

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        // The kit's API must be the very one that this tool uses, for its XS collects the text.
        Assembly kit = typeof(AssemblerMethod).Assembly;
        return assemblyName.Name == kit.GetName().Name ? kit
            : _paths.TryGetValue(assemblyName.Name!, out string? path) ? LoadFromAssemblyPath(path)
            : null;
    }

    private static void AddLabel(ImageAssemblies assemblies, MethodBase method, string label, AssemblerText text, List<BuildError> errors)
    {
        ModuleDefinition? module = assemblies.Find(method.Module.Assembly.GetName().Name!);
        if (module?.LookupToken(method.MetadataToken) is not MethodDefinition definition)
        {
            errors.Add(new BuildError(
                ErrorCodes.Label,
                $"the label of '{method.DeclaringType}.{method.Name}' was asked for, but that method is not part of the image"));
        }
        else if (!definition.IsStatic || definition.HasGenericParameters || definition.DeclaringType.HasGenericParameters
            || definition.ReturnType.MetadataType != MetadataType.Void)
        {
            errors.Add(new BuildError(
                ErrorCodes.Label,
                $"the label of '{Signatures.Describe(definition)}' was asked for, but assembler can call only static, non-generic "
                    + $"methods without a result",
                SourceLocation.Of(definition)));
        }
        else
        {
            text.AddCalled(label, definition);
        }
    }

    private string Assemble(Plug plug)
    {
        Assembly assembly = LoadFromAssemblyName(new AssemblyName(plug.Assembler!.Module.Assembly.Name.Name));
        Assembly owner = LoadFromAssemblyName(new AssemblyName(plug.Method.Module.Assembly.Name.Name));
        Type type = assembly.GetType(plug.Assembler.FullName.Replace('/', '+'), throwOnError: true)!;
        MethodBase method = owner.ManifestModule.ResolveMethod(plug.Method.MetadataToken.ToInt32())!;
        Assembler assembler = new();
        try
        {
            ((AssemblerMethod)Activator.CreateInstance(type, nonPublic: true)!).AssembleNew(assembler, method);
            using StringWriter text = new() { NewLine = "\n" };
            assembler.FlushText(text);
            return text.ToString();
        }
        finally
        {
            Assembler.ClearCurrentInstance();
        }
    }
}
