using System.IO;
using System.Linq;
using CosmosPaging.Lab.Choices;

namespace CosmosPaging.Lab.Host;

/// <summary>Where the build puts what this tool boots and tests.</summary>
/// <param name="root">The repository's root.</param>
public sealed class BuildTree(string root)
{
    private const string Configuration = "debug";

    /// <summary>The repository's root.</summary>
    public string Root { get; } = Path.GetFullPath(root);

    /// <summary>The kernel's ELF file, linked high.</summary>
    public string KernelImage => Output("CosmosKernel", "CosmosKernel.elf");

    /// <summary>The kernel's ELF file, linked low.</summary>
    public string LowKernelImage => Output("CosmosKernel", "CosmosKernel-low.elf");

    /// <summary>The kernel's ELF file by the genuine Cosmos user kit.</summary>
    public string UserKitKernelImage => Path.Combine(Root, "artifacts", "cosmos", "CosmosKernel", "CosmosKernel.bin");

    /// <summary>The archive of the sample programs.</summary>
    public string ProgramsArchive => Output("Programs", "programs.tar");

    /// <summary>The ELF file of a sample program.</summary>
    /// <param name="name">The program's name.</param>
    /// <returns>Its path.</returns>
    public string ProgramFile(string name) => Output("Programs", name + ".elf");

    /// <summary>The settings for Bochs.</summary>
    public string BochsSettings => Path.Combine(Root, "Bochs.cfg");

    /// <summary>The folder for what people take from here.</summary>
    public string Products => Path.Combine(Root, "out");

    /// <summary>The assembly with the NUnit tests of the kernel and of this tool: all that an image can be asked are in it.</summary>
    public string TestsAssembly => Output("CosmosPaging.Tests", "CosmosPaging.Tests.dll");

    /// <summary>The assembly with the embedded kit's NUnit tests.</summary>
    public string KitTestsAssembly => Output("CosmosKit.Tests", "CosmosKit.Tests.dll");

    /// <summary>
    /// The kernel's ELF file for discs that are given away: without debug information, which names folders of this machine.
    /// </summary>
    public string StrippedKernelImage => Output("CosmosKernel", "CosmosKernel-stripped.elf");

    /// <summary>The kernel's ELF file for a layout.</summary>
    /// <param name="layout">Where the kernel is linked.</param>
    /// <param name="unoptimized">Whether it is the one for debuggers, in which every variable has its place and every line its
    /// code.</param>
    /// <returns>Its path.</returns>
    public string KernelImageFor(string layout, bool unoptimized = false) => (layout, unoptimized) switch
    {
        (KernelWords.Low, false) => LowKernelImage,
        (KernelWords.Low, true) => Output("CosmosKernel", "CosmosKernel-low-noopt.elf"),
        (_, true) => Output("CosmosKernel", "CosmosKernel-noopt.elf"),
        _ => KernelImage,
    };

    /// <summary>Looks for what a boot needs.</summary>
    /// <param name="kernel">The kernel's ELF file, or a disc.</param>
    /// <returns>One line that names what is missing and how to get it; none if all is there.</returns>
    public string? FindMissing(string kernel)
    {
        string? file = new[] { kernel, ProgramsArchive }.FirstOrDefault(path => !File.Exists(path));
        return file is null ? null
            : file == UserKitKernelImage ? $"{file} is missing; build it with: dotnet build CosmosKernel -p:CosmosUserKit=true"
            : MissingAdvice(file);
    }

    /// <summary>Says that a file is missing, and how to get it.</summary>
    /// <param name="file">Its path.</param>
    /// <returns>One line.</returns>
    public static string MissingAdvice(string file) => $"{file} is missing; build it with: dotnet build CosmosPaging.sln";

    /// <summary>Finds the tree that a file belongs to.</summary>
    /// <param name="folder">A folder anywhere under the root.</param>
    /// <returns>The tree; none if the folder is in no repository of this kind.</returns>
    public static BuildTree? Find(string folder)
    {
        for (DirectoryInfo? place = new(folder); place is not null; place = place.Parent)
        {
            if (File.Exists(Path.Combine(place.FullName, "lab")) && File.Exists(Path.Combine(place.FullName, "Directory.Build.props")))
            {
                return new BuildTree(place.FullName);
            }
        }

        return null;
    }

    private string Output(string project, string file) => Path.Combine(Root, "artifacts", "bin", project, Configuration, file);
}
