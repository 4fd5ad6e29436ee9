namespace CosmosPaging.Lab.Choices;

/// <summary>The emulators by the names that the command line knows.</summary>
public static class EmulatorChoice
{
    /// <summary>QEMU's name.</summary>
    public const string Qemu = "qemu";

    /// <summary>Bochs' name.</summary>
    public const string Bochs = "bochs";
}
