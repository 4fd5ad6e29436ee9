namespace CosmosKit.Build;

/// <summary>What is built.</summary>
internal enum ImageKind
{
    /// <summary>A kernel that a Multiboot loader starts.</summary>
    Kernel,

    /// <summary>A program for ring 3.</summary>
    Program,
}
