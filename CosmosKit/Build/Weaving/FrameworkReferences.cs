using System.Linq;
using Mono.Cecil;

namespace CosmosKit.Build.Weaving;

/// <summary>Turns an assembly's references to .NET into references to the core library.</summary>
/// <param name="assemblies">The image's assemblies.</param>
internal sealed class FrameworkReferences(ImageAssemblies assemblies)
{
    /// <summary>Redirects the references of all assemblies.</summary>
    /// <exception cref="BuildException">An assembly refers to one that is not part of the image.</exception>
    public void Redirect()
    {
        foreach (ModuleDefinition module in assemblies.Modules.Where(m => m != assemblies.Core))
        {
            Redirect(module);
        }
    }

    private void Redirect(ModuleDefinition module)
    {
        AssemblyNameReference? stranger = module.AssemblyReferences
            .FirstOrDefault(r => !ImageAssemblies.IsFramework(r) && assemblies.Find(r.Name) is null);
        if (stranger is not null)
        {
            throw new BuildException(
                ErrorCodes.BadAssembly,
                $"'{module.Assembly.Name.Name}' refers to the assembly '{stranger.Name}', which is not part of the image");
        }

        // The reference that Cecil takes for the core library becomes ours by name, so that the types it makes itself land there too.
        if (module.TypeSystem.CoreLibrary is not AssemblyNameReference core)
        {
            return;
        }

        foreach (TypeReference type in module.GetTypeReferences().Where(t => t.DeclaringType is null))
        {
            if (type.Scope is AssemblyNameReference scope && scope != core && ImageAssemblies.IsFramework(scope))
            {
                type.Scope = core;
            }
        }

        foreach (
            AssemblyNameReference reference in module.AssemblyReferences.Where(r => r != core && ImageAssemblies.IsFramework(r)).ToList())
        {
            module.AssemblyReferences.Remove(reference);
        }

        AssemblyNameDefinition name = assemblies.Core.Assembly.Name;
        core.Name = name.Name;
        core.Version = name.Version;
        core.PublicKeyToken = name.PublicKeyToken;
        core.Attributes = default;
    }
}
