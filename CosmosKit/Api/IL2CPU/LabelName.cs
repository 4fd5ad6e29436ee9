using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

[assembly: InternalsVisibleTo("CosmosKit.Build")]

namespace IL2CPU.API;

/// <summary>The names by which assembler calls compiled methods.</summary>
public static class LabelName
{
    private static readonly Dictionary<MethodBase, string> LabelNamesCache = new();

    /// <summary>The methods whose labels were asked for: the build tool makes a way into each.</summary>
    internal static Dictionary<MethodBase, string> Asked => LabelNamesCache;

    /// <summary>
    /// Gives the label of a method. Code that calls it pushes the arguments from left to right; the method takes them off the stack.
    /// </summary>
    /// <param name="aMethod">A static method without a result.</param>
    /// <returns>The label.</returns>
    /// <exception cref="ArgumentNullException">There is no such method.</exception>
    public static string Get(MethodBase aMethod)
    {
        if (aMethod is null)
        {
            throw new ArgumentNullException(nameof(aMethod), "LabelName.Get was asked for a method that does not exist.");
        }

        if (!LabelNamesCache.TryGetValue(aMethod, out string? label))
        {
            label = Final(GetFullName(aMethod));
            LabelNamesCache.Add(aMethod, label);
        }

        return label;
    }

    /// <summary>Turns a name into one that the assembler accepts.</summary>
    /// <param name="xName">Any text, such as a method's full name.</param>
    /// <returns>The name, with an underscore for all that is neither letter nor digit.</returns>
    public static string Final(string xName)
    {
        StringBuilder label = new(xName.Length);
        foreach (char c in xName.Replace("*", "pointer").Replace("[]", "array").Replace("&", "ref"))
        {
            label.Append(c is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9' ? c : '_');
        }

        return label.ToString();
    }

    /// <summary>Gives the full name of a method, overloads told apart by their parameters.</summary>
    /// <param name="aMethod">A method of any assembly.</param>
    /// <param name="aAssemblyIncluded">Whether the assembly's name stands in front.</param>
    /// <returns>The name.</returns>
    public static string GetFullName(MethodBase aMethod, bool aAssemblyIncluded = true)
    {
        string assembly = aAssemblyIncluded ? aMethod.Module.Assembly.GetName().Name + " " : string.Empty;
        string parameters = string.Join(",", aMethod.GetParameters().Select(p => p.ParameterType.ToString()));
        return $"{assembly}{aMethod.DeclaringType}.{aMethod.Name}({parameters})";
    }
}
