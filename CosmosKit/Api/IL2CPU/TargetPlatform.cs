namespace IL2CPU.API;

/// <summary>The platforms that a plug may be meant for.</summary>
public enum TargetPlatform
{
    /// <summary>32-bit x86: the only one there is.</summary>
    x86,

    /// <summary>64-bit x86.</summary>
    x64,

    /// <summary>ARM, of which Cosmos declares the name alone.</summary>
    ARM,
}
