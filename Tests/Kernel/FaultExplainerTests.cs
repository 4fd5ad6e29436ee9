using CosmosKernel.Faults;
using CosmosKernel.Mappings;
using CosmosKernel.Memory;
using CosmosKernel.Paging;
using NUnit.Framework;

namespace CosmosPaging.Tests.Kernel;

/// <summary>Each verdict from tables that a kernel could really have.</summary>
[TestFixture]
internal sealed class FaultExplainerTests
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
    [TestCase("shared", "pae", Mine + 0x2000, 0x0Du, Verdict.ReservedBit)]
    [TestCase("shared", "pae", Mine, 0x0Du, Verdict.StaleTranslation)]
    [TestCase("shared", "pae", Mine, 0x06u, Verdict.StaleTranslation)]
    [TestCase("shared", "two-level", Mine, 0x17u, Verdict.StaleTranslation)]
    [TestCase("shared", "two-level", KernelText, 4u, Verdict.StaleTranslation)]
    [TestCase("fourfour", "two-level", KernelText, 5u, Verdict.StaleTranslation)]
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
        task.Map(new LinearAddress(Mine + 0x2000), data, PageRights.User | PageRights.Write);
        SetReservedBit(machine, task, new LinearAddress(Mine + 0x2000));
        var linear = new LinearAddress(address);
        var code = (PageFaultErrorCode)error;
        PageWalk walk = task.Walk(FakeMachine.Ring3Root(task), linear);
        Access access = FaultExplainer.AccessOf(code, false, true);
        AccessOutcome outcome = FaultExplainer.Judge(walk, code, access, Usual(walk.Format), Emulator.None);
        Verdict verdict = FaultExplainer.PageFault(walk, outcome, machine.Kernel.Walk(linear), code, mapping.UserSpace, Stack);
        Assert.That(verdict, Is.EqualTo(expected));
    }

    [TestCase(0x10u, AccessControlBits.None, 0x11u, Verdict.StaleTranslation, TestName = "A fetch without SMEP is no fault")]
    [TestCase(0x10u, AccessControlBits.SupervisorExecutionPrevention, 0x11u, Verdict.Smep, TestName = "SMEP")]
    [TestCase(0u, AccessControlBits.SupervisorAccessPrevention, 1u, Verdict.Smap, TestName = "SMAP, a read")]
    [TestCase(2u, AccessControlBits.SupervisorAccessPrevention, 3u, Verdict.Smap, TestName = "SMAP, a write")]
    public void RingZeroInAPageOfRingThree(uint what, AccessControlBits switches, uint error, object expected)
    {
        var code = (PageFaultErrorCode)error;
        var entries = new AccessEntries(new PageEntry(0x1001), new PageEntry(0x2007), new PageEntry(0x3007));
        ExplainedWalk walk = ExplainedWalk.Of(new LinearAddress(Mine), PagingFormat.Pae, entries, default);
        Access access = FaultExplainer.AccessOf((PageFaultErrorCode)what, false, false);
        AccessControl control = Usual(PagingFormat.Pae).With(switches);
        AccessOutcome outcome = FaultExplainer.Judge(walk.Walk, code, access, control, Emulator.None);
        Assert.That(FaultExplainer.PageFault(walk.Walk, outcome, default, code, default, Stack), Is.EqualTo(expected));
    }

    [TestCase(4u, 0x40001000u, 0x40001000u, true)]
    [TestCase(5u, 0xC0100000u, 0xC0100000u, true)]
    [TestCase(4u, 0x40001000u, 0x40000FFFu, false, TestName = "Elsewhere it is data")]
    [TestCase(6u, 0x40001000u, 0x40001000u, false, TestName = "A write is no fetch")]
    [TestCase(0x14u, 0x40001000u, 0x40001000u, false, TestName = "The code tells it itself")]
    public void AFetchThatTheErrorCodeCallsARead(uint error, uint eip, uint address, bool expected) =>
        Assert.That(FaultExplainer.IsUnreportedFetch((PageFaultErrorCode)error, eip, new LinearAddress(address)), Is.EqualTo(expected));

    [TestCase(0u, 0u, 0x90909090u, Verdict.DivideError)]
    [TestCase(6u, 0u, 0x90900B0Fu, Verdict.InvalidOpcode)]
    [TestCase(3u, 0u, 0x90909090u, Verdict.ProgramTrap)]
    [TestCase(16u, 0u, 0x90909090u, Verdict.FloatingPoint)]
    [TestCase(13u, 0x72u, 0x90900ECDu, Verdict.GateForbidden)]
    [TestCase(13u, 0x10u, 0x9090D88Eu, Verdict.GeneralProtection)]
    [TestCase(13u, 0u, 0x909090FAu, Verdict.PrivilegedInstruction)]
    [TestCase(13u, 0u, 0x90909090u, Verdict.GeneralProtection)]
    [TestCase(17u, 0u, 0x90909090u, Verdict.Misaligned)]
    [TestCase(5u, 0u, 0x90909090u, Verdict.BoundExceeded)]
    [TestCase(10u, 0x18u, 0x909090CFu, Verdict.NestedTask)]
    [TestCase(11u, 0x18u, 0x9090D88Eu, Verdict.SegmentNotPresent)]
    [TestCase(12u, 0u, 0x90909090u, Verdict.StackSegment)]
    [TestCase(12u, 0x18u, 0x9090D08Eu, Verdict.StackSegment)]
    [TestCase(7u, 0u, 0x90909090u, Verdict.OtherException)]
    public void OtherExceptions(uint vector, uint error, uint instruction, object expected) =>
        Assert.That(FaultExplainer.Exception(vector, error, PrivilegedInstruction.RuleOf(Bytes(instruction))), Is.EqualTo(expected));

    [TestCase(0xF4u, Verdict.PrivilegedInstruction, TestName = "hlt")]
    [TestCase(0xFAu, Verdict.PrivilegedInstruction, TestName = "cli")]
    [TestCase(0xFA2Eu, Verdict.PrivilegedInstruction, TestName = "cs cli")]
    [TestCase(0x350Fu, Verdict.PrivilegedInstruction, TestName = "sysexit")]
    [TestCase(0x66666666u, Verdict.GeneralProtection, TestName = "nothing but prefixes")]
    [TestCase(0x330Fu, Verdict.PrivilegedInstruction, TestName = "rdpmc")]
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
        Assert.That(PrivilegedInstruction.VerdictOf(PrivilegedInstruction.RuleOf(Bytes(bytes))), Is.EqualTo(expected));

    /// <summary>An instruction has 15 bytes at most; with more, prefixes included, it is no HLT but too long.</summary>
    [Test]
    public void PrefixesArePassedOverUpToAnInstructionsLength([Range(0, 16)] int prefixes)
    {
        InstructionBytes code = default;
        for (int i = 0; i < prefixes; i++)
        {
            code.Add((byte)(i % 2 == 0 ? 0x66 : 0x2E));
        }

        code.Add(0xF4);
        Assert.That(code.Count, Is.EqualTo(System.Math.Min(prefixes + 1, InstructionBytes.Most)));
        Assert.That(PrivilegedInstruction.RuleOf(code), Is.EqualTo(prefixes < 15 ? InstructionRule.LevelZero : InstructionRule.None));
    }

    [TestCase(0xFAu, "CLI and STI need CPL<=IOPL, and IOPL is 0")]
    [TestCase(0xFB66u, "CLI and STI need CPL<=IOPL, and IOPL is 0")]
    [TestCase(0xF4u, "the instruction needs CPL=0")]
    [TestCase(0x330Fu, "RDPMC needs CPL=0, as long as CR4.PCE=0")]
    [TestCase(0xEFu, "CPL is above IOPL, and the TSS opens no port to ring 3")]
    [TestCase(0x90u, "a rule of segmentation or of the instruction was broken")]
    public void TheSentenceSaysWhatTheInstructionNeeds(uint bytes, string sentence)
    {
        InstructionRule rule = PrivilegedInstruction.RuleOf(Bytes(bytes));
        var fault = new Fault { Vector = 13, Verdict = PrivilegedInstruction.VerdictOf(rule), Rule = rule };
        Assert.That(VerdictText.Of(in fault).Sentence, Is.EqualTo(sentence));
        Assert.That(VerdictText.Of(in fault).Name, Is.EqualTo(VerdictText.Of(fault.Verdict).Name));
    }

    /// <summary>SDM vol. 3, table 6-1, without what only ring 0 or the machine can bring about, and #PF.</summary>
    [Test]
    public void EveryExceptionThatRingThreeCanRaiseHasAReason(
        [Values(0u, 1u, 3u, 4u, 5u, 6u, 10u, 11u, 12u, 13u, 16u, 17u, 19u)] uint vector)
    {
        Assert.That(FaultExplainer.Exception(vector, 0, InstructionRule.None), Is.Not.EqualTo(Verdict.OtherException));
        Assert.That(FaultExplainer.Exception(vector, 0x18, InstructionRule.None), Is.Not.EqualTo(Verdict.OtherException));
    }

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

            foreach (CosmosKernel.Programs.ElfProblem problem in System.Enum.GetValues<CosmosKernel.Programs.ElfProblem>())
            {
                string name = System.Text.RegularExpressions.Regex.Replace(problem.ToString(), "(?<!^)([A-Z]|[0-9]+)", "-$1")
                    .ToLowerInvariant();
                Assert.That(
                    CosmosKernel.Programs.ElfProblemText.Of(problem).Name,
                    Is.EqualTo(name.Replace("i-386", "i386", System.StringComparison.Ordinal)));
            }
        });
    }

    /// <summary>As the kernel runs, on a processor that has all of it.</summary>
    private static AccessControl Usual(PagingFormat format) => new(
        AccessControlBits.WriteProtect | AccessControlBits.PageSizeExtensions | AccessControlBits.PageAttributeTable
            | AccessControlBits.WidePageSizeExtensions
            | (format.HasExecuteDisable ? AccessControlBits.ExecuteDisable : AccessControlBits.None),
        36);

    private static InstructionBytes Bytes(uint bytes)
    {
        InstructionBytes code = default;
        for (int i = 0; i < sizeof(uint); i++)
        {
            code.Add((byte)(bytes >> (i * 8)));
        }

        return code;
    }

    /// <summary>Under PAE bit 62; in the two-level format, which has none in a PTE, nothing.</summary>
    private static void SetReservedBit(FakeMachine machine, PageTables tables, LinearAddress page)
    {
        PageWalk walk = tables.Walk(page);
        uint index = walk.Format.Level(walk.Depth - 1).Index(page.Value);
        walk.Format.Write(machine.Memory, walk.Entry(walk.Depth - 2).Address, index, new PageEntry(walk.Last.Raw | (1UL << 62)));
    }
}
