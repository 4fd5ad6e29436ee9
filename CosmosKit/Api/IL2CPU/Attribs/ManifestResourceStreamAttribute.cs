using System;

namespace IL2CPU.API.Attribs;

/// <summary>
/// Marks a static field of type <c>byte[]</c> that holds a resource of its assembly from the start: IL2CPU puts the bytes into the
/// image. The kit leaves the field null, for its loaders bring files beside the image.
/// </summary>
public class ManifestResourceStreamAttribute : Attribute
{
    /// <summary>The resource's name.</summary>
    public string? ResourceName { get; set; }
}
