using System;

namespace IL2CPU.API.Attribs;

/// <summary>
/// Keeps a type or method in the image although nothing refers to it. The kit keeps methods whose label is asked for; more is not needed.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Method, AllowMultiple = false)]
public class ForceIncludeAttribute : Attribute
{
}
