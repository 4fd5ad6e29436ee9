namespace System.Diagnostics;

/// <summary>Calls that vanish unless a symbol is defined.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class ConditionalAttribute : Attribute
{
    public ConditionalAttribute(string conditionString) => ConditionString = conditionString;

    public string ConditionString { get; }
}

/// <summary>How a debugger treats the assembly.</summary>
public sealed class DebuggableAttribute : Attribute
{
    public DebuggableAttribute(DebuggingModes modes) => DebuggingFlags = modes;

    public DebuggingModes DebuggingFlags { get; }

    /// <summary>The ways of debugging.</summary>
    [Flags]
    public enum DebuggingModes
    {
        None = 0,
        Default = 1,
        IgnoreSymbolStoreSequencePoints = 2,
        EnableEditAndContinue = 4,
        DisableOptimizations = 256,
    }
}

/// <summary>Whether a debugger shows a member.</summary>
public sealed class DebuggerBrowsableAttribute : Attribute
{
    public DebuggerBrowsableAttribute(DebuggerBrowsableState state) => State = state;

    public DebuggerBrowsableState State { get; }
}

/// <summary>The ways to show a member.</summary>
public enum DebuggerBrowsableState
{
    Never = 0,
    Collapsed = 2,
    RootHidden = 3,
}

/// <summary>Code that a debugger steps over.</summary>
public sealed class DebuggerHiddenAttribute : Attribute
{
}

/// <summary>How a debugger shows an object.</summary>
public sealed class DebuggerDisplayAttribute : Attribute
{
    public DebuggerDisplayAttribute(string value) => Value = value;

    public string Value { get; }
}

/// <summary>Checks of what must be true, in debug builds.</summary>
public static class Debug
{
    [Conditional("DEBUG")]
    public static void Assert(bool condition) => Assert(condition, "assertion failed");

    [Conditional("DEBUG")]
    public static void Assert(bool condition, string? message)
    {
        if (!condition)
            Internal.Runtime.Panic.Stop("Assert", message);
    }
}
