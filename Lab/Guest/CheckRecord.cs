namespace CosmosPaging.Lab.Guest;

/// <summary><c>check:</c> — one experiment of one variant, judged by the kernel.</summary>
/// <param name="Text">The line.</param>
/// <param name="Name">The experiment's name.</param>
/// <param name="Held">Whether what happened is what was expected.</param>
/// <param name="Expected">What had to happen: words joined by <c>+</c>.</param>
/// <param name="Got">What happened, in the same words.</param>
/// <param name="Title">What the experiment tries, in a sentence; empty if the kernel gives none.</param>
public sealed record CheckRecord(string Text, string Name, bool Held, string Expected, string Got, string Title) : ConsoleLine(Text)
{
    /// <summary>What the emulator is known to do otherwise than the expectation says, and did; none if all went as expected.</summary>
    public string? Deviation { get; init; }
}
