using System;

namespace IL2CPU.API.Attribs;

/// <summary>Says how a method of a plug class takes its target's place.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = false)]
public sealed class PlugMethod : Attribute
{
    /// <summary>The platform; without effect, as under Cosmos.</summary>
    public TargetPlatform TargetPlatform = TargetPlatform.x86;

    /// <summary>The target's full signature, for one that C# cannot spell. The kit refuses it.</summary>
    public string? Signature { get; set; }

    /// <summary>Whether the plug is used.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>The class, derived from <see cref="XSharp.Assembler.AssemblerMethod"/>, whose text is the target's machine code.</summary>
    public Type? Assembler { get; set; }

    /// <summary>On a method that is not in a plug class: building fails unless some plug replaces it.</summary>
    public bool PlugRequired { get; set; }

    /// <summary>Whether the plug replaces every method of its name. The kit refuses it.</summary>
    public bool IsWildcard { get; set; }

    /// <summary>Whether a wildcard looks at parameters. The kit refuses it.</summary>
    public bool WildcardMatchParameters { get; set; }

    /// <summary>
    /// Whether a missing target is no error. Cosmos' default is true, yet the kit reports a missing target unless the plug says
    /// <c>IsOptional = true</c> itself.
    /// </summary>
    public bool IsOptional { get; set; } = true;
}
