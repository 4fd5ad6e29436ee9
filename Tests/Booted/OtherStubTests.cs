using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading.Tasks;
using CosmosKernel.Mappings;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Emulation;
using NUnit.Framework;

namespace CosmosPaging.Tests.Booted;

/// <summary>
/// gdb's commands with stubs that know less than QEMU's, as VMware's does. The machine is QEMU's, since nothing else with a port for gdb
/// runs here; between it and gdb stands a <see cref="StubForwarder"/>. In the high layout alone: in the low one the window's addresses are
/// the physical ones, so the wrong way to memory would look right.
/// </summary>
internal sealed class OtherStubTests
{
    private const string Guess = "this stub does not tell CR3; it is worked out from the kernel's variables";
    private const string Refusal = "the tables cannot be read here: this stub gives no access to physical memory, and the kernel's "
        + "window is not mapped while ring 3 runs under the 4:4 split.";

    private static readonly StubManners[] AllManners =
    [
        StubManners.PhysicalPacket | StubManners.MonitorTellsCr3,
        StubManners.MonitorSwitchesToPhysical | StubManners.MonitorTellsCr3,
        StubManners.MonitorTellsCr3,
        StubManners.None,
    ];

    private static IEnumerable<TestCaseData<Cell>> Cells => KernelBoot.Cells
        .Where(cell => cell.Emulator == EmulatorChoice.Qemu && cell.Layout == KernelWords.High)
        .Select(cell => new TestCaseData<Cell>(cell) { TestName = $"{{m}} ({cell})" });

    /// <summary>
    /// At three places: at the program's first instruction, in the kernel on its behalf, and when its tables are about to vanish.
    /// </summary>
    [TestCaseSource(nameof(Cells))]
    public async Task EveryStubThatCanTellTellsTheSame(Cell cell)
    {
        string[] questions = ["task", "faults", "pt 0xc0100000", "pt 0xc0100000 kernel", "maps"];
        string[] places = ["hbreak *0x40000000", "break Scheduler.EndCurrent", "break AddressSpace.Destroy"];
        string[] marks = [.. places.SelectMany(place => AllManners.Select(manners => $"=== {place}, {manners} ===\n"))];
        string told = await TellAsync(
            cell,
            [
                .. places.SelectMany(place => (string[])
                [
                    place, "continue", "delete",
                    .. AllManners.SelectMany(manners =>
                        (string[])[$"maintenance packet {StubForwarder.MannersPacket}{manners}", $"echo === {place}, {manners} ===\\n",
                            .. questions, "echo ===\\n"]),
                ]),
                "kill",
            ]);

        foreach ((int place, int manners) in
            from place in Enumerable.Range(0, places.Length)
            from manners in Enumerable.Range(0, AllManners.Length)
            select (place, manners))
        {
            string[] expected = Lines(told, marks[place * AllManners.Length]);
            string[] lines = Lines(told, marks[(place * AllManners.Length) + manners]);
            Assert.That(expected, Has.Length.GreaterThan(questions.Length), told);
            bool isOutside = place == 0 && KernelBoot.Mapping(cell).WhileRing3Runs != KernelPart.All;
            if (isOutside
                && !AllManners[manners].HasFlag(StubManners.PhysicalPacket)
                && !AllManners[manners].HasFlag(StubManners.MonitorSwitchesToPhysical))
            {
                Assert.That(lines, Is.Empty, "what cannot be told goes to the standard error");
                continue;
            }

            Assert.That(lines.Where(line => line != Guess), Is.EqualTo(expected), marks[(place * AllManners.Length) + manners]);
            Assert.That(lines.Count(line => line == Guess), Is.EqualTo(AllManners[manners] == StubManners.None ? 3 : 0), told);
        }

        int refusals = told.Split(Refusal).Length - 1;
        Assert.That(refusals, Is.EqualTo(KernelBoot.Mapping(cell).WhileRing3Runs != KernelPart.All ? 2 * questions.Length : 0), told);
    }

    private static string[] Lines(string told, string mark) =>
        told.Split(mark) is [_, string rest]
            ? rest[..rest.IndexOf("===\n", StringComparison.Ordinal)].Split('\n', StringSplitOptions.RemoveEmptyEntries)
            : throw new AssertionException(told);

    private static async Task<string> TellAsync(Cell cell, IEnumerable<string> commands)
    {
        MachineDefinition definition = KernelBoot.Definition(
            $"variant={cell.Variant} paging={cell.Paging} experiments=read-kernel-text", cell.Layout);
        IReadOnlyList<string> emulator = GdbSession.Emulator(definition);
        ProcessStartInfo start = new(emulator[0], emulator.Skip(1)) { RedirectStandardInput = true, RedirectStandardOutput = true };
        await using StubForwarder stub = new(Process.Start(start)!, GdbSession.Limit);
        return await GdbSession.RunAsync(definition.KernelImage, stub.Address, commands);
    }
}
