namespace CosmosPaging.Lab.Verbs;

/// <summary>What the script <c>lab</c> can build by itself. Its table of sources has the same names.</summary>
public static class Part
{
    /// <summary>This tool, with the kernel's walker in it.</summary>
    public const string Tool = "tool";

    /// <summary>The ring-3 programs.</summary>
    public const string Programs = "programs";

    /// <summary>All there is, with the tests, and all of it checked.</summary>
    public const string Suite = "suite";

    /// <summary>The kernel's image by the genuine Cosmos user kit.</summary>
    public const string UserKitKernel = "kernel-cosmos";

    /// <summary>The kernel's image for a layout.</summary>
    /// <param name="layout">Where the kernel is linked.</param>
    /// <param name="unoptimized">Whether it is the one for debuggers.</param>
    /// <returns>The part.</returns>
    public static string Kernel(string layout, bool unoptimized = false) => $"kernel-{layout}{(unoptimized ? "-noopt" : "")}";
}
