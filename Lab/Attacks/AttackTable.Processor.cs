using CosmosPaging.Lab.Choices;

namespace CosmosPaging.Lab.Attacks;

/// <content>The processor's own protection: segments, gates, privileged instructions, ports, flags, stacks, code.</content>
public static partial class AttackTable
{
    private static Attack[] Processor() =>
    [
        new("instructions", "carries out 140 privileged, undefined and odd instructions, and looks whether anything came of them")
        {
            HasWitness = true,
            InSample = true,
            Notices = ["iopl-3"],
        },
        new("ports", "reads and writes every port with every instruction that can")
        {
            HasWitness = true,
            InSample = true,
            Notices = ["ports-open", "iopl-3"],
        },
        new("selectors", "loads every selector into every segment register, and asks LAR, LSL, VERR and VERW about it")
        {
            HasWitness = true,
            InSample = true,
            Notices = ["segments-not-switched"],
        },
        new("far-transfers", "jumps, calls and returns to other segments, and asks IRET for every flag")
        {
            HasWitness = true,
            InSample = true,
            Notices = ["tss-for-ring-3", "conforming-kernel-code"],
        },
        new("vectors", "calls all 256 vectors by INT, with TF, DF, NT and AC")
        {
            HasWitness = true,
            InSample = true,
            Notices = ["gates-open", "breakpoint-closed"],
        },
        new("own-ldt", "jumps through a descriptor of its own making, where the LDT lies that is in force after a reset")
        {
            Source = "own-ldt.asm",
            LinkedAt = 0x1000,
            End = AttackEnd.Fault(11, "#GP", "general-protection"),
            OtherEnds = [(KernelBelow, AttackEnd.Refused("in-kernel-space"))],
            InSample = true,
            Notices = ["no-lldt"],
        },
        new("own-gate", "calls the kernel's code segment through a gate of its own making in that LDT")
        {
            Source = "own-ldt.asm",
            LinkedAt = 0x1000,
            Defines = ["GATE"],
            End = AttackEnd.Fault(11, "#GP", "general-protection"),
            OtherEnds = [(KernelBelow, AttackEnd.Refused("in-kernel-space"))],
            Notices = ["no-lldt"],
        },
        new("stack-pointer", "puts ESP anywhere, then makes system calls, faults, and waits for the clock")
        {
            HasWitness = true,
            InSample = true,
            NoBreakage = "the processor takes the kernel's stack from the TSS whatever ESP is; a kernel without that does not start",
        },
        new("entry-flags", "enters the kernel with every flag set, and steps through system calls")
        {
            HasWitness = true,
            InSample = true,
            Notices = ["no-cld", "handler-with-tf", "handler-with-df", "no-alignment-check"],
        },
        new("trampoline", "jumps to every byte of the entry code, and reads and writes all the trampoline's pages")
        {
            HasWitness = true,
            InSample = true,
            Notices = ["entry-code-for-ring-3", "tables-for-ring-3", "entry-stack-executable"],
        },
        new("kernel-memory", "reads all of linear space, and writes and executes at the start of every 4 MB")
        {
            HasWitness = true,
            InSample = true,
            Notices = ["window-for-ring-3", "directory-entry-for-ring-3"],
        },
        new("return-tables", "reads kernel addresses after each way into the kernel and back: ring 3 has its own tables again")
        {
            HasWitness = true,
            InSample = true,
            Notices = ["child-on-kernel-tables", "entry-tables-of-another"],
        },
        new("changing-code", "changes code that it runs, on both sides of a fork, too, and runs data")
        {
            HasWitness = true,
            InSample = true,
            Notices = ["data-executable"],
        },
        new("floating", "leaves x87 exceptions pending over switches, calls and forks, and unmasks those of SSE")
        {
            HasWitness = true,
            InSample = true,
            Notices = ["no-fxsave", "x87-errors-outside"],
        },
        Virtual8086("v86-undefined", "UNDEFINED", "meets an undefined instruction", "vm-unchecked"),
        Virtual8086("v86-port", "PORT", "reads a port", "vm-unchecked"),
        Virtual8086("v86-page-fault", "PAGE_FAULT", "reads a page that is not there", "vm-unchecked"),
        Virtual8086("v86-system-call", "SYSTEM_CALL", "calls the kernel", "frame-place-unchecked"),
        Virtual8086("v86-tick", "TICK", "waits for the clock", "vm-unchecked"),
        new("v86-vectors", "calls all 256 vectors from virtual-8086 mode, as far as an IRET of ring 3 gets there")
        {
            HasWitness = true,
            InSample = true,
            Notices = ["frame-place-unchecked", "vm-unchecked"],
        },
    ];

    private static CellPattern KernelBelow => new(Layout: KernelWords.Low, LeavesWindowToTasks: false);

    private static Attack Virtual8086(string name, string define, string what, string breakage) => new(
        name, $"goes to virtual-8086 mode by IRET, and {what} there")
    {
        Source = "v86.asm",
        Defines = [define],
        End = AttackEnd.Fault(11, "#GP", "general-protection"),
        InSample = define is "SYSTEM_CALL" or "TICK",
        Notices = [breakage],
    };
}
