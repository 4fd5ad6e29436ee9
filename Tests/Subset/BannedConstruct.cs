using System;
using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace CosmosPaging.Tests.Subset;

/// <summary>Something that must not occur: a row of the tables in <see cref="CosmosSubset"/> and <see cref="TrapRules"/>.</summary>
/// <param name="Name">What a person calls it.</param>
/// <param name="Why">What would happen.</param>
/// <param name="FindIn">Finds it in a method that has a body.</param>
internal sealed record BannedConstruct(string Name, string Why, Func<CodeBase, MethodDefinition, IEnumerable<Instruction>> FindIn)
{
    /// <summary>A construct that one instruction, with what stands beside it, gives away.</summary>
    public static BannedConstruct Of(string name, string why, Func<CodeBase, Instruction, bool> isIt) =>
        new(name, why, (code, method) => method.Body.Instructions.Where(instruction => isIt(code, instruction)));

    /// <summary>All its occurrences.</summary>
    /// <param name="code">The assemblies.</param>
    /// <param name="methods">Where to look.</param>
    public IEnumerable<Finding> Find(CodeBase code, IEnumerable<MethodDefinition> methods) =>
        Find(code, methods, method => method.FullName);

    /// <summary>All its occurrences.</summary>
    /// <param name="code">The assemblies.</param>
    /// <param name="methods">Where to look.</param>
    /// <param name="describe">What to say of a method.</param>
    public IEnumerable<Finding> Find(CodeBase code, IEnumerable<MethodDefinition> methods, Func<MethodDefinition, string> describe) =>
        from method in methods
        where method.HasBody
        from instruction in FindIn(code, method)
        let point = CodeBase.Locate(method, instruction)
        select new Finding(Name, point?.Document.Url ?? string.Empty, point?.StartLine ?? 0, describe(method), instruction.ToString());

    public override string ToString() => Name;
}
