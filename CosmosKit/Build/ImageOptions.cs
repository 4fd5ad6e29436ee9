using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace CosmosKit.Build;

/// <summary>What image to make, of what.</summary>
internal sealed record ImageOptions
{
    /// <summary>How to call the tool.</summary>
    public const string Usage =
        "usage: CosmosKit.Build image --kind kernel|program [--layout high|low] [--optimize] --assembly X.dll [--reference A.dll]… "
        + "[--plugs P.dll]… --core-library corlib.dll --ilc PATH --runtime DIR --intermediate DIR --output X.elf [--source-root DIR]";

    /// <summary>A kernel or a program.</summary>
    public required ImageKind Kind { get; init; }

    /// <summary>Where a kernel is linked.</summary>
    public KernelLayout Layout { get; init; }

    /// <summary>Whether the compiler optimises.</summary>
    public bool Optimize { get; init; }

    /// <summary>The assembly with the kernel class or with <c>Main</c>.</summary>
    public required string Assembly { get; init; }

    /// <summary>The assemblies that it uses, framework excepted.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>The assemblies with plugs.</summary>
    public IReadOnlyList<string> Plugs { get; init; } = [];

    /// <summary>The assembly that takes the place of the framework's.</summary>
    public required string CoreLibrary { get; init; }

    /// <summary>The compiler's executable.</summary>
    public required string Compiler { get; init; }

    /// <summary>The folder of the runtime's assembler files and linker scripts.</summary>
    public required string Runtime { get; init; }

    /// <summary>The folder for what lies between assemblies and image.</summary>
    public required string Intermediate { get; init; }

    /// <summary>The image's path. A <c>.map</c> file lands next to it.</summary>
    public required string Output { get; init; }

    /// <summary>Source files below this folder are named relative to it in debug information; empty to keep all names.</summary>
    public string SourceRoot { get; init; } = string.Empty;

    /// <summary>Reads the command line.</summary>
    /// <param name="arguments">The arguments; one that begins with <c>@</c> names a file with one argument a line.</param>
    /// <returns>The options.</returns>
    /// <exception cref="BuildException">The command line is wrong.</exception>
    public static ImageOptions Parse(IEnumerable<string> arguments)
    {
        Queue<string> words = new(arguments.SelectMany(Expand));
        if (!words.TryDequeue(out string? verb) || verb != "image")
        {
            throw Wrong(Usage);
        }

        ILookup<string, string> values = ReadOptions(words).ToLookup(o => o.Name, o => o.Value);
        string Required(string name) => values[name].LastOrDefault() ?? throw Wrong($"{name} is missing; {Usage}");
        string Optional(string name, string fallback) => values[name].LastOrDefault() ?? fallback;
        return new ImageOptions
        {
            Kind = Choice<ImageKind>("--kind", Required("--kind")),
            Layout = Choice<KernelLayout>("--layout", Optional("--layout", nameof(KernelLayout.High))),
            Optimize = values.Contains("--optimize"),
            Assembly = Required("--assembly"),
            References = [.. values["--reference"]],
            Plugs = [.. values["--plugs"]],
            CoreLibrary = Required("--core-library"),
            Compiler = Required("--ilc"),
            Runtime = Required("--runtime"),
            Intermediate = Required("--intermediate"),
            Output = Required("--output"),
            SourceRoot = Optional("--source-root", string.Empty),
        };
    }

    private static IEnumerable<string> Expand(string argument)
    {
        if (!argument.StartsWith('@'))
        {
            return [argument];
        }

        string file = argument[1..];
        return File.Exists(file)
            ? File.ReadLines(file).Select(l => l.Trim()).Where(l => l.Length != 0)
            : throw Wrong($"there is no file '{file}'");
    }

    private static IEnumerable<(string Name, string Value)> ReadOptions(Queue<string> words)
    {
        while (words.TryDequeue(out string? name))
        {
            switch (name)
            {
                case "--optimize":
                    yield return (name, string.Empty);
                    break;
                case "--kind" or "--layout" or "--assembly" or "--reference" or "--plugs" or "--core-library" or "--ilc" or "--runtime"
                    or "--intermediate" or "--output" or "--source-root":
                    yield return words.TryDequeue(out string? value) ? (name, value) : throw Wrong($"{name} wants a value; {Usage}");
                    break;
                default:
                    throw Wrong($"'{name}' is no option; {Usage}");
            }
        }
    }

    private static T Choice<T>(string name, string value)
        where T : struct, Enum =>
        Enum.TryParse(value, ignoreCase: true, out T choice) && Enum.IsDefined(choice) && !char.IsAsciiDigit(value[0])
            ? choice
            : throw Wrong($"{name} is '{value}', but must be one of {string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()}");

    private static BuildException Wrong(string text) => new(ErrorCodes.Usage, text);
}
