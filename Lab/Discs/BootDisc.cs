using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.IO.Compression;
using CosmosPaging.Lab.Host;

namespace CosmosPaging.Lab.Discs;

/// <summary>
/// Makes CD images that a BIOS boots: GRUB, its menu, the kernel and the programs. The same files give the same bytes, so every date and
/// number that would come from the clock is fixed.
/// </summary>
/// <param name="searchPath">The folders to look for GRUB's tools in, as the variable PATH gives them.</param>
public sealed class BootDisc(string? searchPath)
{
    private const string Program = "grub-mkrescue";

    // GRUB's own dates come from the first, those of the ISO 9660 file system from the second.
    private const string Epoch = "1577836800";
    private const string Date = "2020010100000000";

    // What the menu needs, and a terminal for people; all that GRUB has would make the image ten times as large.
    private const string Modules = "normal multiboot multiboot2 iso9660 biosdisk boot";
    private const string ModulesForPeople = " gzio keystatus serial terminal";

    /// <summary>What must be installed first.</summary>
    /// <returns>The missing package; none if discs can be made.</returns>
    public Prerequisite? FindMissing() => Prerequisites.FindMissing(Prerequisites.Disc, searchPath);

    /// <summary>Makes an image.</summary>
    /// <param name="path">Where it goes; a file that is there is replaced.</param>
    /// <param name="kernel">The path of the kernel's image.</param>
    /// <param name="archive">The path of the programs' archive, if there should be one.</param>
    /// <param name="menu">What there is to choose from.</param>
    /// <exception cref="InvalidDataException">The kernel is none, or GRUB's tools failed.</exception>
    public void Write(string path, string kernel, string? archive, BootMenu menu)
    {
        DirectoryInfo content = new(ToolFolder.MakeFolder());
        try
        {
            string boot = content.CreateSubdirectory("disc/boot").FullName;
            string grub = content.CreateSubdirectory("disc/boot/grub").FullName;
            File.WriteAllText(Path.Combine(grub, "grub.cfg"), menu.Text(MultibootHeader.Read(kernel), archive is not null));
            File.Copy(kernel, Path.Combine(boot, BootMenu.KernelName));
            if (archive is not null)
            {
                Copy(archive, Path.Combine(boot, menu.ArchiveName), isCompressed: menu.HasChoice);
            }

            string image = Path.Combine(content.FullName, "image.iso");
            MakeRescueDisc(Path.Combine(content.FullName, "disc"), image, menu.HasChoice ? Modules + ModulesForPeople : Modules);
            File.Move(image, path, overwrite: true);
        }
        finally
        {
            content.Delete(recursive: true);
        }
    }

    private static void Copy(string source, string destination, bool isCompressed)
    {
        using FileStream input = File.OpenRead(source);
        using FileStream file = File.Create(destination);
        using Stream output = isCompressed ? new GZipStream(file, CompressionLevel.Optimal) : file;
        input.CopyTo(output);
    }

    private void MakeRescueDisc(string content, string image, string modules)
    {
        string[] arguments =
        [
            "--fonts=", "--locales=", "--themes=", "--install-modules=" + modules, "-o", image, content,
            "--", "-volid", "COSMOSPAGING", "-volume_date", "uuid", Date, "-volume_date", "all_file_dates", Date,
        ];
        ProcessStartInfo start = new(ProgramSearch.Find(Program, searchPath) ?? Program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["SOURCE_DATE_EPOCH"] = Epoch;
        start.Environment["LC_ALL"] = "C";
        List<string> said = [];
        using Process process = new() { StartInfo = start };
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        ChildProcesses.Start(process);
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidDataException($"{Program} failed with exit code {process.ExitCode}: {string.Join("; ", said)}");
        }

        void Hear(string? line)
        {
            lock (said)
            {
                if (line is not null)
                {
                    said.Add(line);
                }
            }
        }
    }
}
