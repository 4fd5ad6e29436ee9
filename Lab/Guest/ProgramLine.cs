using System.Globalization;

namespace CosmosPaging.Lab.Guest;

/// <summary>A line that a ring-3 program wrote, put together again where another writer broke it up.</summary>
/// <param name="Pid">The task's number.</param>
/// <param name="Name">The task's name.</param>
/// <param name="Text">What the program wrote, without the kernel's prefix.</param>
public sealed record ProgramLine(int Pid, string Name, string Text) : ConsoleLine(Text)
{
    /// <inheritdoc/>
    public override string AsWritten => string.Create(CultureInfo.InvariantCulture, $"[{Pid} {Name}] {Text}");
}
