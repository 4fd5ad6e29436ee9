namespace CosmosPaging.Lab.Guest;

/// <summary><c>untold:</c> — what the kernel counted and had no lines for, because there had been too many of the kind.</summary>
/// <param name="Text">The line.</param>
/// <param name="Name">The experiment, or the program from outside.</param>
/// <param name="Begun">Forked tasks.</param>
/// <param name="Ended">Ends of forked tasks.</param>
/// <param name="Mended">Faults that the kernel mended.</param>
/// <param name="Delivered">Faults that were delivered to the program.</param>
/// <param name="Fatal">Faults that ended forked tasks.</param>
/// <param name="Pieces">Pieces that the kernel mapped in its vmalloc area.</param>
public sealed record UntoldRecord(
    string Text, string Name, int Begun, int Ended, int Mended, int Delivered, int Fatal, int Pieces) : ConsoleLine(Text);
