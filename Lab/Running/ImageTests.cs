namespace CosmosPaging.Lab.Running;

/// <summary>What <c>./lab test --image</c> does with the tests of a class that boots, or with one of its methods.</summary>
/// <param name="Class">The class, below <c>CosmosPaging.Tests.Booted</c>.</param>
/// <param name="LeftOut">Why they cannot be asked of an image that the lab did not build; none if they can.</param>
/// <param name="Method">The method, if it is about that one alone.</param>
public sealed record ImageTests(string Class, string? LeftOut = null, string? Method = null)
{
    /// <summary>
    /// The namespace of all tests that boot. The others look at files of the tree, and at nothing that an image could take the place of.
    /// </summary>
    public const string Namespace = "CosmosPaging.Tests.Booted";

    /// <summary>The class' full name.</summary>
    public string FullName => $"{Namespace}.{Class}";
}
