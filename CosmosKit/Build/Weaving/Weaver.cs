using System.Collections.Generic;
using System.IO;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace CosmosKit.Build.Weaving;

/// <summary>Turns ordinary assemblies into ones that make up an image.</summary>
internal static class Weaver
{
    /// <summary>The file, next to the folder of woven assemblies, with the text of assembler plugs.</summary>
    public const string PlugsFile = "plugs.asm";

    /// <summary>Weaves the assemblies of an image.</summary>
    /// <param name="options">The image.</param>
    /// <param name="folder">Where the woven assemblies go.</param>
    /// <returns>What the compiler is to compile.</returns>
    /// <exception cref="BuildException">The assemblies have errors.</exception>
    public static WovenImage Weave(ImageOptions options, string folder)
    {
        using ImageAssemblies assemblies = new(options);
        IReadOnlyList<Plug> plugs = PlugReader.Read(assemblies);
        AssemblerText text = AssemblerRunner.Run(options, assemblies, plugs);
        new FrameworkReferences(assemblies).Redirect();
        DisplayNames names = new(assemblies);
        PlugWeaver.Weave(assemblies, plugs, text);
        new BuildTimeCode(assemblies).Remove();
        new UnreachableCode(assemblies).Remove(plugs);
        new EntryPoint(assemblies).Add(options.Kind);
        if (new CoreLibraryCheck(assemblies).Run() is { Count: > 0 } missing)
        {
            throw new BuildException(missing);
        }

        File.WriteAllText(Path.Combine(folder, "..", PlugsFile), text.ToNasm());
        string main = string.Empty;
        List<string> references = [];
        foreach (ModuleDefinition module in assemblies.Modules)
        {
            string path = Path.Combine(folder, module.Assembly.Name.Name + ".dll");
            module.Write(path, new WriterParameters
            {
                WriteSymbols = module.HasSymbols,
                SymbolWriterProvider = new PortablePdbWriterProvider(),
                DeterministicMvid = true,
            });
            if (module == assemblies.Main)
            {
                main = path;
            }
            else
            {
                references.Add(path);
            }
        }

        return new WovenImage(main, references, names.Of);
    }
}
