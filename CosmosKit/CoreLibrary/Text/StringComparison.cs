namespace System;

/// <summary>How strings are compared: the kit knows ordinal comparison only.</summary>
public enum StringComparison
{
    CurrentCulture,
    CurrentCultureIgnoreCase,
    InvariantCulture,
    InvariantCultureIgnoreCase,
    Ordinal,
    OrdinalIgnoreCase,
}

/// <summary>What <see cref="string.Split(char, StringSplitOptions)"/> does with the parts.</summary>
[Flags]
public enum StringSplitOptions
{
    None = 0,
    RemoveEmptyEntries = 1,
    TrimEntries = 2,
}
