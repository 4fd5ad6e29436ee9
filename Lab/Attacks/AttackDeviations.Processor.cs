using System;
using System.Linq;
using CosmosPaging.Lab.Choices;

namespace CosmosPaging.Lab.Attacks;

/// <content>What the attacks on the processor's protection see.</content>
public static partial class AttackDeviations
{
    private const string EntersVirtual8086 =
        "its IRET enters virtual-8086 mode whenever EFLAGS.VM is 1 in the frame; the SDM asks for CPL=0";

    private const string NoSseExceptions = "an SSE exception that MXCSR does not mask has no effect; by the SDM it is #XM";

    private const string NoPrivilegeNeeded = "INVD and WBINVD are carried out in ring 3; by the SDM they are #GP(0)";

    private static Version Qemu7 => new(7, 2);

    private static Version Qemu10 => new(10, 0);

    private static AttackDeviation[] Processor() =>
    [
        OldLine(
            "instructions",
            "lock hlt: signal 11, vector 13, error 00000000",
            "LOCK before HLT is passed over; by the SDM it is #UD, before CPL is looked at"),
        OldLine("instructions", "int1: signal 4, vector 6, error 00000000", "ICEBP (F1h) is #UD in ring 3; by the SDM it is #DB"),
        OldLine(
            "instructions",
            "lock mov [ebx], eax: signal 0, vector 0, error 00000000",
            "LOCK before MOV is passed over; by the SDM it is #UD"),
        OldLine(
            "instructions",
            "8f /1*: signal 0, vector 0, error 00000000",
            "8Fh with a ModRM byte that names no instruction is POP; by the SDM it is #UD"),
        OldLine(
            "instructions",
            "c6 /1: signal 0, vector 0, error 00000000",
            "C6h with a ModRM byte that names no instruction is MOV; by the SDM it is #UD"),
        Line(
            "instructions",
            "mov ds, 0; mov eax, [eax]: signal 11, vector 14, error 00000004",
            "a null selector in DS is not looked at when DS is used: the page decides; by the SDM it is #GP(0)"),
        Line(
            "instructions",
            "clflush [trampoline]: signal 0, vector 0, error 00000000",
            "CLFLUSH does not look at the page; by the SDM it needs the right to read"),
        Line(
            "instructions",
            "ldmxcsr with reserved bits: signal 0, vector 0, error 00000000",
            "LDMXCSR takes reserved bits; by the SDM it is #GP(0)"),
        .. from instruction in new[] { "invd", "wbinvd" }
           select new AttackDeviation(EmulatorChoice.Qemu, Qemu10, "instructions", NoPrivilegeNeeded)
           {
               RightUpTo = Qemu7,
               Line = $"{instruction}: signal 0, vector 0, error 00000000",
           },
        .. from exception in new[] { "invalid", "zero divide", "overflow", "underflow", "inexact" }
           select Line("floating", $"SSE {exception}: signal 0, vector 0, code 0", NoSseExceptions),
        Line(
            "entry-flags",
            "misaligned data with AC: signal 0, vector 0, error 0",
            "EFLAGS.AC has no effect; by the SDM misaligned data is #AC if CR0.AM is set"),
        .. Virtual8086("v86-undefined", "#UD"),
        .. Virtual8086("v86-port", "#GP"),
        .. Virtual8086("v86-page-fault", "#PF"),
        .. Virtual8086("v86-system-call", "INT"),
        .. Virtual8086("v86-tick", "INT"),
    ];

    private static AttackDeviation Line(string attack, string line, string reason) =>
        new(EmulatorChoice.Qemu, Qemu7, attack, reason) { Line = line };

    /// <summary>What QEMU 10.0 does as the SDM says.</summary>
    private static AttackDeviation OldLine(string attack, string line, string reason) =>
        Line(attack, line, reason) with { FixedIn = Qemu10 };

    /// <summary>
    /// Where the kernel's window is at the bottom, and no task's, the mode's memory is there, and the first fetch is what traps.
    /// </summary>
    private static AttackDeviation[] Virtual8086(string attack, string exception) =>
    [
        End(attack, "#PF", new CellPattern(Layout: KernelWords.Low, LeavesWindowToTasks: false)),
        End(attack, exception, new CellPattern(LeavesWindowToTasks: true)),
        End(attack, exception, new CellPattern(Layout: KernelWords.High, LeavesWindowToTasks: false)),
    ];

    private static AttackDeviation End(string attack, string exception, CellPattern cells) => new(
        EmulatorChoice.Qemu, Qemu7, attack, EntersVirtual8086)
    {
        FixedIn = Qemu10,
        End = AttackEnd.Fault(11, exception, "virtual-8086"),
        Cells = cells,
    };
}
