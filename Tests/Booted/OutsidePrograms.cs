using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using CosmosKernel.Mappings;
using CosmosPaging.Lab.Emulation;
using CosmosPaging.Lab.Guest;
using CosmosPaging.Lab.Programs;
using CosmosPaging.Lab.Running;
using NUnit.Framework;

namespace CosmosPaging.Tests.Booted;

/// <summary>Boots that run no experiment but programs of a test's own.</summary>
internal static class OutsidePrograms
{
    /// <summary>Runs programs under both mappings.</summary>
    /// <param name="emulator">The emulator's name.</param>
    /// <param name="programs">Name and content of each.</param>
    public static Task<BootResult> RunAsync(string emulator, params (string Name, byte[] Content)[] programs) =>
        RunInAsync("two-level", emulator, programs);

    /// <summary>Runs programs under both mappings in a paging format.</summary>
    /// <param name="paging">The format.</param>
    /// <param name="emulator">The emulator's name.</param>
    /// <param name="programs">Name and content of each.</param>
    public static async Task<BootResult> RunInAsync(string paging, string emulator, params (string Name, byte[] Content)[] programs)
    {
        string archive = Path.GetTempFileName();
        try
        {
            Write(archive, programs);
            string words = $"variant=all paging={paging} experiments=none";
            return await KernelBoot.BootAsync(emulator, words, definition => definition with { Archive = archive });
        }
        finally
        {
            File.Delete(archive);
        }
    }

    /// <summary>Writes an archive of the samples and other programs.</summary>
    /// <param name="path">Where.</param>
    /// <param name="programs">Name and content of each.</param>
    public static void Write(string path, IEnumerable<(string Name, byte[] Content)> programs)
    {
        using FileStream samples = File.OpenRead(KernelBoot.Definition(string.Empty).Archive!);
        using FileStream destination = File.Create(path);
        ProgramArchive.Write(samples, programs.Select(program => new OutsideProgram(program.Name, program.Content)), destination);
    }

    /// <summary>A sample program's file.</summary>
    /// <param name="name">Its name without <c>.elf</c>.</param>
    public static byte[] Sample(string name) =>
        File.ReadAllBytes(Path.Combine(Path.GetDirectoryName(KernelBoot.Definition(string.Empty).Archive!)!, name + ".elf"));

    /// <summary>The runs of a boot that ended well, one for each mapping.</summary>
    /// <param name="result">The boot.</param>
    public static IReadOnlyList<GuestRun> AllRuns(BootResult result)
    {
        Assert.That(result.End.Signal, Is.EqualTo(GuestSignal.AllHeld), () => KernelBoot.Show(result.Transcript.Lines.TakeLast(20)));
        Assert.That(result.Transcript.Runs.Select(run => run.Header.Variant), Is.EqualTo(MappingTable.Rows.Select(row => row.Name)));
        return result.Transcript.Runs;
    }
}
