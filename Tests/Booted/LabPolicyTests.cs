using System;
using System.IO;
using System.Linq;
using System.Runtime.Versioning;
using System.Text.Json;
using System.Threading.Tasks;
using CosmosPaging.Lab.Commands;
using CosmosPaging.Lab.Emulation;
using CosmosPaging.Lab.Host;
using CosmosPaging.Lab.Verbs;
using NUnit.Framework;

namespace CosmosPaging.Tests.Booted;

/// <summary>
/// <c>./lab maps</c> over a kernel one of whose pages has been opened to ring 3 behind its back: QEMU is started by way of a script, which
/// has gdb set bits in the kernel's tables once they are in force.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed class LabPolicyTests
{
    /// <summary>
    /// The entries of c0100000, the first page of the kernel's code: the root's address is in the signpost (Docs/Debugging.md).
    /// </summary>
    private const string Root = "set $root = *(unsigned*)0xFFC0040C";

    private const string TwoLevel =
        "set $pde = 0xC0000000 + $root + 0x300 * 4; set $pte = 0xC0000000 + (*(unsigned*)$pde & 0xFFFFF000) + 0x100 * 4";

    private const string Pae =
        "set $pde = 0xC0000000 + (*(unsigned*)(0xC0000000 + $root + 3 * 8) & 0xFFFFF000); "
        + "set $pte = 0xC0000000 + (*(unsigned*)$pde & 0xFFFFF000) + 0x100 * 8";

    private static readonly BuildTree Tree = BuildTree.Find(AppContext.BaseDirectory)!;

    private string folder = null!;

    [SetUp]
    public void MakeFolder() => folder = Directory.CreateTempSubdirectory("cosmospaging-policy-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(folder, recursive: true);

    [TestCase("two-level", "the kernel's own tables")]
    [TestCase("pae", "task 2 address-space")]
    public async Task APageOfTheKernelThatIsOpenIsNamed(string paging, string space)
    {
        (LabExit exit, string output) = await MapsAsync(paging, "set *(unsigned*)$pde |= 4", "set *(unsigned*)$pte |= 4");

        Assert.That(exit, Is.EqualTo(LabExit.Failed), output);
        Assert.That(output, Does.Contain(
            $"\npolicy: shared, {paging} paging, high layout, qemu, {space}: "
            + "c0100000 -> 00100000 4K U r-x g is open to ring 3, and is in the kernel's window\n"));
        Assert.That(output, Does.Contain("no difference\n"), "both walkers see it, and agree");
    }

    [TestCase("two-level", "pde of c0000000-c03fffff")]
    [TestCase("pae", "pde of c0000000-c01fffff")]
    public async Task ADirectoryEntryOfTheKernelsThatIsOpenIsNamed(string paging, string entry)
    {
        (LabExit exit, string output) = await MapsAsync(paging, "set *(unsigned*)$pde |= 4");

        Assert.That(exit, Is.EqualTo(LabExit.Failed), output);
        Assert.That(output, Does.Contain($", the kernel's own tables: the {entry} has U/S=1, and leads to the kernel's memory alone\n"));
        Assert.That(output, Does.Not.Contain("is open to ring 3, and"));
        using JsonDocument json = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "maps.json")));
        JsonElement spaces = json.RootElement.GetProperty("machines")[0].GetProperty("spaces");
        Assert.That(spaces[0].GetProperty("breaches").EnumerateArray().Single().GetString(), Does.Contain(entry));
    }

    private async Task<(LabExit Exit, string Output)> MapsAsync(string paging, params string[] commands)
    {
        string qemu = ProgramSearch.Find(QemuEmulator.Program, Environment.GetEnvironmentVariable("PATH"))!;
        string[] places = (paging == "pae" ? Pae : TwoLevel).Split("; ");
        string[] steps =
            ["target remote poke.sock", "break FaultHandler.Handle", "continue", Root, .. places, .. commands, "delete", "detach"];
        string gdb = string.Concat(steps.Select(step => $" -ex '{step}'"));
        string script = Path.Combine(folder, QemuEmulator.Program);
        await File.WriteAllTextAsync(
            script,
            $"""
            #!/bin/sh
            ( tries=0; while [ ! -S poke.sock ] && [ $tries -lt 500 ]; do sleep 0.02; tries=$((tries + 1)); done
              exec timeout 60 gdb -batch -nx{gdb} '{Tree.KernelImage}' >gdb.log 2>&1 </dev/null ) &
            exec '{qemu}' "$@" -S -chardev socket,path=poke.sock,server=on,wait=off,id=poke -gdb chardev:poke
            """);
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        StringWriter output = new();
        LabContext context = new(Tree, output, output)
        {
            SearchPath = folder + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH"),
        };
        LabExit exit = await new LabCommandLine(context).RunAsync(
            ["maps", "--variant", "shared", "--paging", paging, "--json", Path.Combine(folder, "maps.json")]);
        return (exit, output.ToString());
    }
}
