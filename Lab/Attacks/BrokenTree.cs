using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using CosmosPaging.Lab.Host;

namespace CosmosPaging.Lab.Attacks;

/// <summary>
/// A copy of the repository in a temporary folder, in which the kernel is broken and built, one breakage after the other. What was built is
/// copied, too, so that only what depends on the broken file is built again: one image, without the analyzers.
/// </summary>
public sealed class BrokenTree : IDisposable
{
    private readonly TreeCopy copy;
    private bool restored;

    /// <summary>Copies the repository.</summary>
    /// <param name="tree">The repository.</param>
    public BrokenTree(BuildTree tree) => copy = new TreeCopy(tree, ".git", "out");

    /// <summary>Builds a broken kernel.</summary>
    /// <param name="name">Whose changes they are.</param>
    /// <param name="changes">What is changed.</param>
    /// <param name="layout">Where the kernel is linked.</param>
    /// <param name="cancellation">Ends the build.</param>
    /// <returns>The image, which is there until the next build under this name.</returns>
    /// <exception cref="InvalidDataException">A change does not fit, or the broken kernel does not build.</exception>
    public async Task<string> BuildAsync(
        string name, IReadOnlyList<SourceChange> changes, string layout, CancellationToken cancellation)
    {
        Dictionary<string, string> before = [];
        try
        {
            foreach (SourceChange change in changes)
            {
                string path = Path.Combine(copy.Root, change.File);
                string source = await File.ReadAllTextAsync(path, cancellation).ConfigureAwait(false);
                before.TryAdd(path, source);
                await File.WriteAllTextAsync(path, change.Applied(source), cancellation).ConfigureAwait(false);
            }

            await BuildAsync(layout, cancellation).ConfigureAwait(false);
        }
        catch (InvalidDataException cause)
        {
            throw new InvalidDataException($"the breakage {name}: {cause.Message}");
        }
        finally
        {
            foreach ((string path, string source) in before)
            {
                await File.WriteAllTextAsync(path, source, CancellationToken.None).ConfigureAwait(false);
            }
        }

        string image = Path.Combine(copy.Root, name + ".elf");
        File.Copy(new BuildTree(copy.Root).KernelImageFor(layout), image, overwrite: true);
        return image;
    }

    /// <inheritdoc/>
    public void Dispose() => copy.Dispose();

    private async Task BuildAsync(string layout, CancellationToken cancellation)
    {
        List<string> words =
        [
            "build", Path.Combine(copy.Root, "CosmosKernel", "CosmosKernel.csproj"), "-c", "Debug", "--nologo", "-nodeReuse:false",
            "-v:quiet", "-clp:NoSummary", $"-p:KernelImages={layout}", "-p:QuickBuild=true", "-p:TreatWarningsAsErrors=false",
        ];
        if (restored)
        {
            words.Add("--no-restore");
        }

        ProcessStartInfo start = new("dotnet", words)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = copy.Root,
        };
        using Process process = new() { StartInfo = start };
        process.Start();
        Task<string> errors = process.StandardError.ReadToEndAsync(cancellation);
        string output;
        try
        {
            output = await process.StandardOutput.ReadToEndAsync(cancellation).ConfigureAwait(false);
            await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        if (process.ExitCode != 0)
        {
            string said = output + await errors.ConfigureAwait(false);
            IEnumerable<string> told = said.Split('\n').Where(line => line.Contains("error", StringComparison.Ordinal)).Distinct().Take(5);
            throw new InvalidDataException($"the broken kernel does not build: {string.Join("; ", told)}");
        }

        restored = true;
    }
}
