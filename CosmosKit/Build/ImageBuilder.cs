using System.Collections.Generic;
using System.IO;
using System.Linq;
using CosmosKit.Build.ObjectFile;
using CosmosKit.Build.ObjectFile.Dwarf;
using CosmosKit.Build.Weaving;

namespace CosmosKit.Build;

/// <summary>Makes an image: weave, compile, convert, assemble, link.</summary>
/// <param name="options">What to make, of what.</param>
internal sealed class ImageBuilder(ImageOptions options)
{
    private const string Packages = "install the Debian packages nasm and lld";

    private readonly string _folder = Path.GetFullPath(options.Intermediate);

    /// <summary>Makes an image.</summary>
    /// <param name="options">What to make, of what.</param>
    /// <exception cref="BuildException">It cannot be made.</exception>
    public static void Build(ImageOptions options) => new ImageBuilder(options).Build();

    private void Build()
    {
        string wovenFolder = Path.Combine(_folder, "woven");
        if (Directory.Exists(wovenFolder))
        {
            Directory.Delete(wovenFolder, recursive: true);
        }

        Directory.CreateDirectory(wovenFolder);
        WovenImage woven = Weaver.Weave(options, wovenFolder);
        Compile(woven);
        Convert(woven);
        Link();
    }

    private void Compile(WovenImage woven)
    {
        List<string> arguments =
        [
            woven.Main,
            "--systemmodule:corlib",
            "--targetos:windows",
            "--targetarch:x86",
            "--nativelib",
            "--directpinvoke:*",
            "-g",
            $"--map:{Path.Combine(_folder, "managed.map")}",
            $"-o:{Path.Combine(_folder, "managed.obj")}",
        ];
        foreach (string reference in woven.References)
        {
            arguments.Add($"-r:{reference}");
        }

        // Without this a module's RuntimeExports are dropped.
        arguments.AddRange(
            woven.References.Append(woven.Main).Select(a => $"--generateunmanagedentrypoints:{Path.GetFileNameWithoutExtension(a)}"));
        if (options.Optimize)
        {
            arguments.Add("-O");
        }

        new ExternalTool(options.Compiler, "restore the NuGet packages").Run(_folder, arguments);
    }

    private void Convert(WovenImage woven)
    {
        CoffFile coff = CoffFile.Parse(File.ReadAllBytes(Path.Combine(_folder, "managed.obj")));
        ElfObject elf = CoffToElf.Convert(coff, new DwarfWriter(options.SourceRoot, woven.DisplayName));
        File.WriteAllBytes(Path.Combine(_folder, "managed.o"), elf.ToArray());
    }

    private void Link()
    {
        string runtime = Path.GetFullPath(options.Runtime);
        (string script, string[] sources, string[] defines) = (options.Kind, options.Layout) switch
        {
            (ImageKind.Program, _) => ("program.ld", (string[])["program.asm", "helpers.asm"], (string[])["PROGRAM"]),
            (_, KernelLayout.High) => ("kernel-high.ld", ["boot.asm", "helpers.asm"], ["KERNEL", "LAYOUT_HIGH"]),
            _ => ("kernel-low.ld", ["boot.asm", "helpers.asm"], ["KERNEL", "LAYOUT_LOW"]),
        };
        List<string> objects = [];
        foreach (string source in sources)
        {
            objects.Add(Assemble(Path.Combine(runtime, source), defines));
        }

        objects.Add(Assemble(Path.Combine(_folder, Weaver.PlugsFile), defines));
        objects.Add(Path.Combine(_folder, "managed.o"));

        string output = Path.GetFullPath(options.Output);
        Directory.CreateDirectory(Path.GetDirectoryName(output)!);
        Link(runtime, script, objects, output);

        // What goes onto a disc: without debug information, in which NASM names the folder that it ran in.
        Link(runtime, script, objects, Path.Combine(
            Path.GetDirectoryName(output)!, Path.GetFileNameWithoutExtension(output) + "-stripped.elf"), "--strip-all");
    }

    private void Link(string runtime, string script, IEnumerable<string> objects, string output, params string[] more)
    {
        List<string> arguments =
        [
            "-m",
            "elf_i386",
            "--nostdlib",
            "--no-dynamic-linker",
            "--build-id=none",
            "-z",
            "noexecstack",
            "-T",
            Path.Combine(runtime, script),
            $"-Map={Path.ChangeExtension(output, ".map")}",
            "-o",
            output,
            .. more,
            .. objects,
        ];
        new ExternalTool("ld.lld", Packages).Run(_folder, arguments);
    }

    private string Assemble(string source, string[] defines)
    {
        string target = Path.Combine(_folder, Path.ChangeExtension(Path.GetFileName(source), ".o"));
        new ExternalTool("nasm", Packages).Run(
            Path.GetDirectoryName(source)!,
            ["-f", "elf32", "-g", "-F", "dwarf", .. defines.Select(d => $"-d{d}"), "-o", target, Path.GetFileName(source)]);
        return target;
    }
}
