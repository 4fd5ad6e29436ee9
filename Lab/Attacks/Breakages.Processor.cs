using CosmosPaging.Lab.Choices;

namespace CosmosPaging.Lab.Attacks;

/// <content>What the attacks on the processor's protection must notice.</content>
public static partial class Breakages
{
    private const string Entry = "CosmosKernel/Plugs/EntryCodePlug.cs";
    private const string Furniture = "CosmosKernel/Mappings/TrapEntry.cs";
    private const string Frames = "CosmosKernel/Signals/SignalFrames.cs";
    private const string Dispatcher = "CosmosKernel/Traps/TrapDispatcher.cs";

    private static Breakage[] Processor() =>
    [
        new(
            "no-lldt",
            "LDTR keeps what a reset left in it: base 0, limit FFFF",
            "CosmosKernel/Plugs/DescriptorTablesPlug.cs",
            "LoadTaskCode",
            "lldt ax             ; after a reset",
            "; after a reset"),
        new(
            "gates-open",
            "ring 3 may call every gate of the IDT",
            Furniture,
            "WriteInterruptTable",
            "callable ? UserCallable : KernelOnly",
            "UserCallable")
        {
            PublicBugs = ["cve-2018-8897"],
        },
        new(
            "breakpoint-closed",
            "ring 3 may not call the gate of INT3",
            Furniture,
            "WriteInterruptTable",
            "vector == ExceptionVector.Breakpoint || vector",
            "vector"),
        new(
            "ports-open",
            "the TSS has an I/O permission bitmap, which opens some ports",
            Furniture,
            "WriteTaskStates",
            "main->IoMapBase = TaskStateSegment.Size;",
            "main->IoMapBase = 0x20;"),
        new(
            "tss-for-ring-3",
            "ring 3 may jump to the task-state segments",
            "CosmosKernel/Cpu/SegmentDescriptor.cs",
            "Task",
            "PresentBit | AvailableTask, 0)",
            "PresentBit | 0x60 | AvailableTask, 0)"),
        new(
            "conforming-kernel-code",
            "the kernel's code segment is conforming: ring 3 may jump to it, and stays ring 3",
            Furniture,
            "WriteGlobalTable",
            "table[Selector.KernelCode / 8] = SegmentDescriptor.Code(0);",
            "table[Selector.KernelCode / 8] = SegmentDescriptor.Code(0); ((byte*)table)[Selector.KernelCode + 5] |= 4;"),
        new(
            "iopl-3",
            "a program begins with IOPL 3",
            "CosmosKernel/Programs/ProgramLoader.cs",
            "TryStart",
            "Eflags.AlwaysOne | Eflags.InterruptEnable;",
            "Eflags.AlwaysOne | Eflags.InterruptEnable | 0x3000;"),
        new(
            "no-cld",
            "the kernel runs with the direction flag of ring 3",
            Entry,
            "Save",
            "        cld\n        mov ecx",
            "        mov ecx")
        {
            PublicBugs = ["reactos-6801"],
        },
        new(
            "no-fxsave",
            "what a task has in x87 and XMM registers is not kept when it enters the kernel",
            Entry,
            "CallForTask",
            "        fxsave [eax]\n        fninit",
            "        fninit")
        {
            PublicBugs = ["serenity-26041"],
        },
        new(
            "segments-not-switched",
            "FS and GS stay what the task before had",
            "CosmosKernel/Scheduling/Scheduler.cs",
            "Switch",
            "        SegmentRegisters.Exchange(&previous->Segments, &next->Segments);\n",
            ""),
        new(
            "entry-code-for-ring-3",
            "the page of the entry code is ring 3's",
            Furniture,
            "Build",
            "space.AddTrampolinePage(Trampoline.Code, PageRights.Execute)",
            "space.AddTrampolinePage(Trampoline.Code, PageRights.Execute | PageRights.User)"),
        new(
            "tables-for-ring-3",
            "ring 3 can read and write the page of the GDT and the TSS",
            Furniture,
            "Build",
            "space.AddTrampolinePage(Trampoline.Variables, PageRights.Write)",
            "space.AddTrampolinePage(Trampoline.Variables, PageRights.Write | PageRights.User)"),
        new(
            "entry-stack-executable",
            "under PAE the page of the entry stack has XD=0",
            Furniture,
            "Build",
            "space.AddTrampolinePage(Trampoline.Stack, PageRights.Write)",
            "space.AddTrampolinePage(Trampoline.Stack, PageRights.Write | PageRights.Execute)")
        {
            Cell = new CellPattern(Paging: KernelWords.Pae),
        },
        new(
            "window-for-ring-3",
            "directory entries of the kernel's window have U/S=1, and so have the large pages that they are",
            "CosmosKernel/Mappings/KernelSpace.cs",
            "Build",
            "Frame.RoundDown(machine.Memory.Size), PageRights.Write);",
            "Frame.RoundDown(machine.Memory.Size), PageRights.Write | PageRights.User);"),
        new(
            "directory-entry-for-ring-3",
            "one directory entry of the kernel's has U/S=1, and no page under it: only the invariants see it",
            "CosmosKernel/Mappings/KernelSpace.cs",
            "Build",
            "return space;",
            "unsafe { ((uint*)machine.Memory.Pointer(root))[layout.PageOffset >> 22] |= 4; } return space;"),
        new(
            "data-executable",
            "under PAE no page has XD=1",
            "CosmosKernel/Paging/PageTables.cs",
            "LeafBits",
            "Format.HasExecuteDisable && (rights & PageRights.Execute) == 0 ?",
            "Format.HasExecuteDisable && rights == (PageRights)0x80 ?")
        {
            Cell = new CellPattern(Paging: KernelWords.Pae),
        },
        new(
            "handler-with-tf",
            "a handler is stepped through if the program was",
            Frames,
            "TryDeliver",
            "~(Eflags.Direction | Eflags.Trap | Eflags.Resume)",
            "~(Eflags.Direction | Eflags.Resume)")
        {
            PublicBugs = ["serenity-16129"],
        },
        new(
            "handler-with-df",
            "a handler begins with the program's direction flag",
            Frames,
            "TryDeliver",
            "~(Eflags.Direction | Eflags.Trap | Eflags.Resume)",
            "~(Eflags.Trap | Eflags.Resume)")
        {
            PublicBugs = ["serenity-16129"],
        },
        new(
            "no-alignment-check",
            "EFLAGS.AC has no effect: CR0.AM is 0",
            "CosmosKernel/Mappings/PagingSwitch.cs",
            "TurnOn",
            "Cr0.WriteProtect | Cr0.AlignmentMask |",
            "Cr0.WriteProtect |")
        {
            Cell = new CellPattern(Emulator: EmulatorChoice.Bochs),
        },
        new(
            "x87-errors-outside",
            "an x87 exception is an interrupt of the PIC's, which is masked, and no #MF: CR0.NE is 0",
            "CosmosKernel/Mappings/PagingSwitch.cs",
            "TurnOn",
            "| wanted) & ~Cr0.Emulation);",
            "| wanted) & ~(Cr0.Emulation | Cr0.NumericError));"),
        new(
            "frame-place-unchecked",
            "a system call does not look whether its frame lies where ring 3's must",
            Entry,
            "StartCode",
            "            jne CosmosKernelStraySystemCall\n",
            ""),
        new(
            "vm-unchecked",
            "no trap looks at EFLAGS.VM",
            Dispatcher,
            "Handle",
            "if ((frame->Eflags & Eflags.Virtual8086) != 0)",
            "if ((frame->Eflags & 0) != 0)"),
    ];
}
