namespace CosmosPaging.Lab.Guest;

/// <summary>One whole line that the guest wrote on its serial line. What kind of line it is, the derived type says.</summary>
/// <param name="Text">
/// The line as written, without its line end; for a program's line also without the prefix that names the program.
/// Bytes that are no UTF-8 appear as U+FFFD. It may hold any control character: clean it before it reaches a terminal.
/// </param>
public abstract record ConsoleLine(string Text)
{
    /// <summary>The line as it stood on the serial line, prefix included.</summary>
    public virtual string AsWritten => Text;
}
