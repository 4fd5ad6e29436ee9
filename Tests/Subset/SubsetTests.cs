using System;
using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using NUnit.Framework;

namespace CosmosPaging.Tests.Subset;

/// <summary>Reads the kernel's IL: it keeps to what both of its compilers run right, and to what a trap may do.</summary>
public sealed class SubsetTests
{
    private static readonly Lazy<CodeBase> Kernel = new(BuiltKernel.Read);

    // The entry code calls static methods that take one pointer, and all of them are TrapHandler's.
    private static readonly Lazy<CallGraph> Traps = new(static () => new CallGraph(
        Kernel.Value,
        Kernel.Value.Methods.Where(method => method is { IsPublic: true, IsStatic: true, Parameters: [{ ParameterType.IsPointer: true }] }
            && method.DeclaringType.FullName == "CosmosKernel.Cpu.TrapHandler")));

    private static IEnumerable<string> Banned => CosmosSubset.Table.Select(row => row.Name);

    private static IEnumerable<string> OwnRules => KernelRules.Table.Select(row => row.Name);

    private static IEnumerable<string> BannedInTraps => TrapRules.Table.Select(row => row.Name);

    [TestCaseSource(nameof(Banned))]
    public void TheKernelKeepsToWhatBothCompilersRunRight(string construct)
    {
        BannedConstruct row = CosmosSubset.Table.Single(row => row.Name == construct);
        AssertNone(row.Find(Kernel.Value, Kernel.Value.Methods), row.Why);
    }

    [TestCaseSource(nameof(OwnRules))]
    public void TheKernelKeepsItsOwnRules(string construct)
    {
        BannedConstruct row = KernelRules.Table.Single(row => row.Name == construct);
        AssertNone(row.Find(Kernel.Value, Kernel.Value.Methods), row.Why);
    }

    [TestCaseSource(nameof(BannedInTraps))]
    public void ATrapDoesNotAllocateNorCallBack(string construct)
    {
        BannedConstruct row = TrapRules.Table.Single(row => row.Name == construct);
        AssertNone(row.Find(Kernel.Value, Traps.Value.Methods, Traps.Value.Way), row.Why);
    }

    [Test]
    public void ATrapFindsAllStaticConstructorsDone()
    {
        var done = new StaticConstructors(Kernel.Value, Method(Kernel.Value, "CosmosKernel.Kernel", "BeforeRun"));
        AssertNone(done.Missing(Traps.Value), "Kernel.BeforeRun must touch the type: in a trap its constructor would allocate.");
    }

    /// <summary>An empty graph holds nothing that is banned, either.</summary>
    [TestCase("CosmosKernel.Calls.SystemCalls", "Write")]
    [TestCase("CosmosKernel.Mappings.KernelsOwnTree", "CopyFromUser")]
    [TestCase("CosmosKernel.Mappings.TaskPagesView", "CopyFromUser")]
    [TestCase("CosmosKernel.Faults.FaultLog", "Write")]
    [TestCase("CosmosKernel.Output.Panic", "StopAtDoubleFault")]
    [TestCase("CosmosKernel.Memory.FrameAllocator", "Release")]
    public void TheWayOfATrapIsFollowed(string type, string method) =>
        Assert.That(Traps.Value.Methods, Does.Contain(Method(Kernel.Value, type, method)));

    [Test]
    public void MachineCodeIsNotTakenForItsDeclaration() =>
        Assert.That(Traps.Value.Methods, Does.Not.Contain(Method(Kernel.Value, "CosmosKernel.Cpu.ControlRegisters", "ReadCr2")));

    private static void AssertNone(IEnumerable<Finding> findings, string why)
    {
        string found = string.Join('\n', findings);
        if (found.Length > 0)
        {
            Assert.Fail(why + "\n" + found);
        }
    }

    private static MethodDefinition Method(CodeBase code, string type, string name) =>
        code.Methods.Single(method => method.DeclaringType.FullName == type && method.Name == name);
}
