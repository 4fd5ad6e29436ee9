namespace CosmosPaging.Lab.Guest;

/// <summary><c>boot:</c> — the kernel has its memory and its paging format.</summary>
/// <param name="Text">The line.</param>
/// <param name="Layout">Where the kernel is linked: <c>high</c> or <c>low</c>.</param>
/// <param name="Paging">The paging format.</param>
/// <param name="Memory">Bytes of memory that the kernel found, where it says.</param>
public sealed record BootRecord(string Text, string Layout, string Paging, long? Memory) : ConsoleLine(Text);
