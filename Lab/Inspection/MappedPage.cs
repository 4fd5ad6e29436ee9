using System.Globalization;

namespace CosmosPaging.Lab.Inspection;

/// <summary>
/// A page as a walk of the tables finds it. The rights are the effective ones, over all levels; accessed and dirty bits are left out.
/// </summary>
/// <param name="Linear">Its first address.</param>
/// <param name="Physical">The first address of its memory.</param>
/// <param name="Size">4096, or a large page's size.</param>
/// <param name="IsUser">Whether ring 3 may use it.</param>
/// <param name="IsWritable">Whether it may be written.</param>
/// <param name="IsExecutable">Whether instructions may be fetched from it.</param>
/// <param name="IsGlobal">Whether its translation survives a load of CR3.</param>
public readonly record struct MappedPage(
    uint Linear, uint Physical, uint Size, bool IsUser, bool IsWritable, bool IsExecutable, bool IsGlobal)
{
    /// <summary>Its last address.</summary>
    public uint Last => Linear + (Size - 1);

    /// <summary>Who may do what, as <c>U rw- g</c>: user or supervisor; read, write, execute; global.</summary>
    public string Rights => $"{(IsUser ? 'U' : 'S')} r{(IsWritable ? 'w' : '-')}{(IsExecutable ? 'x' : '-')} {(IsGlobal ? 'g' : '-')}";

    /// <summary>Whether another page goes on where this one ends, with the same size and rights. Its memory may be anywhere.</summary>
    /// <param name="next">The page above.</param>
    /// <returns>True if one line can tell of both.</returns>
    public bool GoesOnWith(MappedPage next) => next.Linear == Linear + Size && next.Size == Size && next.Rights == Rights;

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Linear:x8} -> {Physical:x8} {Size >> 10}K {Rights}");
}
