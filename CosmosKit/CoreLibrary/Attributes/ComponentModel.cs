namespace System.ComponentModel;

/// <summary>Whether an editor offers a member.</summary>
public sealed class EditorBrowsableAttribute : Attribute
{
    public EditorBrowsableAttribute(EditorBrowsableState state) => State = state;

    public EditorBrowsableState State { get; }
}

/// <summary>Who sees a member in an editor.</summary>
public enum EditorBrowsableState
{
    Always,
    Never,
    Advanced,
}
