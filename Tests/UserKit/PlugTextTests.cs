using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using CosmosKernel.Cpu;
using Mono.Cecil;
using Mono.Cecil.Cil;
using NUnit.Framework;

namespace CosmosPaging.Tests.UserKit;

/// <summary>
/// The kernel's machine code obeys Cosmos' rules for assembler plugs without help from the embedded kit: yasm, which Cosmos uses, takes
/// it, arguments are where IL2CPU puts them, results are pushed, EBP and ESP are kept, ECX is 0 at the end.
/// </summary>
[TestFixture]
internal sealed partial class PlugTextTests
{
    private const string Prefix = "CosmosKernel";
    private const string LeftRing3 = "CosmosKernelRing3Left";

    /// <summary>
    /// What IL2CPU defines where it compiles the debug stub in, and the stub's handler of #BP and #DB: Cosmos.Core.DebugStub's
    /// TracerEntry.xs.
    /// </summary>
    private const string StubSymbol = "DEBUGSTUB";
    private const string StubHandler = "DebugStub_TracerEntry";

    /// <summary>These end elsewhere: Leave behind Run, in another plug; Halt nowhere.</summary>
    private static readonly string[] NeverReturning = ["Ring3Plug.Leave", "ProcessorPlug.Halt"];

    private static IEnumerable<PlugText> Plugs => PlugText.All;

    private static IEnumerable<PlugText> ReturningPlugs => Plugs.Where(p => !NeverReturning.Contains(p.ToString()));

    [Test]
    public void The_kernel_has_such_plugs() =>
        Assert.That(Plugs.Select(p => p.ToString()), Is.SupersetOf(NeverReturning.Append("ControlRegistersPlug.WriteCr3")));

    [TestCaseSource(nameof(Plugs))]
    public void Yasm_takes_it(PlugText plug) => Assemble("yasm", ["-g", "dwarf2", "-f", "elf", "-dELF_COMPILATION", "-O1"], Alone(plug));

    [TestCaseSource(nameof(Plugs))]
    public void Nasm_takes_it(PlugText plug) => Assemble("nasm", ["-f", "elf"], Alone(plug));

    [TestCaseSource(nameof(Plugs))]
    public void Yasm_takes_it_with_Cosmos_debug_stub(PlugText plug) =>
        Assemble("yasm", ["-f", "elf", $"-d{StubSymbol}"], Alone(plug) + $"{StubHandler}:\niret\n");

    [Test]
    public void The_debug_stub_finds_the_stack_as_the_processor_left_it()
    {
        PlugText entry = Plugs.Single(p => p.ToString() == "EntryCodePlug.Start");
        const int vectorAndErrorCode = 8;
        StackWalk walk = StackWalk.From(entry.Lines, "CosmosKernelDebugEntry", vectorAndErrorCode);
        Assert.That(walk.DepthsBefore($"push dword {StubHandler}"), Is.EqualTo(new int?[] { 0 }));
        Assert.That(walk.DepthsBefore("jae CosmosKernelTrapEntry"), Is.EqualTo(new int?[] { vectorAndErrorCode }));
    }

    [Test]
    public void Breakpoints_and_single_steps_alone_may_be_the_debug_stubs()
    {
        IReadOnlyList<string> lines = Plugs.Single(p => p.ToString() == "EntryCodePlug.Start").Lines;
        IEnumerable<string> pushed = Enumerable.Range(1, lines.Count - 1).Where(i => lines[i] == "jmp CosmosKernelDebugEntry")
            .Select(i => lines[i - 1]);
        Assert.That(pushed, Is.EqualTo(new[] { $"push dword {ExceptionVector.Debug}", $"push dword {ExceptionVector.Breakpoint}" }));
    }

    [TestCase("yasm")]
    [TestCase("nasm")]
    public void Both_take_all_of_them_in_one_file(string assembler) =>
        Assemble(assembler, ["-f", "elf"], File(Plugs.Select(p => p.Text), PlugText.Called.Values));

    [Test]
    public void No_label_is_defined_twice_or_could_be_IL2CPUs_own()
    {
        List<string> labels = [.. Plugs.SelectMany(p => p.Labels)];
        Assert.That(labels, Is.Unique.IgnoreCase.And.All.StartsWith(Prefix));
    }

    [Test]
    public void What_assembler_calls_takes_one_pointer_and_gives_nothing() =>
        Assert.That(PlugText.Called.Keys, Is.Not.Empty.And.All.Matches<MethodBase>(m =>
            m is MethodInfo { IsStatic: true } called
                && called.ReturnType == typeof(void)
                && m.GetParameters() is [{ ParameterType.IsPointer: true }]));

    [Test]
    public void What_assembler_calls_is_called_in_CSharp_too_or_IL2CPU_would_leave_it_out()
    {
        using AssemblyDefinition cpu = AssemblyDefinition.ReadAssembly(typeof(TrapHandler).Assembly.Location);
        IEnumerable<string> called = cpu.MainModule.GetTypes().SelectMany(t => t.Methods).Where(m => m.HasBody)
            .SelectMany(m => m.Body.Instructions).Where(i => i.OpCode.Code == Code.Call).Select(i => ((MethodReference)i.Operand).Name);
        Assert.That(PlugText.Called.Keys.Select(m => m.Name), Is.SubsetOf(called.ToList()));
    }

    [TestCaseSource(nameof(Plugs))]
    public void It_reads_arguments_only_where_IL2CPU_puts_them(PlugText plug)
    {
        IEnumerable<int> used = plug.Lines.SelectMany(line => EbpOperand().Matches(line)).Select(m =>
            m.Groups["offset"].Success ? int.Parse(m.Groups["offset"].Value, CultureInfo.InvariantCulture) : int.MinValue);
        Assert.That(used, Is.SubsetOf(CosmosFrame.Offsets(plug.Method).ToList()));
    }

    [TestCaseSource(nameof(Plugs))]
    public void It_reads_every_argument(PlugText plug)
    {
        IEnumerable<string> used = plug.Lines.SelectMany(line => EbpOperand().Matches(line)).Select(m => m.Groups["offset"].Value);
        Assert.That(CosmosFrame.Offsets(plug.Method).Select(o => o.ToString(CultureInfo.InvariantCulture)), Is.SubsetOf(used.ToList()));
    }

    [TestCaseSource(nameof(ReturningPlugs))]
    public void It_leaves_its_result_on_the_stack_and_nothing_else(PlugText plug)
    {
        StackWalk walk = plug.Labels.Contains(LeftRing3)
            ? StackWalk.From(plug.Lines, LeftRing3, DepthWhereRing3WasEntered(plug))
            : StackWalk.Of(plug.Lines);
        Assert.That(walk.Underflows, Is.False, "pops more than it pushed");
        Assert.That(walk.Ends, Is.EqualTo(new[] { ((int?)CosmosFrame.ResultSize(plug.Method), true) }));
    }

    [TestCaseSource(nameof(ReturningPlugs))]
    public void It_ends_with_ECX_0(PlugText plug) => Assert.That(plug.Lines[^1], Is.EqualTo("xor ecx, ecx"));

    [Test]
    public void Leave_restores_the_stack_pointer_that_Run_saved()
    {
        PlugText leave = Plugs.Single(p => p.ToString() == "Ring3Plug.Leave");
        PlugText run = Plugs.Single(p => p.Labels.Contains(LeftRing3));
        Assert.That(leave.Lines,
            Is.EqualTo(new[] { SavedBy(run).Replace(", esp", string.Empty, StringComparison.Ordinal)
                .Replace("mov ", "mov esp, ", StringComparison.Ordinal), $"jmp {LeftRing3}" }));
    }

    private static int DepthWhereRing3WasEntered(PlugText run) => StackWalk.Of(run.Lines).DepthsBefore(SavedBy(run)).Single()!.Value;

    private static string SavedBy(PlugText run) => run.Lines.Single(line => line.EndsWith("], esp", StringComparison.Ordinal));

    // What the text names, but other text defines, is defined behind it.
    private static string Alone(PlugText plug) => File(
        [plug.Text],
        Plugs.SelectMany(p => p.Labels).Concat(PlugText.Called.Values)
            .Where(label => plug.Mentions(label) && !plug.Labels.Contains(label)));

    private static string File(IEnumerable<string> bodies, IEnumerable<string> elsewhere) =>
        $"bits 32\nsection .text\n{string.Concat(bodies)}\n{string.Concat(elsewhere.Distinct().Select(label => $"{label}:\nnop\n"))}";

    private static void Assemble(string assembler, IEnumerable<string> options, string text)
    {
        string folder = Directory.CreateTempSubdirectory("cosmospaging-plug-").FullName;
        try
        {
            string source = Path.Combine(folder, "plug.asm");
            System.IO.File.WriteAllText(source, text);
            ProcessStartInfo start = new(
                assembler, [.. options, "-o", Path.Combine(folder, "plug.o"), source])
            {
                RedirectStandardError = true,
                RedirectStandardOutput = true
            };
            using Process process = Process.Start(start)!;
            string errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            Assert.That((process.ExitCode, errors), Is.EqualTo((0, string.Empty)), text);
        }
        catch (Win32Exception)
        {
            Assert.Fail($"{assembler} is missing; install with: apt-get install -y --no-install-recommends {assembler}");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [GeneratedRegex(@"\[[^\]]*\bebp\b\s*(\+\s*(?<offset>\d+)\s*)?\]|\[[^\]]*\bebp\b[^\]]*\]")]
    private static partial Regex EbpOperand();
}
