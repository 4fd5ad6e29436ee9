using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace CosmosKit.Build.Weaving;

/// <summary>All assemblies of one image, and no others: what a reference resolves to.</summary>
internal sealed class ImageAssemblies : IAssemblyResolver
{
    private readonly Dictionary<string, ModuleDefinition> _modules = new(StringComparer.Ordinal);

    /// <summary>Reads the assemblies of an image.</summary>
    /// <param name="options">The image.</param>
    /// <exception cref="BuildException">One is missing or is no assembly.</exception>
    public ImageAssemblies(ImageOptions options)
    {
        Core = Load(options.CoreLibrary);
        Main = Load(options.Assembly);
        foreach (string reference in options.References)
        {
            Load(reference);
        }

        Plugs = [.. options.Plugs.Select(Load).Distinct()];
    }

    /// <summary>The core library.</summary>
    public ModuleDefinition Core { get; }

    /// <summary>The assembly with the kernel class or <c>Main</c>.</summary>
    public ModuleDefinition Main { get; }

    /// <summary>The assemblies with plugs.</summary>
    public IReadOnlyList<ModuleDefinition> Plugs { get; }

    /// <summary>All of them, by name.</summary>
    public IEnumerable<ModuleDefinition> Modules => _modules.Values.OrderBy(m => m.Assembly.Name.Name, StringComparer.Ordinal);

    /// <summary>Whether an assembly reference is to .NET itself, by the keys that .NET's assemblies are signed with.</summary>
    /// <param name="name">The reference.</param>
    /// <returns>Whether it is.</returns>
    public static bool IsFramework(AssemblyNameReference name) =>
        name.PublicKeyToken is { Length: > 0 } token
        && Convert.ToHexString(token) is "B03F5F7F11D50A3A" or "B77A5C561934E089" or "7CEC85D7BEA7798E" or "CC7B13FFCD2DDD51"
            or "ADB9793829DDAE60";

    /// <summary>Finds an assembly of the image.</summary>
    /// <param name="name">Its simple name.</param>
    /// <returns>Its module, or null.</returns>
    public ModuleDefinition? Find(string name) => _modules.GetValueOrDefault(name);

    /// <inheritdoc/>
    public AssemblyDefinition? Resolve(AssemblyNameReference name) =>
        IsFramework(name) ? Core.Assembly : Find(name.Name)?.Assembly;

    /// <inheritdoc/>
    public AssemblyDefinition? Resolve(AssemblyNameReference name, ReaderParameters parameters) => Resolve(name);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (ModuleDefinition module in _modules.Values)
        {
            module.Dispose();
        }
    }

    private ModuleDefinition Load(string path)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        if (_modules.TryGetValue(name, out ModuleDefinition? known))
        {
            return known;
        }

        if (!File.Exists(path))
        {
            throw new BuildException(ErrorCodes.BadAssembly, $"there is no assembly '{path}'");
        }

        ReaderParameters parameters = new()
        {
            AssemblyResolver = this,
            InMemory = true,
            ReadSymbols = true,
            SymbolReaderProvider = new DefaultSymbolReaderProvider(throwIfNoSymbol: false),
        };
        try
        {
            ModuleDefinition module = ModuleDefinition.ReadModule(path, parameters);
            _modules.Add(name, module);
            return module;
        }
        catch (BadImageFormatException)
        {
            throw new BuildException(ErrorCodes.BadAssembly, $"'{path}' is not a .NET assembly");
        }
    }
}
