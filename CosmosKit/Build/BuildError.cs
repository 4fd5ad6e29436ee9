using System.Globalization;

namespace CosmosKit.Build;

/// <summary>One error of the build, printed so that MSBuild recognises it.</summary>
/// <param name="Code">The CK code, see <see cref="ErrorCodes"/>.</param>
/// <param name="Text">What is wrong, naming the plug, member or file.</param>
/// <param name="Source">The line to blame, if a PDB told one.</param>
internal sealed record BuildError(string Code, string Text, SourceLocation? Source = null)
{
    /// <summary>MSBuild's canonical form: <c>file(line,column): error CODE: text</c>.</summary>
    /// <returns>One line.</returns>
    public override string ToString() =>
        Source is { } at
            ? string.Create(CultureInfo.InvariantCulture, $"{at.File}({at.Line},{at.Column}): error {Code}: {Text}")
            : $"CosmosKit : error {Code}: {Text}";
}
