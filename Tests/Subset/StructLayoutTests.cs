using System;
using System.Collections.Generic;
using System.Linq;
using CosmosPaging.Tests.Subset.Fixtures;
using Mono.Cecil;
using NUnit.Framework;

namespace CosmosPaging.Tests.Subset;

/// <summary>The kernel's two compilers lay a struct out differently, unless it is declared so that they cannot.</summary>
public sealed class StructLayoutTests
{
    private const int FrameBytes = 4096;
    private const int Signals = 64;

    private static readonly Lazy<CodeBase> Kernel = new(BuiltKernel.Read);

    private static IEnumerable<TestCaseData<TypeDefinition>> Fixtures => new CodeBase(
        [typeof(StructLayoutTests).Assembly.Location], typeof(LayoutCode).FullName! + "/").Types
        .Where(type => type.CustomAttributes.Any(IsExpectation))
        .Select(type => new TestCaseData<TypeDefinition>(type) { TestName = "{m} (" + type.Name + ")" });

    /// <summary>
    /// The expected layouts are those that a memory dump and IL2CPU's own sources showed, and gdb's <c>ptype /o</c> of the embedded kit's
    /// image.
    /// </summary>
    [TestCaseSource(nameof(Fixtures))]
    public void ALayoutIsWorkedOut(TypeDefinition type)
    {
        object[] expected = [.. type.CustomAttributes.Single(IsExpectation).ConstructorArguments.Select(argument => argument.Value)];
        Assert.That(new object[] { LayoutRule.Ilc.Of(type).ToString(), LayoutRule.Il2cpu.Of(type).ToString() }, Is.EqualTo(expected));
    }

    [Test]
    public void BothCompilersLayAStructThatIsReachedByPointerOutAlike()
    {
        IEnumerable<string> different =
            from type in SharedStructs.Of(Kernel.Value)
            let here = LayoutRule.Ilc.Of(type)
            let there = LayoutRule.Il2cpu.Of(type)
            where !here.Agrees(there)
            select $"{type.FullName}\n    ilc:    {here}\n    IL2CPU: {there}";
        string found = string.Join('\n', different);
        if (found.Length > 0)
        {
            Assert.Fail("Pack = 4, or an explicit layout with it, makes them agree in a struct of numbers and pointers.\n" + found);
        }
    }

    /// <summary>Structs are where one looks for them; of what is not looked at, nothing is found.</summary>
    [TestCase("CosmosKernel.Tasks.TaskCard")]
    [TestCase("CosmosKernel.Tasks.UserTask")]
    [TestCase("CosmosKernel.Signals.SignalFrame")]
    [TestCase("CosmosKernel.Cpu.Signpost")]
    [TestCase("CosmosKernel.Cpu.TaskStateSegment")]
    [TestCase("CosmosKernel.Cpu.DataSegments")]
    public void AStructThatIsReachedByPointerIsLookedAt(string type) =>
        Assert.That(SharedStructs.Of(Kernel.Value).Select(found => found.FullName), Does.Contain(type));

    [Test]
    public void AConstantSizeIsTheSizeInBothLayouts()
    {
        TypeDefinition[] sized = [.. SharedStructs.Of(Kernel.Value).Where(type => SharedStructs.SizeConstant(type) is not null)];
        Assert.That(sized.Select(type => type.Name), Does.Contain("TrapFrame").And.Contain("TaskStateSegment"));
        foreach (TypeDefinition type in sized)
        {
            int size = Constant(type, "Size");
            Assert.That((LayoutRule.Ilc.Of(type).Size, LayoutRule.Il2cpu.Of(type).Size), Is.EqualTo((size, size)), type.FullName);
        }
    }

    /// <summary>
    /// A task's parts follow each other in its frame, each at a place that is written in numbers: none may reach into the next.
    /// </summary>
    [Test]
    public void TheFrameOfATaskHoldsItsParts()
    {
        TypeDefinition task = Type("CosmosKernel.Tasks.UserTask");
        int regions = Constant(Type("CosmosKernel.Tasks.RegionTable"), "Capacity");
        (string Name, int Offset, int Bytes)[] parts =
        [
            ("the task", 0, Size("CosmosKernel.Tasks.UserTask")),
            ("registers", Constant(task, "RegistersOffset"), Size("CosmosKernel.Cpu.TrapFrame")),
            ("x87 and SSE", Constant(task, "FxAreaOffset"), Constant(task, "FxAreaBytes")),
            ("actions", Constant(task, "ActionsOffset"), Signals * Size("CosmosKernel.Tasks.SignalAction")),
            ("regions", Constant(task, "RegionsOffset"), regions * Size("CosmosKernel.Tasks.Region")),
            ("the end", FrameBytes, 0),
        ];
        foreach (((string name, int offset, int bytes), (string nextName, int next, int _)) in parts.Zip(parts[1..]))
        {
            Assert.That(offset + bytes, Is.LessThanOrEqualTo(next), name + " reaches into " + nextName);
        }

        Assert.That(Constant(task, "FxAreaOffset") % 16, Is.Zero, "FXSAVE wants it aligned");
    }

    private static TypeDefinition Type(string name) => Kernel.Value.Types.Single(type => type.FullName == name);

    private static int Size(string type) => Math.Max(LayoutRule.Ilc.Of(Type(type)).Size, LayoutRule.Il2cpu.Of(Type(type)).Size);

    private static int Constant(TypeDefinition type, string name) =>
        Convert.ToInt32(type.Fields.Single(field => field.Name == name).Constant, null);

    private static bool IsExpectation(CustomAttribute attribute) => attribute.AttributeType.Name == nameof(LaidOutAttribute);
}
