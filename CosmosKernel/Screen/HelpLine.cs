namespace CosmosKernel.Screen;

/// <summary>A line of the help.</summary>
internal readonly struct HelpLine
{
    /// <summary>Makes a line.</summary>
    /// <param name="key">What is explained; empty if the line goes on, or is a heading.</param>
    /// <param name="meaning">What it does or means.</param>
    /// <param name="isHeading">Whether it is a heading.</param>
    public HelpLine(string key, string meaning, bool isHeading = false)
    {
        Key = key;
        Meaning = meaning;
        IsHeading = isHeading;
    }

    /// <summary>What is explained.</summary>
    public string Key { get; }

    /// <summary>What it does or means.</summary>
    public string Meaning { get; }

    /// <summary>Whether it is a heading.</summary>
    public bool IsHeading { get; }
}
