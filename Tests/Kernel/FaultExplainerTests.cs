using CosmosKernel.Faults;
using CosmosKernel.Mappings;
using CosmosKernel.Memory;
using CosmosKernel.Paging;
using NUnit.Framework;

namespace CosmosPaging.Tests.Kernel;

/// <summary>Each verdict from tables that a kernel could really have.</summary>
[TestFixture]
public sealed class FaultExplainerTests
{
    private const uint KernelText = 0xC0100000;
    private const uint Mine = 0x40000000;
    private static readonly LinearRange Stack = new(0xBFF00000, 0xBFFFFFFF);

    [TestCase("shared", "two-level", KernelText, 5u, Verdict.SupervisorOnly)]
    [TestCase("shared", "pae", KernelText, 7u, Verdict.SupervisorOnly)]
    [TestCase("shared", "pae", KernelText, 0x15u, Verdict.SupervisorOnly)]
    [TestCase("fourfour", "two-level", KernelText, 4u, Verdict.NotMappedHere)]
    [TestCase("fourfour", "pae", KernelText, 6u, Verdict.NotMappedHere)]
    [TestCase("shared", "two-level", 0xFFC01000, 5u, Verdict.SupervisorOnly)]
    [TestCase("fourfour", "two-level", 0xFFC01000, 5u, Verdict.SupervisorOnly)]
    [TestCase("shared", "two-level", 0xFF000000, 4u, Verdict.KernelHole)]
    [TestCase("fourfour", "two-level", 0xFF000000, 4u, Verdict.UserHole)]
    [TestCase("kpti", "two-level", 0xFF000000, 4u, Verdict.KernelHole)]
    [TestCase("kpti", "two-level", KernelText, 4u, Verdict.NotMappedHere)]
    [TestCase("kpti", "pae", KernelText, 6u, Verdict.NotMappedHere)]
    [TestCase("kpti", "pae", 0xFFC01000, 5u, Verdict.SupervisorOnly)]
    [TestCase("fourfour", "two-level", 0xFFC03000, 4u, Verdict.KernelHole)]
    [TestCase("shared", "two-level", 0u, 4u, Verdict.NullPointer)]
    [TestCase("shared", "two-level", 0xFFCu, 6u, Verdict.NullPointer)]
    [TestCase("shared", "two-level", 0x50000000u, 4u, Verdict.UserHole)]
    [TestCase("shared", "two-level", 0xBFEFFFFCu, 6u, Verdict.StackLimit)]
    [TestCase("shared", "two-level", 0xBFB00000u, 6u, Verdict.StackLimit)]
    [TestCase("shared", "two-level", 0xBFAFFFFFu, 6u, Verdict.UserHole)]
    [TestCase("shared", "two-level", Mine, 7u, Verdict.ReadOnly)]
    [TestCase("shared", "pae", Mine + 0x1000, 0x15u, Verdict.NoExecute)]
    [TestCase("shared", "pae", Mine, 0x0Du, Verdict.ReservedBit)]
    [TestCase("shared", "two-level", Mine, 5u, Verdict.StaleTranslation)]
    public void PageFaults(string mappingName, string format, uint address, uint error, object expected)
    {
        using var machine = new FakeMachine(Cells.Format(format), KernelLayout.High);
        KernelMapping mapping = machine.Mapping(mappingName);
        PageTables task = machine.NewTables();
        mapping.TryCreate(task);
        machine.Frames.TryAllocate(out PhysicalAddress text);
        machine.Frames.TryAllocate(out PhysicalAddress data);
        task.Map(new LinearAddress(Mine), text, PageRights.User | PageRights.Execute);
        task.Map(new LinearAddress(Mine + 0x1000), data, PageRights.User | PageRights.Write);
        var linear = new LinearAddress(address);
        Verdict verdict = FaultExplainer.PageFault(
            task.Walk(FakeMachine.Ring3Root(task), linear), machine.Kernel.Walk(linear), (PageFaultErrorCode)error, mapping.UserSpace, Stack);
        Assert.That(verdict, Is.EqualTo(expected));
    }

    [TestCase(0u, 0u, 0x90909090u, Verdict.DivideError)]
    [TestCase(6u, 0u, 0x90900B0Fu, Verdict.InvalidOpcode)]
    [TestCase(3u, 0u, 0x90909090u, Verdict.ProgramTrap)]
    [TestCase(16u, 0u, 0x90909090u, Verdict.FloatingPoint)]
    [TestCase(13u, 0x72u, 0x90900ECDu, Verdict.GateForbidden)]
    [TestCase(13u, 0x10u, 0x9090D88Eu, Verdict.GeneralProtection)]
    [TestCase(13u, 0u, 0x909090FAu, Verdict.PrivilegedInstruction)]
    [TestCase(13u, 0u, 0x90909090u, Verdict.GeneralProtection)]
    [TestCase(17u, 0u, 0x90909090u, Verdict.Misaligned)]
    [TestCase(5u, 0u, 0x90909090u, Verdict.OtherException)]
    public void OtherExceptions(uint vector, uint error, uint instruction, object expected) =>
        Assert.That(FaultExplainer.Exception(vector, error, instruction), Is.EqualTo(expected));

    [TestCase(0xF4u, Verdict.PrivilegedInstruction, TestName = "hlt")]
    [TestCase(0xFAu, Verdict.PrivilegedInstruction, TestName = "cli")]
    [TestCase(0xFA2Eu, Verdict.PrivilegedInstruction, TestName = "cs cli")]
    [TestCase(0x350Fu, Verdict.PrivilegedInstruction, TestName = "sysexit")]
    [TestCase(0x66666666u, Verdict.GeneralProtection, TestName = "nothing but prefixes")]
    [TestCase(0xFBu, Verdict.PrivilegedInstruction, TestName = "sti")]
    [TestCase(0xD8200Fu, Verdict.PrivilegedInstruction, TestName = "mov eax, cr3")]
    [TestCase(0xD8220Fu, Verdict.PrivilegedInstruction, TestName = "mov cr3, eax")]
    [TestCase(0x15010Fu, Verdict.PrivilegedInstruction, TestName = "lgdt")]
    [TestCase(0x1D010Fu, Verdict.PrivilegedInstruction, TestName = "lidt")]
    [TestCase(0x38010Fu, Verdict.PrivilegedInstruction, TestName = "invlpg")]
    [TestCase(0xD8000Fu, Verdict.PrivilegedInstruction, TestName = "ltr")]
    [TestCase(0x320Fu, Verdict.PrivilegedInstruction, TestName = "rdmsr")]
    [TestCase(0x300Fu, Verdict.PrivilegedInstruction, TestName = "wrmsr")]
    [TestCase(0x060Fu, Verdict.PrivilegedInstruction, TestName = "clts")]
    [TestCase(0x80E6u, Verdict.PortForbidden, TestName = "out 0x80, al")]
    [TestCase(0xEFu, Verdict.PortForbidden, TestName = "out dx, eax")]
    [TestCase(0xEF66u, Verdict.PortForbidden, TestName = "out dx, ax")]
    [TestCase(0x6EF3u, Verdict.PortForbidden, TestName = "rep outsb")]
    [TestCase(0x05010Fu, Verdict.GeneralProtection, TestName = "sgdt is not privileged")]
    [TestCase(0x310Fu, Verdict.GeneralProtection, TestName = "rdtsc is not privileged here")]
    [TestCase(0x890Fu, Verdict.GeneralProtection, TestName = "a jump is not privileged")]
    public void PrivilegedInstructions(uint bytes, object expected) =>
        Assert.That(PrivilegedInstruction.Explain(bytes), Is.EqualTo(expected));

    [Test]
    public void EveryVerdictHasItsWords()
    {
        Assert.Multiple(() =>
        {
            foreach (Verdict verdict in System.Enum.GetValues<Verdict>())
            {
                // The names are the enumeration's own, in kebab-case: so a table out of step is seen.
                string name = System.Text.RegularExpressions.Regex
                    .Replace(verdict.ToString(), "(?<!^)([A-Z]|(?<![0-9])[0-9])", "-$1").ToLowerInvariant();
                Assert.That(VerdictText.Of(verdict).Name, Is.EqualTo(name));
            }

            foreach (CosmosKernel.Tasks.ElfProblem problem in System.Enum.GetValues<CosmosKernel.Tasks.ElfProblem>())
            {
                string name = System.Text.RegularExpressions.Regex.Replace(problem.ToString(), "(?<!^)([A-Z]|[0-9]+)", "-$1").ToLowerInvariant();
                Assert.That(CosmosKernel.Tasks.ElfProblemText.Of(problem).Name, Is.EqualTo(name.Replace("i-386", "i386", System.StringComparison.Ordinal)));
            }
        });
    }
}
