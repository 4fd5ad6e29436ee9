using System.Collections.Generic;

namespace CosmosKit.Build.ObjectFile.CodeView;

/// <summary>A parameter or local of a method.</summary>
/// <param name="Name">Its name in the source.</param>
/// <param name="TypeIndex">Its CodeView type index.</param>
/// <param name="IsParameter">Whether the caller passes it.</param>
/// <param name="Places">Where it lives, and while which code runs.</param>
internal sealed record CompiledVariable(string Name, uint TypeIndex, bool IsParameter, IReadOnlyList<VariablePlace> Places);
