using System;
using System.Collections.Generic;
using System.Text;
using Mono.Cecil;

namespace CosmosKit.Build.Weaving;

/// <summary>
/// Names methods for a debugger. The compiler's symbol for a method is assembly, type and method run together, with an underscore
/// for all that is neither letter nor digit, two between type and method, and a number behind overloads.
/// </summary>
internal sealed class DisplayNames
{
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    /// <summary>Prepares the names of all methods.</summary>
    /// <param name="assemblies">The image's assemblies.</param>
    public DisplayNames(ImageAssemblies assemblies)
    {
        foreach (ModuleDefinition module in assemblies.Modules)
        {
            foreach (TypeDefinition type in module.GetTypes())
            {
                string prefix = $"{Mangle(module.Assembly.Name.Name)}_{Mangle(type.FullName)}__";
                foreach (MethodDefinition method in type.Methods)
                {
                    _names.TryAdd(prefix + Mangle(method.Name), $"{type.Name}.{method.Name.TrimStart('.')}");
                }
            }
        }
    }

    /// <summary>The name of a method.</summary>
    /// <param name="symbol">The compiler's symbol.</param>
    /// <returns><c>Type.Method</c>; the symbol itself if it is no method's, as instances of generic ones are not.</returns>
    public string Of(string symbol)
    {
        if (_names.TryGetValue(symbol, out string? name))
        {
            return name;
        }

        int number = symbol.LastIndexOf('_');
        return number > 0 && int.TryParse(symbol.AsSpan(number + 1), out _) && _names.TryGetValue(symbol[..number], out name)
            ? name
            : symbol;
    }

    private static string Mangle(string name)
    {
        StringBuilder mangled = new(name.Length);
        foreach (char c in name)
        {
            mangled.Append(char.IsAsciiLetterOrDigit(c) ? c : '_');
        }

        return mangled.ToString();
    }
}
