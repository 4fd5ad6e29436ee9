using System.Collections.Generic;
using Mono.Cecil;

namespace CosmosKit.Build.Weaving;

/// <summary>A method that takes another's place.</summary>
/// <param name="Method">The plug: a public static method of a plug class.</param>
/// <param name="Target">The method it replaces.</param>
/// <param name="Assembler">The class that emits its machine code; null for a plug written in C#.</param>
/// <param name="Fields">For each parameter marked FieldAccess, by position, the field of the object that it stands for.</param>
internal sealed record Plug(
    MethodDefinition Method,
    MethodDefinition Target,
    TypeDefinition? Assembler,
    IReadOnlyDictionary<int, FieldDefinition> Fields);
