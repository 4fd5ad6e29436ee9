using System;
using System.Collections.Generic;

namespace CosmosKit.Build.Weaving;

/// <summary>What the weaver hands to the compiler.</summary>
/// <param name="Main">The path of the woven main assembly.</param>
/// <param name="References">The paths of the other woven assemblies, core library included.</param>
/// <param name="DisplayName">Turns the compiler's symbol for a method into <c>Type.Method</c>.</param>
internal sealed record WovenImage(string Main, IReadOnlyList<string> References, Func<string, string> DisplayName);
