using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Commands;
using CosmosPaging.Lab.Host;
using CosmosPaging.Lab.Verbs;
using NUnit.Framework;

namespace CosmosPaging.Tests.Booted;

/// <summary><c>./lab maps</c> as a whole, with the real kernel and a program from outside.</summary>
[TestFixtureSource(typeof(KernelBoot), nameof(KernelBoot.Emulators))]
internal sealed class LabMapsTests(string emulator)
{
    private string folder = null!;

    [SetUp]
    public void MakeFolder() => folder = Directory.CreateTempSubdirectory("cosmospaging-maps-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(folder, recursive: true);

    [Test]
    public async Task AProgramFromOutsideIsOneOfTheSpacesAndNothingDiffers()
    {
        string mine = Path.Combine(folder, "mine.elf");
        string json = Path.Combine(folder, "maps.json");
        await File.WriteAllBytesAsync(mine, OutsidePrograms.Sample("spin"));
        StringWriter output = new();
        StringWriter errors = new();
        LabContext context = new(BuildTree.Find(AppContext.BaseDirectory)!, output, errors)
        {
            SearchPath = Environment.GetEnvironmentVariable("PATH"),
        };

        string[] image = KernelBoot.Image is null ? [] : ["--image", KernelBoot.Image];
        LabExit exit = await new LabCommandLine(context).RunAsync(
            ["maps", "--emulator", emulator, "--paging", "pae", "--program", mine, "--json", json, .. image]);

        Assert.That(exit, Is.EqualTo(LabExit.Held), () => output.ToString() + errors);
        string text = output.ToString();
        Assert.That(
            text, Does.Contain("\ntask 3 mine, cr3=").And.Contain("\n  the kernel's window (S)   63M in ").And.Not.Contain("\u001b"));
        Assert.That(text, Does.Contain("\nthe policy holds: ").And.Not.Contain("\npolicy: "));
        Assert.That(text, Does.Match(@"\n[0-9]+ pages of 15 address spaces compared with the emulator's own walker, no difference\n$"));
        if (emulator == EmulatorChoice.Qemu && KernelBoot.Image is null)
        {
            Transcript.AssertSaid(
                Transcript.Blocks("Docs/Debugging.md", "All address spaces at once: `./lab maps`", "$ ./lab maps --paging pae").Single(),
                text, @"\$ ");
        }

        using JsonDocument document = JsonDocument.Parse(await File.ReadAllTextAsync(json));
        JsonElement[] machines = [.. document.RootElement.GetProperty("machines").EnumerateArray()];
        Assert.That(
            machines.Select(machine => machine.GetProperty("variant").GetString()),
            Is.EqualTo(new[] { "shared", "fourfour", "kpti" }));
        foreach (JsonElement space in machines.SelectMany(machine => machine.GetProperty("spaces").EnumerateArray()))
        {
            long pages = space.GetProperty("runs").EnumerateArray().Where(run => run.GetProperty("mapped").GetBoolean())
                .Sum(run => run.GetProperty("pages").GetInt64());
            Assert.That(space.GetProperty("compared").GetInt64(), Is.EqualTo(pages));
            Assert.That(space.GetProperty("differences").GetArrayLength(), Is.Zero);
        }
    }
}
