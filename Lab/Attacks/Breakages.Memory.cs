namespace CosmosPaging.Lab.Attacks;

/// <content>What the attacks on memory must notice.</content>
public static partial class Breakages
{
    private const string OfPages = "CosmosKernel/TaskMemory/AddressSpace.Pages.cs";
    private const string OfSpaces = "CosmosKernel/TaskMemory/AddressSpace.cs";
    private const string OfSignals = "CosmosKernel/Signals/SignalFrames.cs";

    private static Breakage[] Memory() =>
    [
        new(
            "child-on-kernel-tables",
            "a forked child returns to ring 3 on the tree that is the kernel's view of it",
            "CosmosKernel/Calls/ProcessCalls.cs",
            "Fork",
            "child->Trees.InRing3.Value",
            "child->Trees.Root.Value")
        {
            Cell = new CellPattern("kpti"),
        },
        new(
            "entry-tables-of-another",
            "a switch of tasks leaves the entry code the last task's second tree, and the kernel copies from and to that task",
            "CosmosKernel/Scheduling/Scheduler.cs",
            "Enter",
            "        Variables->Task.Cr3 = task->Entry.Cr3;\n",
            "        Variables->Task.Cr3 = Variables->Task.Cr3 == Mapping.Kernel.Root.Value ? task->Entry.Cr3 : Variables->Task.Cr3;\n")
        {
            Cell = new CellPattern("kpti"),
        },
        new(
            "no-invlpg-after-copy",
            "the TLB keeps the shared frame when a write has brought a copy",
            OfPages,
            "BreakSharing",
            "        Flush(address);\n        return isShared",
            "        return isShared")
        {
            PublicBugs = ["zeke-91"],
        },
        new(
            "fork-leaves-writable",
            "what a fork shares stays writable on both sides",
            "CosmosKernel/TaskMemory/Fork.cs",
            "TryShare",
            "if (entry.IsWritable)",
            "if (entry.IsWritable && false)"),
        new(
            "no-flush-after-fork",
            "the TLB keeps R/W=1 of the pages that a fork shares",
            OfSpaces,
            "TryFork",
            "view.FlushAll(Tables);",
            ""),
        new(
            "mprotect-ignores-sharing",
            "mprotect makes a page writable that somebody else has, too",
            OfPages,
            "EntryOf",
            "frames.IsShared(frame) ? rights & ~PageRights.Write : rights",
            "rights"),
        new(
            "only-first-page-checked",
            "of a buffer in two pages only the first is looked at",
            OfSpaces,
            "TryFaultIn",
            "if (page == last.Page)",
            "if (page == last.Page || bytes > 0)")
        {
            PublicBugs = ["basekernel-230"],
        },
        new(
            "frame-runs-over",
            "a signal's frame that begins in a good page is written to the end, in whatever frame of memory comes next",
            OfSpaces,
            "Find",
            "if (start.PageOffset + (bytes - 1) >= Frame.Size)",
            "if (start.PageOffset + (bytes - 1) >= 2 * Frame.Size)"),
        new(
            "pointer-rights-unchecked",
            "what the kernel writes for a program need only be readable for it",
            OfSpaces,
            "TryWrite",
            "if (!TryFaultIn(destination, bytes, PageRights.User | PageRights.Write))",
            "if (!TryFaultIn(destination, bytes, PageRights.User))")
        {
            PublicBugs = ["basekernel-230", "uros-385"],
        },
        new(
            "frame-on-read-only",
            "a signal's frame is written to a page that the program can only read",
            OfSignals,
            "TryDeliver",
            "scheduler.Space.Find(new LinearAddress(at), bytes, PageRights.User | PageRights.Write)",
            "scheduler.Space.Find(new LinearAddress(at), bytes, PageRights.User)"),
        new(
            "frame-failure-ignored",
            "a handler is called although its frame did not fit",
            OfSignals,
            "TryDeliver",
            "if (direct == null && !scheduler.Space.TryWrite(target, new LinearAddress(at), bytes))",
            "if (direct == null && !scheduler.Space.TryWrite(target, new LinearAddress(at), bytes) && false)")
        {
            PublicBugs = ["pintos-sc-boundary"],
        },
        new(
            "sigreturn-blocks-kill",
            "rt_sigreturn lets a program block SIGKILL and SIGSTOP",
            OfSignals,
            "TryReturn",
            "task->BlockedLow = saved->BlockedLow & ~Signal.FinalMask;",
            "task->BlockedLow = saved->BlockedLow;"),
        new(
            "sigreturn-takes-flags",
            "rt_sigreturn takes IOPL from the program's stack",
            OfSignals,
            "ReturnedFlags",
            "Eflags.AlignmentCheck | Eflags.Direction | Eflags.Trap | Eflags.Resume | Eflags.Arithmetic;",
            "Eflags.AlignmentCheck | Eflags.Direction | Eflags.Trap | Eflags.Resume | Eflags.Arithmetic | 0x3000;")
        {
            PublicBugs = ["asterinas-3781"],
        },
        new(
            "sigreturn-takes-selectors",
            "rt_sigreturn takes any selector for a data segment register",
            OfSignals,
            "Loadable",
            "return value == Selector.UserData || value == Selector.UserCode ? value : 0;",
            "return value;")
        {
            PublicBugs = ["toaruos-306"],
        },
        new(
            "sigreturn-takes-mxcsr",
            "rt_sigreturn takes bits of MXCSR that do not exist",
            "CosmosKernel/Tasks/FloatingPointState.cs",
            "MakeLoadable",
            "*Mxcsr(scratch) &= known == 0 ? OldestMxcsrMask : known;",
            "*Mxcsr(scratch) |= known == 0 ? OldestMxcsrMask : 0;")
        {
            PublicBugs = ["asterinas-3920"],
        },
        new(
            "siginfo-not-cleared",
            "the part of siginfo that a fault does not fill keeps what the stack held",
            OfSignals,
            "Fill",
            "empty[0] = default;",
            ""),
        new(
            "kernel-pointer-in-frame",
            "the eight bytes between a frame and its x87 state hold a pointer of the kernel's",
            OfSignals,
            "Fill",
            "to->ReturnCodeRest = ReturnCodeRest;",
            "to->ReturnCodeRest = ReturnCodeRest; (&to->ReturnCodeRest)[1] = (uint)task;"),
        new(
            "gs-upper-half",
            "a frame has whatever the stack held above the selector of GS",
            "CosmosKernel/Plugs/SegmentRegistersPlug.cs",
            "ReadTo",
            "mov [eax], ecx",
            "mov [eax], cx"),
        new(
            "selector-upper-half",
            "a frame has whatever the entry stack held above the selectors of ES and DS",
            OfSignals,
            "Fill",
            "to->EsUpper = to->DsUpper = to->CsUpper = to->SsUpper = 0;",
            "")
        {
            // Both emulators write zeros there; a processor may leave it as it was (SDM vol. 2B, PUSH).
            Imitation = new(
                Entry,
                "Save",
                "        push ds\n        push es\n",
                "        push ds\n        or dword [esp], 0x5EC30000\n        push es\n        or dword [esp], 0x5EC40000\n"),
        },
        new(
            "frames-not-cleared",
            "a page of zeros is whatever its frame held",
            OfPages,
            "AddZeroPage",
            "frames.TryAllocate(out PhysicalAddress frame)",
            "frames.TryAllocateUncleared(out PhysicalAddress frame)"),
        new(
            "new-task-without-fpu-state",
            "a new task's x87 and SSE state is not set",
            "CosmosKernel/Programs/ProgramLoader.cs",
            "Fill",
            "FloatingPointState.Reset(UserTask.FxArea(task));",
            ""),
        new(
            "heap-up-to-stack",
            "brk gives the page below the stack, too",
            "CosmosKernel/Calls/MemoryCalls.cs",
            "Brk",
            "IsFree(new LinearRange(had, added.Last + Frame.Size))",
            "IsFree(added)"),
        new(
            "no-gap-below-stack",
            "mmap2 gives the page below the stack",
            "CosmosKernel/Calls/MemoryCalls.cs",
            "StackGap",
            "= 16 * Frame.Size;",
            "= 0;")
        {
            PublicBugs = ["ltp-185"],
        },
        new(
            "one-region-too-many",
            "a change may leave one region more than a task can have",
            "CosmosKernel/Tasks/RegionTable.cs",
            "CanReplace",
            "return CountAfterCut(range) - CountIn(range) + 1 - joined <= Capacity;",
            "return CountAfterCut(range) - CountIn(range) - joined <= Capacity;"),
        new(
            "failed-fork-keeps-a-frame",
            "a fork that fails because no frame is left for a table keeps its hold on a page",
            "CosmosKernel/TaskMemory/Fork.cs",
            "TryShare",
            "                frames.Release(entry.Address);\n",
            ""),
        new(
            "failed-fork-keeps-a-task",
            "a fork that fails keeps the child's frame",
            "CosmosKernel/Calls/ProcessCalls.cs",
            "Fork",
            "            scheduler.Free(child);\n            return -Errno.NoMemory;",
            "            return -Errno.NoMemory;"),
        new(
            "seal-outlives-its-page",
            "a sealed page's frame stays read-only in the kernel's window when the page is gone",
            "CosmosKernel/Mappings/VmallocArea.cs",
            "TryUnmap",
            "mapping.TryChangeKernelRights(alias, PageRights.Write, PageRights.None, out StaleTranslation ofAlias);",
            "StaleTranslation ofAlias = stale;"),
        new(
            "log-is-free",
            "what a program writes into the log costs it nothing",
            "CosmosKernel/Calls/SystemCalls.cs",
            "Write",
            "task->LogBytes += added;",
            ""),
    ];
}
