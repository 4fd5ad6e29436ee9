namespace CosmosPaging.Lab.Choices;

/// <summary>One combination of choices: what one run examines.</summary>
/// <param name="Variant">The kernel mapping.</param>
/// <param name="Paging">The paging format.</param>
/// <param name="Layout">Where the kernel is linked.</param>
/// <param name="Emulator">What it runs in.</param>
public sealed record Cell(string Variant, string Paging, string Layout, string Emulator)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Variant}, {Paging} paging, {Layout} layout, {Emulator}";
}
