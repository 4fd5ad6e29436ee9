using System;

namespace IL2CPU.API.Attribs;

/// <summary>Marks a static class whose methods take the place of another type's.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class Plug : Attribute
{
    /// <summary>The platform; without effect, as under Cosmos.</summary>
    public TargetPlatform TargetPlatform = TargetPlatform.x86;

    /// <summary>Marks a plug whose target is set by <see cref="Target"/> or <see cref="TargetName"/>.</summary>
    public Plug()
    {
    }

    /// <summary>Marks a plug for a type.</summary>
    /// <param name="target">The type whose methods are replaced.</param>
    public Plug(Type target) => Target = target ?? throw new ArgumentNullException(nameof(target));

    /// <summary>Marks a plug for a type that this assembly cannot see.</summary>
    /// <param name="targetName">The type, see <see cref="TargetName"/>.</param>
    public Plug(string targetName) =>
        TargetName = string.IsNullOrEmpty(targetName) ? throw new ArgumentNullException(nameof(targetName)) : targetName;

    /// <summary>The type whose methods are replaced.</summary>
    public Type? Target { get; set; }

    /// <summary>The same by name, for types that are not public: <c>Namespace.Class, Assembly</c>.</summary>
    public string? TargetName { get; set; }

    /// <summary>Whether the plug is left out quietly if the target type does not exist.</summary>
    public bool IsOptional { get; set; }

    /// <summary>Whether classes derived from the target are plugged too. The kit refuses it.</summary>
    public bool Inheritable { get; set; }
}
