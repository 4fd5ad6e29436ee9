namespace CosmosKernel.Faults;

/// <summary>
/// What <c>provoke=</c> asks for: a calamity, or an invariant that is broken before each look at it. The one hook for tests.
/// </summary>
internal sealed class Provocation
{
    /// <summary>Nothing is provoked.</summary>
    public static readonly Provocation None = new(Calamity.None, null);

    private static readonly string[] Names = { "panic", "double-fault", "nested-fault", "repeated-fault", "kernel-hole" };

    private readonly Calamity calamity;

    private Provocation(Calamity calamity, string? invariant)
    {
        this.calamity = calamity;
        Invariant = invariant;
    }

    /// <summary>The name of the invariant to break; null if none.</summary>
    public string? Invariant { get; }

    /// <summary>Whether anything is asked for.</summary>
    public bool IsAnything => calamity != Calamity.None || Invariant != null;

    /// <summary>Reads the word.</summary>
    /// <param name="word">The name of a calamity; else it is taken for an invariant's.</param>
    /// <returns>What it asks for.</returns>
    public static Provocation Of(string word)
    {
        for (int i = 0; i < Names.Length; i++)
        {
            if (Names[i] == word)
            {
                return new Provocation((Calamity)(i + 1), null);
            }
        }

        return new Provocation(Calamity.None, word);
    }

    /// <summary>Whether it is this that is asked for.</summary>
    /// <param name="which">A calamity.</param>
    /// <returns>True if so.</returns>
    public bool Is(Calamity which) => calamity == which;
}
