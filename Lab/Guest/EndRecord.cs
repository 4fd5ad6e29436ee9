namespace CosmosPaging.Lab.Guest;

/// <summary><c>end:</c> — the experiments of one variant are over.</summary>
/// <param name="Text">The line.</param>
/// <param name="Variant">The kernel mapping.</param>
/// <param name="Paging">The paging format.</param>
/// <param name="Held">How many expectations held, as the kernel counted.</param>
/// <param name="Failed">How many failed, as the kernel counted.</param>
public sealed record EndRecord(string Text, string Variant, string Paging, int Held, int Failed) : ConsoleLine(Text);
