namespace CosmosPaging.Lab.Running;

/// <summary>A program that must be installed first.</summary>
/// <param name="Program">The program's name.</param>
/// <param name="Package">The package that brings it.</param>
public sealed record MissingPrerequisite(string Program, string Package)
{
    /// <summary>One line that names the program and says how to get it.</summary>
    public string Advice => $"{Program} is missing; install it with: apt-get install -y --no-install-recommends {Package}";
}
