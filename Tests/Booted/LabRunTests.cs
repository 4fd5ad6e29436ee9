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

/// <summary><c>./lab run</c> as a whole, with the real kernel and a program from outside.</summary>
[TestFixtureSource(typeof(KernelBoot), nameof(KernelBoot.Emulators))]
internal sealed class LabRunTests(string emulator)
{
    private string folder = null!;

    [SetUp]
    public void MakeFolder() => folder = Directory.CreateTempSubdirectory("cosmospaging-run-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(folder, recursive: true);

    [TestCase("read-kernel-text", 1)]
    [TestCase("none", 0)]
    public async Task OneExperimentIsRunAlone(string experiment, int expectations)
    {
        await File.WriteAllBytesAsync(Path.Combine(folder, "mine.elf"), OutsidePrograms.Sample("hello"));
        StringWriter output = new();
        StringWriter errors = new();
        LabContext context = new(BuildTree.Find(AppContext.BaseDirectory)!, output, errors)
        {
            SearchPath = Environment.GetEnvironmentVariable("PATH"),
        };

        LabExit exit = await new LabCommandLine(context).RunAsync(
            ["run", "--emulator", emulator, "--paging", "two-level", "--variant", "fourfour", "--experiment", experiment, "--program",
                Path.Combine(folder, "mine.elf")]);

        Assert.That(exit, Is.EqualTo(LabExit.Held), () => output.ToString() + errors);
        Assert.That(output.ToString(), Does.Contain($"\n{expectations} expectations held, 0 failed"));
        Assert.That(output.ToString(), Does.Match(@"\n    \[[0-9]+ mine\] Hello from ring 3"));
        Assert.That(output.ToString(), experiment == KernelWords.None
            ? Does.Not.Contain("task=read-kernel-text")
            : Does.Contain("    #PF 0001 task=read-kernel-text mapping=fourfour "));
    }

    [Test]
    public async Task AProgramFromOutsideIsRunInBothVariantsAndReported()
    {
        await File.WriteAllBytesAsync(Path.Combine(folder, "mine.elf"), OutsidePrograms.Sample("hello"));
        await File.WriteAllTextAsync(Path.Combine(folder, "no-program.elf"), "no program");
        string json = Path.Combine(folder, "out.json");
        StringWriter output = new();
        StringWriter errors = new();
        LabContext context = new(BuildTree.Find(AppContext.BaseDirectory)!, output, errors)
        {
            SearchPath = Environment.GetEnvironmentVariable("PATH"),
        };

        LabExit exit = await new LabCommandLine(context).RunAsync(
            ["run", "--emulator", emulator, "--program", Path.Combine(folder, "mine.elf"), "--program", Path.Combine(
                folder, "no-program.elf"), "--json", json, "--timeout", "300"]);

        Assert.That(exit, Is.EqualTo(LabExit.Held), () => output.ToString() + errors);
        Assert.That(output.ToString(), Does.Contain("program mine, pid ").And.Contain("program no-program was refused: "));
        Assert.That(output.ToString(), Does.Match(@"\n    \[[0-9]+ mine\] Hello from ring 3"));
        using JsonDocument document = JsonDocument.Parse(await File.ReadAllTextAsync(json));
        foreach (JsonElement run in document.RootElement.GetProperty("runs").EnumerateArray())
        {
            JsonElement mine = run.GetProperty("tasks").EnumerateArray().Single(task => task.GetProperty("name").GetString() == "mine");
            Assert.That(mine.GetProperty("status").GetInt32(), Is.EqualTo(42));
            Assert.That(
                run.GetProperty("refused").EnumerateArray().Select(refused => refused.GetProperty("name").GetString()),
                Does.Contain("no-program"));
            Assert.That(
                run.GetProperty("output").EnumerateArray()
                    .Where(line => line.GetProperty("text").GetString()!.StartsWith("Hello from ring 3", StringComparison.Ordinal))
                    .Select(line => line.GetProperty("name").GetString()),
                Is.EquivalentTo(new[] { "hello", "mine" }));
        }
    }
}
