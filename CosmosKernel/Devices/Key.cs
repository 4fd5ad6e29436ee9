namespace CosmosKernel.Devices;

/// <summary>A key. Letters and digits are their lower-case ASCII codes, so that <c>(Key)'a'</c> names one.</summary>
internal enum Key : byte
{
    /// <summary>None.</summary>
    None,

    /// <summary>Arrow up.</summary>
    Up,

    /// <summary>Arrow down.</summary>
    Down,

    /// <summary>Arrow left.</summary>
    Left,

    /// <summary>Arrow right.</summary>
    Right,

    /// <summary>Page up.</summary>
    PageUp,

    /// <summary>Page down.</summary>
    PageDown,

    /// <summary>Home.</summary>
    Home,

    /// <summary>Tabulator.</summary>
    Tab = 9,

    /// <summary>Enter.</summary>
    Enter = 10,

    /// <summary>Backspace.</summary>
    Backspace = 8,

    /// <summary>End.</summary>
    End = 11,

    /// <summary>Escape.</summary>
    Escape = 27,

    /// <summary>The space bar.</summary>
    Space = 32,
}
