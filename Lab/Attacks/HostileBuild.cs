using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Host;
using CosmosPaging.Lab.Programs;

namespace CosmosPaging.Lab.Attacks;

/// <summary>
/// Builds hostile programs, when an attack is run and not before: <c>lab run</c> needs no C compiler. Any compiler of i386 code will
/// do, without its libraries and headers.
/// </summary>
/// <param name="tree">Where the sources are, and where the programs go.</param>
/// <param name="searchPath">The folders to look for the tools in, as the variable PATH gives them.</param>
public sealed class HostileBuild(BuildTree tree, string? searchPath)
{
    private const string Gcc = "gcc";
    private const string Clang = "clang";
    private const string Nasm = "nasm";
    private const string Linker = "ld.lld";
    private const int FingerprintDigits = 16;

    private static readonly string[] CompilerWords =
    [
        "-O1", "-std=gnu11", "-march=pentium", "-mgeneral-regs-only", "-ffreestanding", "-fno-builtin", "-fno-pic", "-fno-pie",
        "-fno-stack-protector", "-fcf-protection=none", "-fno-asynchronous-unwind-tables", "-fomit-frame-pointer",
        "-Wall", "-Wextra", "-Werror", "-c",
    ];

    // The warnings are those of Programs.csproj, which says why one is left out.
    private static readonly string[] AssemblerWords = ["-f", "elf32", "-Wall", "-Wno-unknown-warning", "-Wno-reloc", "-Werror", "-X", "vc"];
    private static readonly string[] LinkerWords = ["-m", "elf_i386", "--fatal-warnings", "--strip-all", "-z", "nognustack"];

    private readonly string sources = Path.Combine(tree.Root, "Programs", "Hostile");
    private readonly string folder = Path.Combine(tree.Root, "artifacts", "hostile");
    private readonly Lazy<Task<string[]>> compiler = new(() => FindCompilerAsync(searchPath));

    /// <summary>The seed of the programs' random numbers.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Whether programs that try a great many cases try a sample of them.</summary>
    public bool Sample { get; init; }

    /// <summary>Builds the programs of some rows, as far as they are not up to date. Several runs of the tool may do so at once.</summary>
    /// <param name="attacks">The rows.</param>
    /// <param name="paging">The paging format that they are to run in; it decides what may be executed.</param>
    /// <param name="cancellation">Ends the tools.</param>
    /// <returns>The programs, in the rows' order.</returns>
    /// <exception cref="PrerequisiteException">A tool is missing, or a program does not build.</exception>
    public async Task<IReadOnlyList<OutsideProgram>> BuildAsync(IEnumerable<Attack> attacks, string paging, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        return await Task.WhenAll(attacks.Select(attack => Task.Run(() => BuildAsync(attack, paging, cancellation), cancellation)))
            .ConfigureAwait(false);
    }

    private async Task<OutsideProgram> BuildAsync(Attack attack, string paging, CancellationToken cancellation)
    {
        // What a program is made by is part of its file's name. So a file that is there is what its name says, whichever run made it: one
        // with another seed or another table has other files, and one that makes the same file replaces it, whole, by an equal one.
        string[] words = [.. IsAssembler(attack) ? AssemblerWords : CompilerWords, .. Defines(attack, paging)];
        string[] linkerWords = [.. LinkerWords, $"--defsym=linked_at=0x{attack.LinkedAt:x}"];
        string recipe = string.Join('\n', [attack.Source, .. words, .. linkerWords]);
        string fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(recipe)))[..FingerprintDigits];
        string program = Path.Combine(folder, $"{attack.Name}-{fingerprint}.elf");
        if (!IsUpToDate(program))
        {
            await MakeAsync(attack, words, linkerWords, program, cancellation).ConfigureAwait(false);
        }

        return new OutsideProgram(attack.Name, await File.ReadAllBytesAsync(program, cancellation).ConfigureAwait(false));
    }

    /// <summary>Makes a program under a name that nobody else has, and gives it its own when it is complete.</summary>
    private async Task MakeAsync(Attack attack, string[] words, string[] linkerWords, string program, CancellationToken cancellation)
    {
        string made = Path.Combine(folder, $"{attack.Name}.{Guid.NewGuid():N}");
        string linked = made + ".linked";
        try
        {
            // It is as old as the moment before its source was read: a source that is changed while it is compiled counts as newer.
            await File.WriteAllBytesAsync(made, [], cancellation).ConfigureAwait(false);
            DateTime begun = File.GetLastWriteTimeUtc(made);
            string[] command = IsAssembler(attack) ? [Require(Nasm, Nasm)] : await compiler.Value.ConfigureAwait(false);
            string include = sources + Path.DirectorySeparatorChar;
            string source = Path.Combine(sources, attack.Source);
            await RunAsync([.. command, .. words, "-I", include, "-o", made, source], cancellation).ConfigureAwait(false);
            string script = Path.Combine(sources, "program.ld");
            await RunAsync([Require(Linker, "lld"), .. linkerWords, "-T", script, "-o", linked, made], cancellation).ConfigureAwait(false);
            File.SetLastWriteTimeUtc(linked, begun);
            File.Move(linked, program, overwrite: true);
        }
        finally
        {
            File.Delete(made);
            File.Delete(linked);
        }
    }

    private static bool IsAssembler(Attack attack) => attack.Source.EndsWith(".asm", StringComparison.Ordinal);

    private IEnumerable<string> Defines(Attack attack, string paging)
    {
        IEnumerable<string> own = [$"SEED={Seed}", $"PAE={(paging == KernelWords.Pae ? 1 : 0)}", .. Sample ? ["SAMPLE"] : (string[])[]];
        return own.Concat(attack.Defines).Select(define => "-D" + define);
    }

    /// <summary>Whether the program is there, and nothing that programs are made of is newer.</summary>
    private bool IsUpToDate(string program) =>
        File.Exists(program)
        && Directory.EnumerateFiles(sources).All(file => File.GetLastWriteTimeUtc(file) <= File.GetLastWriteTimeUtc(program));

    private string Require(string name, string package) =>
        ProgramSearch.Find(name, searchPath) ?? throw new PrerequisiteException(new Prerequisite(name, package).Advice);

    /// <summary>GCC where it makes i386 code, which one for another processor does not; else Clang.</summary>
    private static async Task<string[]> FindCompilerAsync(string? searchPath)
    {
        if (ProgramSearch.Find(Gcc, searchPath) is { } gcc)
        {
            string[] command = [gcc, "-m32"];
            string[] trial = [.. command, "-x", "c", "-c", "-o", "/dev/null", "/dev/null"];
            (int exitCode, _) = await ToolAsync(trial, CancellationToken.None).ConfigureAwait(false);
            if (exitCode == 0)
            {
                return command;
            }
        }

        return ProgramSearch.Find(Clang, searchPath) is { } clang
            ? [clang, "--target=i386-linux-gnu"]
            : throw new PrerequisiteException(new Prerequisite("a C compiler for i386 (gcc -m32, or clang)", "gcc").Advice);
    }

    private static async Task RunAsync(IReadOnlyList<string> command, CancellationToken cancellation)
    {
        (int exitCode, string said) = await ToolAsync(command, cancellation).ConfigureAwait(false);
        if (exitCode != 0)
        {
            throw new PrerequisiteException($"{Path.GetFileName(command[0])} failed with exit code {exitCode}: {said.Trim()}");
        }
    }

    private static async Task<(int ExitCode, string Said)> ToolAsync(IReadOnlyList<string> command, CancellationToken cancellation)
    {
        ProcessStartInfo start = new(command[0], command.Skip(1)) { RedirectStandardError = true, RedirectStandardOutput = true };
        using Process process = new() { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Win32Exception cause)
        {
            throw new PrerequisiteException($"{command[0]}: {cause.Message}");
        }

        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(cancellation);
            string errors = await process.StandardError.ReadToEndAsync(cancellation).ConfigureAwait(false);
            await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
            return (process.ExitCode, errors + await output.ConfigureAwait(false));
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
