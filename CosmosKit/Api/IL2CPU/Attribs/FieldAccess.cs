using System;

namespace IL2CPU.API.Attribs;

/// <summary>Marks a <c>ref</c> parameter of a plug that is not the caller's, but a field of the object: its private state.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class FieldAccess : Attribute
{
    /// <summary>The field: <c>FieldType Namespace.Class.field</c>, or just <c>field</c>.</summary>
    public string? Name;
}
