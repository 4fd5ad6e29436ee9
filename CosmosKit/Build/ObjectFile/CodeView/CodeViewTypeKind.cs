namespace CosmosKit.Build.ObjectFile.CodeView;

/// <summary>The sorts of types that the converter tells apart.</summary>
internal enum CodeViewTypeKind
{
    /// <summary>A structure, or a class' fields.</summary>
    Structure,

    /// <summary>A pointer or reference.</summary>
    Pointer,

    /// <summary>Named values of a number.</summary>
    Enumeration,
}
