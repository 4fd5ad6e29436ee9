using CosmosKernel.Cpu;
using CosmosKernel.Faults;
using CosmosKernel.Programs;
using CosmosKernel.Tasks;

namespace CosmosKernel.Experiments;

/// <summary>
/// What ring 3 tries, and what must come of it: the answer to the question, as a table. Each row states one expectation. Where it depends
/// on the mapping, the question is the mapping's first view: is the kernel mapped while ring 3 runs? The error codes are those of a page
/// that is mapped but supervisor-only (05 read, 07 write) and of one that is not mapped (04 read, 06 write).
/// </summary>
public static class ExperimentTable
{
    private const int Killed = 128 + Signal.TimeLimit;

    /// <summary>All experiments, in the order in which they are run.</summary>
    public static readonly Experiment[] All =
    {
        // Programs that behave.
        new("hello", "prints, computes, and exits with 42", new Role("hello", Expectation.Exit(42)) { IsCompiled = true }),
        Own("first-instruction", "finds registers and stack as the ABI says", Expectation.Exit(0), "one", "two"),
        new("spin", "two programs that never give the processor away, but still share it", Spinner(), Spinner()),
        new(
            "at-kernel-text",
            "runs at the very address of the kernel's image",
            new Role("at-kernel-text", Expectation.ByWindow(Expectation.Refused(ElfProblem.InKernelSpace), Expectation.Exit(0)))
            {
                LinkedAt = Target.KernelImage,
            }),
        new(
            "same-address",
            "two programs with different contents at one address",
            Ends("same-address", Expectation.Exit(0), "11111111"),
            Ends("same-address", Expectation.Exit(0), "22222222")),

        // The question itself: a kernel address, from ring 3.
        Touch("read-kernel-text", "reads the kernel's code", "read", Target.KernelText, ReadKernel()),
        Touch("write-kernel-text", "writes the kernel's code", "write", Target.KernelText, WriteKernel()),
        Touch("execute-kernel-text", "calls the kernel's code", "execute", Target.KernelText, ExecuteKernel()),
        Touch("read-kernel-data", "reads the kernel's data", "read", Target.KernelData, ReadKernel()),
        Touch("read-kernel-heap", "reads an object on the kernel's heap", "read", Target.KernelHeap, ReadKernel()),
        Touch("read-kernel-stack", "reads the kernel stack", "read", Target.KernelStack, ReadKernel()),

        new(
            "implicit-read",
            "has the processor read a descriptor on the kernel's heap, with ring 0's rights",
            new Role("implicit-read", ReadImplicitly()) { Target = Target.KernelHeap, HasLocalTable = true }),

        Own("survey", "reads a byte in every 4 MB, and prints where there is what", Expectation.Exit(0)),

        // What the mappings answer alike, though not always for the same reason.
        Touch("read-guard-page", "reads the page under the kernel stack", "read", Target.GuardPage, ReadKernelHole()),
        Touch("read-kernel-hole", "reads the kernel's space where nothing is", "read", Target.KernelHole, ReadKernelHole()),
        Touch("read-idt", "reads the trampoline: the IDT", "read", Target.InterruptTable, Read(Verdict.SupervisorOnly)),
        Touch("write-gdt", "writes the trampoline: the GDT", "write", Target.GlobalTable, Write(Verdict.SupervisorOnly)),

        // What the kernel maps while the task is there already.
        new(
            "vmalloc",
            "has the kernel map, use and unmap vmalloc areas, and in every wrong way, too",
            new Role("vmalloc", Expectation.Exit(0)) { EntriesCopied = 2 }),
        new(
            "vmalloc-shared",
            "has the kernel write a new page in one task and read it in another",
            Vmalloc("vmalloc-owner"),
            Vmalloc("vmalloc-reader")),
        new("vmalloc-parent", "has the kernel use a new page in the task's child, then in the task itself", Vmalloc("vmalloc-parent")),
        new(
            "vmalloc-touched",
            "reads a page that the kernel has just mapped, from ring 3: that copies no entry",
            Touches(ReadNewPage(), 0)),
        new("vmalloc-touched-late", "reads it from ring 3 after the kernel has used it in this task", Touches(ReadKernel(), 1)),
        new(
            "vmalloc-sealed",
            "has the kernel make a page read-only, and write to it in two tasks",
            Vmalloc("seal-owner"),
            Vmalloc("seal-other")),

        Own("vmalloc-many", "has the kernel map and unmap a page a hundred times", Expectation.Exit(0)),

        // The task's own space.
        new(
            "new-gigabyte",
            "its heap grows into a gigabyte where it had nothing: under PAE, a new top entry",
            new Role("new-gigabyte", Expectation.Exit(0)) { LinkedAt = Target.EndOfGigabyte }),
        new(
            "old-gigabyte",
            "gives back all of a gigabyte, and writes where its table was",
            new Role("old-gigabyte", NoRead(Verdict.UserHole)) { LinkedAt = Target.EndOfGigabyte, StackPages = 1 }),
        Touch("read-user-hole", "reads its own space where nothing is", "read", Target.UserHole, NoRead(Verdict.UserHole)),
        Touch("null-pointer", "follows a null pointer", "null-pointer", Target.None, NoRead(Verdict.NullPointer)),
        Own("write-own-text", "writes its own code", Write(Verdict.ReadOnly)),
        Own("write-own-constant", "writes its own constants", Write(Verdict.ReadOnly)),
        Own("execute-own-data", "runs bytes of its own data, which only XD can forbid", Expectation.ExitUnlessExecuteDisabled(99)),
        Own("execute-own-stack", "runs bytes of its own stack, which only XD can forbid", Expectation.ExitUnlessExecuteDisabled(99)),
        new(
            "read-neighbour",
            "reads a page that another running task has at that address",
            Ends("secret", Expectation.Exit(0)),
            Ends("neighbour", NoRead(Verdict.UserHole))),
        new("stack-grows", "uses 64 KB of stack", new Role("stack-grows", Expectation.Exit(0)) { StackPages = 16 }),
        Own("stack-too-far", "reaches below what the stack may grow to", NoWrite(Verdict.StackLimit)),
        new("stack-overflow", "recurses without an end", new Role("stack-overflow", NoWrite(Verdict.StackLimit)) { StackPages = 255 }),
        Own("brk", "grows and shrinks its heap", Expectation.Exit(0)),
        Own("brk-beyond", "writes to a heap page that it gave back", NoWrite(Verdict.UserHole)),

        // Memory by request, and what the tables must forget.
        Own("mmap", "maps, unmaps and protects memory, and asks for what makes no sense", Expectation.Exit(0)),
        Own("munmap-touch", "writes to a page that it gave back", NoWrite(Verdict.UserHole)),
        Own("protect-write", "writes to a page that it made read-only", Write(Verdict.ReadOnly)),
        Own("protect-none", "writes to a page that it gave up all rights to", NoWrite(Verdict.NoAccess)),
        Own("protect-unread", "writes to a read-only page that has not come yet", NoWrite(Verdict.RegionForbids)),

        // Two tasks from one, and what they share until they write.
        Own("fork", "forks; parent and child write, each to its own; waits for all kinds of children", Expectation.Exit(0)),
        new("fork-bomb", "forks until memory is full, twice", ForkBomb()),
        new(
            "fork-storm",
            "forks for ever, as do its children, until the time of all is over",
            new Role("fork-storm", Expectation.Exit(Killed)) { Ticks = 10 }),

        // Faults that the program wants for itself.
        Own("signal", "takes its own faults, mends them, and goes on", Expectation.Exit(0)),
        Own("signal-blocked", "faults in the handler of a fault", NoRead(Verdict.NullPointer)),
        Own("signal-no-stack", "faults without a stack for its handler", NoRead(Verdict.NullPointer)),
        Touch(
            "signal-kernel-handler", "names the kernel's code as its handler", "signal-kernel-handler", Target.KernelText, ExecuteKernel()),
        Own("sigreturn-kernel", "returns from a handler to the kernel's code segment", Protection(Selector.KernelCode, Verdict.BadReturn)),
        Own("sigreturn-forged", "returns to flags and selectors that it may not have", Expectation.Exit(0)),
        Own("compare", "says what calls and faults give, line for line as on Linux", Expectation.Exit(0)),
        Own("compare-memory", "says what three generations find in their memory, line for line as on Linux", Expectation.Exit(0)),
        Own("compare-traps", "says how children end that do what they may not, line for line as on Linux", Expectation.Exit(0)),
        Own("compare-random", "does what random numbers say with its memory, line for line as on Linux", Expectation.Exit(0), "1"),

        // Instructions that need more than ring 3.
        Own("mov-cr3", "mov eax, cr3", Protection(0, Verdict.PrivilegedInstruction)),
        Own("write-cr3", "mov cr3, eax", Protection(0, Verdict.PrivilegedInstruction)),
        Own("invlpg", "invlpg", Protection(0, Verdict.PrivilegedInstruction)),
        Own("cli", "cli", Protection(0, Verdict.PrivilegedInstruction)),
        Own("sti", "sti", Protection(0, Verdict.PrivilegedInstruction)),
        Own("hlt", "hlt", Protection(0, Verdict.PrivilegedInstruction)),
        Own("lgdt", "lgdt", Protection(0, Verdict.PrivilegedInstruction)),
        Own("lidt", "lidt", Protection(0, Verdict.PrivilegedInstruction)),
        Own("rdmsr", "rdmsr", Protection(0, Verdict.PrivilegedInstruction)),
        Own("port-io", "out to a port", Protection(0, Verdict.PortForbidden)),
        Own("flags", "popf with IF=0 and IOPL=3, which changes neither", Expectation.Exit(0)),
        Own("int-0e", "int 0x0e, to forge a page fault", Protection((14 << 3) | 2, Verdict.GateForbidden)),
        Own("int-08", "int 0x08, to forge a double fault", Protection((8 << 3) | 2, Verdict.GateForbidden)),
        Own("int-20", "int 0x20, to forge a clock tick", Protection((32 << 3) | 2, Verdict.GateForbidden)),
        Own("kernel-selector", "loads the kernel's data segment", Protection(Selector.KernelData, Verdict.GeneralProtection)),
        Own("far-call", "far call into the kernel's code segment", Protection(Selector.KernelCode, Verdict.GeneralProtection)),
        Own("local-table", "far call through a local descriptor table, which there is not", Protection(0x1004, Verdict.GeneralProtection)),
        Own("iret-to-kernel", "iret to the kernel's code segment", Protection(Selector.KernelCode, Verdict.GeneralProtection)),
        Own(
            "iret-vm",
            "iret with VM=1, which only ring 0 may ask for, to its own code segment",
            Expectation.Exit(0), "1b"),
        new(
            "iret-vm-bad-cs",
            "iret with VM=1 to a code segment that does not exist",
            Ends("iret-vm", Protection(BadSelector, Verdict.GeneralProtection), "38")),
        new(
            "bad-return",
            "is started with a code segment that does not exist",
            new Role("hello", Protection(BadSelector, Verdict.BadReturn)) { StartsBadly = true }),

        // Other exceptions.
        Own("div-zero", "divides by zero", Expectation.Exception(ExceptionVector.DivideError, 0, Verdict.DivideError)),
        Own("undefined", "runs ud2", Expectation.Exception(ExceptionVector.InvalidOpcode, 0, Verdict.InvalidOpcode)),
        Own("int3", "runs a breakpoint", Expectation.Exception(ExceptionVector.Breakpoint, 0, Verdict.ProgramTrap)),
        Own("into", "runs into with OF=1", Expectation.Exception(ExceptionVector.Overflow, 0, Verdict.ProgramTrap)),
        Own("single-step", "sets TF", Expectation.Exception(ExceptionVector.Debug, 0, Verdict.ProgramTrap)),
        Own("single-step-call", "sets TF over a system call", Expectation.Exception(ExceptionVector.Debug, 0, Verdict.ProgramTrap)),
        Own(
            "x87-divide",
            "divides by zero in x87 with the exception unmasked",
            Expectation.Exception(ExceptionVector.X87Error, 0, Verdict.FloatingPoint)),

        Own("strict", "asks for exceptions that not every emulator raises", Expectation.Exit(0)),

        // System calls with what a program has no business passing.
        Pointer("write-kernel-pointer", "passes write a pointer to the kernel's code", Target.KernelText, "10"),
        Pointer("write-trampoline-pointer", "passes write a pointer to the trampoline", Target.InterruptTable, "10"),
        Pointer("write-unmapped-pointer", "passes write a pointer to nothing", Target.UserHole, "10"),
        Pointer("write-null-pointer", "passes write a null pointer", Target.Null, "1"),
        Pointer("write-wrapping-pointer", "passes write a range that wraps round the top", Target.Top, "2000"),
        Pointer("write-huge-piece", "passes write a range of 4 GB less one byte", Target.NeighboursPage, "ffffffff"),
        Own("bad-descriptor", "writes to a file that is not open, and more than can be written", Expectation.Exit(0)),
        Own("unknown-call", "calls what does not exist", Expectation.Exit(0)),
        Own("exit-group", "ends by exit_group with 0x12c", Expectation.Exit(44)),

        // What must survive every trap.
        new("registers", "two programs keep all registers through thousands of traps", Keeper("1234567"), Keeper("89abcde")),
        Own("no-stack", "calls the kernel with a wild stack pointer", Expectation.Exit(0)),
        Own("null-call", "measures the cheapest system call", Expectation.Exit(0)),
    };

    /// <summary>An index beyond the end of the global descriptor table.</summary>
    internal const ushort BadSelector = Selector.Count * 8;

    private static Expectation Read(Verdict verdict) => Expectation.PageFault(0x05, verdict);

    private static Expectation NoRead(Verdict verdict) => Expectation.PageFault(0x04, verdict);

    private static Expectation Write(Verdict verdict) => Expectation.PageFault(0x07, verdict);

    private static Expectation NoWrite(Verdict verdict) => Expectation.PageFault(0x06, verdict);

    private static Expectation Protection(uint error, Verdict verdict) =>
        Expectation.Exception(ExceptionVector.GeneralProtection, error, verdict);

    // A page that the kernel has: mapped and supervisor-only, or not mapped.
    private static Expectation ReadKernel() => Expectation.ByKernelInRing3(Read(Verdict.SupervisorOnly), NoRead(Verdict.NotMappedHere));

    private static Expectation WriteKernel() => Expectation.ByKernelInRing3(Write(Verdict.SupervisorOnly), NoWrite(Verdict.NotMappedHere));

    private static Expectation ExecuteKernel() =>
        Expectation.ByKernelInRing3(Expectation.Fetch(0x05, Verdict.SupervisorOnly), Expectation.Fetch(0x04, Verdict.NotMappedHere));

    // The same as the processor reads it with ring 0's rights.
    private static Expectation ReadImplicitly() =>
        Expectation.ByKernelInRing3(Expectation.Exit(0), Expectation.PageFault(0x00, Verdict.NotMappedHere));

    // A page that the kernel has just mapped: only where a page directory is common to all is it seen at once.
    private static Expectation ReadNewPage() => Expectation.ByKernelInRing3(
        Expectation.ByFormat(NoRead(Verdict.NotMappedHere), Read(Verdict.SupervisorOnly)), NoRead(Verdict.NotMappedHere));

    // A page of the window that not even the kernel has: a hole in its space, or in the task's.
    private static Expectation ReadKernelHole() => Expectation.ByWindow(NoRead(Verdict.KernelHole), NoRead(Verdict.UserHole));

    // Its program has its name.
    private static Experiment Own(string name, string description, Expectation expectation, params string[] arguments) =>
        new(name, description, Ends(name, expectation, arguments));

    private static Role Ends(string program, Expectation expectation, params string[] arguments) =>
        new(program, expectation) { Arguments = arguments };

    private static Role Spinner() => new("spin", Expectation.Exit(Killed)) { Ticks = 6, Preemptions = 4 };

    private static Role Vmalloc(string program) => new(program, Expectation.Exit(0)) { Target = Target.Vmalloc, EntriesCopied = 1 };

    private static Role Touches(Expectation expectation, int entriesCopied) => new("vmalloc-touch", expectation)
    {
        Target = Target.Vmalloc,
        Arguments = new[] { entriesCopied.ToString() },
        EntriesCopied = entriesCopied,
    };

    // A child inherits what its parent has left of its time. The last of some fifteen has thousands of faults behind it, which IL2CPU's
    // code handles slowly. All of them together have three times that (UserTask.Family).
    private static Role ForkBomb() => new("fork-bomb", Expectation.Exit(0))
    {
        Arguments = new[] { "2", "10" },
        Ticks = 20 * ProgramLoader.DefaultTicks,
    };

    // A processor that is slow against its timer, as Bochs' is, needs more than the usual time for thirty million instructions.
    private static Role Keeper(string seed) => new("registers", Expectation.Exit(0))
    {
        Arguments = new[] { seed },
        Ticks = 3 * ProgramLoader.DefaultTicks,
        Preemptions = 1,
    };

    private static Experiment Touch(string name, string description, string program, Target target, Expectation expectation) =>
        new(name, description, new Role(program, expectation) { Target = target });

    private static Experiment Pointer(string name, string description, Target target, string bytes) =>
        new(name, description, new Role("write-pointer", Expectation.Exit(0)) { Target = target, Arguments = new[] { bytes } });
}
