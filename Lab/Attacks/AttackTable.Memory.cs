using CosmosPaging.Lab.Choices;

namespace CosmosPaging.Lab.Attacks;

/// <content>Memory: buffers, signal frames, stacks, exhaustion, leaks.</content>
public static partial class AttackTable
{
    private const int TimeLimitSignal = 24;
    private const uint BelowHighWindow = 0xBFE00000;
    private const uint BelowTrampoline = 0xFFA00000;

    private static Attack[] Memory() =>
    [
        new("entry-state", "looks at all that a new program finds: registers, flags, x87 and SSE, its stack's page, .bss")
        {
            Source = "entry-state.asm",
            End = AttackEnd.Exit(0),
            InSample = true,
            Notices = ["new-task-without-fpu-state"],
        },
        new("leaks", "plants secrets in one task, and looks for them, and for kernel addresses, in all that the kernel gives the next")
        {
            HasWitness = true,
            InSample = true,
            Notices = ["frames-not-cleared", "siginfo-not-cleared", "kernel-pointer-in-frame", "gs-upper-half", "selector-upper-half"],
        },
        new("buffers", "gives every call buffers before, on and behind every boundary of what it may touch")
        {
            HasWitness = true,
            InSample = true,
            Notices = ["only-first-page-checked", "pointer-rights-unchecked"],
        },
        new("forged-frames", "returns by signal frames of random bits, and by some that cannot be")
        {
            HasWitness = true,
            InSample = true,
            Notices = ["sigreturn-blocks-kill", "sigreturn-takes-flags", "sigreturn-takes-selectors", "sigreturn-takes-mxcsr"],
        },
        new("frame-faults", "has signals come while ESP is at, over and beyond the edges of what it may write")
        {
            HasWitness = true,
            InSample = true,
            Notices = ["frame-on-read-only", "frame-failure-ignored", "frame-runs-over"],
        },
        new("copy-on-write", "has the kernel write, by calls and by a signal's frame, to shared pages that it has only read since the fork")
        {
            InSample = true,
            Notices = ["no-invlpg-after-copy"],
        },
        new("sharing", "writes to every kind of page on both sides of a fork, also after changes of their rights")
        {
            HasWitness = true,
            InSample = true,
            Notices = ["fork-leaves-writable", "no-flush-after-fork", "mprotect-ignores-sharing"],
        },
        new("stacks", "recurs without end on every kind of stack, without and with a handler that recurs, too")
        {
            HasWitness = true,
            InSample = true,
            Notices = ["no-gap-below-stack"],
        },
        new("heap-at-stack", "moves its heap up to the stack")
        {
            Source = "brk-at-stack.c",
            LinkedAt = BelowTrampoline,
            Only = [new CellPattern(LeavesWindowToTasks: true), new CellPattern(Layout: KernelWords.Low, LeavesWindowToTasks: false)],
            HasWitness = true,
            InSample = true,
            NoBreakage = "the next row sees it",
        },
        new("heap-at-lower-stack", "moves its heap up to the stack, where that lies below the kernel")
        {
            Source = "brk-at-stack.c",
            LinkedAt = BelowHighWindow,
            Only = [new CellPattern(Layout: KernelWords.High, LeavesWindowToTasks: false)],
            HasWitness = true,
            InSample = true,
            Notices = ["heap-up-to-stack"],
        },
        new("map-everything", "asks for as many regions as there may be, maps all of its space, and takes away its own code and stack")
        {
            HasWitness = true,
            InSample = true,
            Notices = ["one-region-too-many"],
        },
        new("out-of-memory", "makes every call, and sets off a fork bomb, with so many frames left and with fewer, down to two")
        {
            HasWitness = true,
            Notices = ["failed-fork-keeps-a-frame", "failed-fork-keeps-a-task"],
        },
        new("vmalloc-exhausted", "fills the kernel's vmalloc area, seals all of it, and gives it back, again and again")
        {
            HasWitness = true,
            InSample = true,
            KernelsVerdict = "read-only",
            Notices = ["seal-outlives-its-page"],
        },
        new("log-flood", "writes into the log as fast as it can")
        {
            End = AttackEnd.Signal(TimeLimitSignal),
            Seconds = 1,
            HasWitness = true,
            Notices = ["log-is-free"],
        },
        new("processor-time", "gives the processor away before each tick, so that its victim is seen at them all")
        {
            Seconds = 2,
            InSample = true,
            NoBreakage = "the kernel as it was, which charged a whole tick to whoever ran at it, fails this row",
        },
        new("fault-storm", "raises a million faults in a row, of every kind that can be handled")
        {
            HasWitness = true,
            InSample = true,
            NoBreakage = "it is there for what adds up; each kind of fault by itself is another row's",
        },
    ];
}
