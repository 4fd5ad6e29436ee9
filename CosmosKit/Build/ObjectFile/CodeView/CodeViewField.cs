namespace CosmosKit.Build.ObjectFile.CodeView;

/// <summary>A field of a structure.</summary>
/// <param name="Name">Its name.</param>
/// <param name="TypeIndex">Its type.</param>
/// <param name="Offset">Its offset in bytes.</param>
internal readonly record struct CodeViewField(string Name, uint TypeIndex, uint Offset);
