using System;
using System.Formats.Tar;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using CosmosPaging.Lab.Commands;
using CosmosPaging.Lab.Host;
using CosmosPaging.Lab.Verbs;

namespace CosmosPaging.Tests.Lab;

/// <summary>A repository's build outputs, in a temporary folder, with a fake kernel; and the tool, run in it.</summary>
internal sealed class FakeTree : IDisposable
{
    private const int LongestLimit = 32;

    private readonly string folder = Directory.CreateTempSubdirectory("cosmospaging-fake-").FullName;
    private readonly StringWriter output = new();
    private readonly StringWriter errors = new();

    public FakeTree()
    {
        Tree = new BuildTree(folder);
        Directory.CreateDirectory(Path.GetDirectoryName(Tree.KernelImage)!);
        Directory.CreateDirectory(Path.GetDirectoryName(Tree.ProgramsArchive)!);
        File.Copy(BuildTree.Find(AppContext.BaseDirectory)!.BochsSettings, Tree.BochsSettings);
        using TarWriter samples = new(File.Create(Tree.ProgramsArchive), TarEntryFormat.Ustar);
        samples.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "hello.elf") { DataStream = new MemoryStream([1, 2, 3]) });
    }

    public BuildTree Tree { get; }

    public string Output => output.ToString();

    public string Errors => errors.ToString();

    public string? SearchPath { get; init; } = Environment.GetEnvironmentVariable("PATH");

    /// <summary>Whether the tool takes what it writes its errors to for a terminal.</summary>
    public bool ErrorsAreTerminal { get; init; }

    /// <summary>The path of a file in the tree's folder.</summary>
    public string PathOf(string name) => Path.Combine(folder, name);

    public FakeTree WithKernel(string words, string ending) => WithKernel(Encoding.UTF8.GetBytes(words), ending);

    public FakeTree WithKernel(byte[] words, string ending)
    {
        FakeKernel.Assemble(folder, Tree.KernelImage, words, ending);
        File.Copy(Tree.KernelImage, Tree.StrippedKernelImage, overwrite: true);
        return this;
    }

    /// <summary>Runs the tool.</summary>
    public async Task<LabExit> RunAsync(params string[] words)
    {
        LabContext context = new(Tree, output, errors) { SearchPath = SearchPath, ErrorsAreTerminal = ErrorsAreTerminal };
        using CancellationTokenSource patience = new(TimeSpan.FromMinutes(2));
        return await new LabCommandLine(context).RunAsync(words).WaitAsync(patience.Token);
    }

    /// <summary>
    /// Runs the tool with a guest that never ends, within a limit that is doubled until it is enough for the guest's words: how long the
    /// emulator takes to begin, on a host that may be busy or slow, is not what is tested.
    /// </summary>
    /// <param name="hasSpoken">Whether what the tool printed has the guest's last word in it.</param>
    /// <param name="words">The command line, without its limit.</param>
    /// <returns>The exit code, and the limit in seconds.</returns>
    public async Task<(LabExit Exit, int Seconds)> RunUntilAsync(Func<bool> hasSpoken, params string[] words)
    {
        for (int seconds = 1; ; seconds *= 2)
        {
            output.GetStringBuilder().Clear();
            errors.GetStringBuilder().Clear();
            LabExit exit = await RunAsync([.. words, "--timeout", $"{seconds}"]);
            if (seconds >= LongestLimit || hasSpoken())
            {
                return (exit, seconds);
            }
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
