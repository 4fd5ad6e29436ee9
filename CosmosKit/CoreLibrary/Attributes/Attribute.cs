namespace System;

/// <summary>The base of all attributes. None is ever read at run time.</summary>
public abstract class Attribute
{
}

/// <summary>Where an attribute may stand.</summary>
[Flags]
public enum AttributeTargets
{
    Assembly = 0x0001,
    Module = 0x0002,
    Class = 0x0004,
    Struct = 0x0008,
    Enum = 0x0010,
    Constructor = 0x0020,
    Method = 0x0040,
    Property = 0x0080,
    Field = 0x0100,
    Event = 0x0200,
    Interface = 0x0400,
    Parameter = 0x0800,
    Delegate = 0x1000,
    ReturnValue = 0x2000,
    GenericParameter = 0x4000,
    All = 0x7fff,
}

/// <summary>How an attribute may be used.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AttributeUsageAttribute : Attribute
{
    public AttributeUsageAttribute(AttributeTargets validOn) => ValidOn = validOn;

    public AttributeTargets ValidOn { get; }

    public bool AllowMultiple { get; set; }

    public bool Inherited { get; set; } = true;
}

/// <summary>An enumeration of bits.</summary>
[AttributeUsage(AttributeTargets.Enum)]
public sealed class FlagsAttribute : Attribute
{
}

/// <summary>A member better not used.</summary>
public sealed class ObsoleteAttribute : Attribute
{
    public ObsoleteAttribute(string? message = null, bool error = false)
    {
        Message = message;
        IsError = error;
    }

    public string? Message { get; }

    public bool IsError { get; }
}

/// <summary>A parameter that takes a list of arguments.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ParamArrayAttribute : Attribute
{
}

/// <summary>A field that each thread has for itself.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class ThreadStaticAttribute : Attribute
{
}
