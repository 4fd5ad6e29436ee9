using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using CosmosKernel.Screen;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Guest;
using CosmosPaging.Tests.Kernel;
using NUnit.Framework;

namespace CosmosPaging.Tests.Booted;

/// <summary>The live view, as a person uses it: every view looked at, every key pressed, in both emulators and both layouts.</summary>
internal sealed class ScreenTests
{
    private const string Keys = " V mapping F format T task S step N next A all Enter fault B tables H help Q end";
    private const string Experiment = "read-kernel-text";

    private static IEnumerable<TestCaseData<string, string>> Machines =>
        from emulator in KernelBoot.Emulators
        from layout in KernelBoot.Layouts
        select new TestCaseData<string, string>(emulator, layout);

    [TestCaseSource(nameof(Machines))]
    public async Task AKeyLeadsToEachViewAndThroughAllCells(string emulator, string layout)
    {
        await using LookedAtMachine machine = await StartAsync(emulator, layout);

        await machine.PressAsync("h");
        await machine.WaitForRowAsync(24, " Esc back");
        using var scene = new Scene("two-level", "high", "shared");
        Canvas help = scene.Draw(new HelpView());
        foreach (int row in Enumerable.Range(2, 21))
        {
            await machine.LearnAsync(row, help.Row(row));
            await machine.WaitForRowAsync(row, help.Row(row));
        }

        await machine.PressAsync("esc");
        await machine.WaitForRowAsync(0, $" CosmosPaging  shared mapping, two-level, {layout} layout");
        await machine.WaitForRowAsync(1, $" {Experiment}, task 1, ");
        await machine.WaitForRowAsync(16, " Last faults ");
        await machine.WaitForRowAsync(17, " ???? #PF 0005 ????????");
        await machine.WaitForRowAsync(17, "                        supervisor-only        read-kernel-text    shared".Replace(' ', '?'));
        await machine.WaitForRowAsync(21, "? the kernel page is mapped here, but U/S=0 forbids ring 3");

        await machine.PressAsync("ret");
        await machine.WaitForRowAsync(10, " The walk, entry by entry");
        await machine.WaitForRowAsync(12, "       a table at ????????              ? this bit decides");
        await machine.PressAsync("esc");

        await machine.PressAsync("t"); // the kernel's own space, since no task is left
        await machine.WaitForRowAsync(1, " the kernel's own space, ");
        await machine.PressAsync("b");
        await machine.WaitForRowAsync(1, " The kernel's own tables, ");
        await machine.PressAsync("end");
        await machine.WaitForRowAsync(22, "  1023 ffc00000 ");
        await machine.PressAsync("esc");

        // Shared and two-level is where it began.
        (string Key, string Variant, string Paging, string Title)[] cells =
        [
            ("v", KernelWords.FourFour, KernelWords.TwoLevel, " CosmosPaging  4:4 split, two-level, "),
            ("f", KernelWords.FourFour, KernelWords.Pae, " CosmosPaging  4:4 split, pae, "),
            ("v", "kpti", KernelWords.Pae, " CosmosPaging  page-table isolation, pae, "),
            ("f", "kpti", KernelWords.TwoLevel, " CosmosPaging  page-table isolation, two-level, "),
            ("f", "kpti", KernelWords.Pae, " CosmosPaging  page-table isolation, pae, "),
            ("v", KernelWords.Shared, KernelWords.Pae, " CosmosPaging  shared mapping, pae, "),
            ("f", KernelWords.Shared, KernelWords.TwoLevel, " CosmosPaging  shared mapping, two-level, "),
        ];
        for (int i = 0; i < cells.Length; i++)
        {
            await machine.PressAsync(cells[i].Key);
            await machine.WaitForRowAsync(0, cells[i].Title);
            await machine.WaitForRowAsync(1, $" {Experiment}, task ");
            await machine.PressAsync("s");
            await machine.WaitForAsync("check: ", i + 2);
        }

        FaultRecord[] faults = [.. machine.Machine.Lines.OfType<FaultRecord>()];
        Assert.That(
            machine.Machine.Lines.OfType<CheckRecord>().Select(check => check.Held), Is.All.True,
            () => KernelBoot.Show(machine.Machine.Lines));
        Assert.That(
            faults.Where(fault => fault.Verdict is "supervisor-only" or "not-mapped-here").Skip(1)
                .Select(fault => (fault.Mapping, fault.Paging, fault.Verdict)),
            Is.EqualTo(cells.Select(
                cell => (cell.Variant, cell.Paging, cell.Variant == KernelWords.Shared ? "supervisor-only" : "not-mapped-here"))));
        Assert.That(
            machine.Machine.Lines.Select(line => line.Text).Where(text => text.StartsWith("live: ", StringComparison.Ordinal)),
            Is.EqualTo(cells.Select(cell => $"live: variant={cell.Variant} paging={cell.Paging}")));
    }

    [TestCaseSource(nameof(Machines))]
    public async Task StepAllStopAndEnd(string emulator, string layout)
    {
        await using LookedAtMachine machine = await StartAsync(emulator, layout);

        await machine.PressAsync("s"); // loads the one after the experiment that ran
        await machine.WaitForRowAsync(1, " write-kernel-text, task 2, ");
        await machine.WaitForRowAsync(22, " Experiment ?/?? write-kernel-text");
        Assert.That(machine.Machine.Lines.OfType<CheckRecord>().Count(), Is.EqualTo(1));
        await machine.PressAsync("s"); // runs it
        await machine.WaitForAsync("check: name=write-kernel-text result=held", 1);
        await machine.PressAsync("n"); // loads and runs the next
        await machine.WaitForAsync("check: name=execute-kernel-text result=held", 1);
        await machine.PressAsync("a");
        await machine.WaitForAsync("check: name=read-guard-page result=held", 1);
        await machine.PressAsync("x");
        await machine.WaitForRowAsync(22, "??????????????????????????????????????????????????????????stopped");
        int checks = machine.Machine.Lines.OfType<CheckRecord>().Count();
        await machine.PressAsync("q");
        await machine.WaitForRowAsync(22, "??????????????????????????????????????????????????????????the machine has ended");
        Assert.That(machine.Machine.Lines.OfType<CheckRecord>().Count(), Is.EqualTo(checks));
    }

    /// <summary>
    /// In QEMU alone, whose monitor reads memory while the machine runs: nothing is left behind by what a person can repeat for hours. The
    /// keys come faster than the kernel draws.
    /// </summary>
    [Test]
    public async Task FiftyChangesOfFormatAndAnExperimentRunAgainLeaveNothingBehind()
    {
        uint heap = await HeapAsync();
        await using LookedAtMachine machine = await StartAsync(EmulatorChoice.Qemu, KernelWords.High);
        int tasks = 1;

        // Each key ends what is loaded, changes the cell, and loads the experiment again.
        async Task<string> PressAsync(string keys)
        {
            foreach (char key in keys)
            {
                await machine.PressAsync($"{key}");
            }

            await machine.WaitForAsync("task: ", tasks += keys.Length);
            await machine.WaitForRowAsync(22, " Experiment ?/?? read-kernel-text                         loaded");
            string free = (await machine.RowsAsync()).Single(row => row.Contains(" free  ", StringComparison.Ordinal));
            return $"heap up to {BitConverter.ToUInt32(await machine.ReadAsync(heap, sizeof(uint))):x8},{free}";
        }

        string before = await PressAsync("vvfvv"); // every cell once
        string after = string.Empty;
        for (int i = 0; i < 10; i++)
        {
            after = await PressAsync("fffff"); // the keyboard's controller keeps sixteen bytes, two for each key
        }

        Assert.That(after, Is.EqualTo(before));
    }

    /// <summary>Where the embedded kit keeps the end of what objects have taken so far.</summary>
    private static async Task<uint> HeapAsync()
    {
        const string question = "info variables NONGCSTATICS.corlib_Internal_Runtime_Heap[.]";
        ProcessStartInfo start = new("gdb", ["-batch", "-nx", "-ex", question, KernelBoot.Definition("").KernelImage])
        {
            RedirectStandardOutput = true,
        };
        using Process gdb = Process.Start(start)!;
        string said = await gdb.StandardOutput.ReadToEndAsync();
        await gdb.WaitForExitAsync();
        Match place = Regex.Match(said, "0xc([0-9a-f]{7}) ");
        Assert.That(place.Success, said);
        return uint.Parse(place.Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }

    private static async Task<LookedAtMachine> StartAsync(string emulator, string layout)
    {
        LookedAtMachine machine = await LookedAtMachine.StartAsync(
            emulator, KernelBoot.Definition($"variant=shared paging=two-level experiments={Experiment} screen=live", layout));
        await machine.WaitForAsync(line => line is DoneRecord);
        await machine.LearnAsync(24, Keys);
        await machine.WaitForRowAsync(24, Keys);
        return machine;
    }
}
