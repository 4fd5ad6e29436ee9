using CosmosKernel.Cpu;
using CosmosKernel.Memory;
using CosmosKernel.Paging;

namespace CosmosKernel.Mappings;

/// <summary>
/// Furnishes the <see cref="Trampoline"/>: descriptor tables, task-state segments, the copy of the entry code, the entry stack. Written
/// through physical memory before the trampoline is mapped; then three registers are pointed at it.
/// </summary>
internal static unsafe class TrapEntry
{
    private const int UserCallable = 3;
    private const int KernelOnly = 0;

    /// <summary>Builds the trampoline in the kernel's own tables.</summary>
    /// <param name="space">Those tables.</param>
    /// <param name="machine">The machine.</param>
    /// <param name="stacks">The kernel's stacks.</param>
    /// <param name="image">What of the window is the kernel's image.</param>
    public static void Build(KernelSpace space, Machine machine, KernelStacks stacks, LinearRange image)
    {
        PhysicalMemory memory = machine.Memory;
        byte* data = memory.Pointer(space.AddTrampolinePage(Trampoline.Variables, PageRights.Write));
        ((TrampolineVariables*)data)->KernelStackTop = stacks.Top.Value;
        ((TrampolineVariables*)data)->KernelMxcsr = TrampolineVariables.ResetMxcsr;
        WriteGlobalTable((SegmentDescriptor*)(data + (Trampoline.GlobalTable - Trampoline.Variables)));
        WriteTaskStates(
            (TaskStateSegment*)(data + (Trampoline.TaskState - Trampoline.Variables)),
            (TaskStateSegment*)(data + (Trampoline.DoubleFaultTaskState - Trampoline.Variables)),
            space.Tables.Root,
            stacks.DoubleFaultTop);
        ((TrampolineVariables*)data)->UndefinedHandler = UndefinedHandler();
        WriteSignpost((Signpost*)(data + (Trampoline.Signpost - Trampoline.Variables)), space.Tables, memory, machine.Layout, image);

        WriteInterruptTable((GateDescriptor*)memory.Pointer(space.AddTrampolinePage(Trampoline.InterruptTable, PageRights.None)));

        byte* code = memory.Pointer(space.AddTrampolinePage(Trampoline.Code, PageRights.Execute));
        new System.Span<byte>((byte*)EntryCode.Start(), (int)EntryCode.Length()).CopyTo(new System.Span<byte>(code, (int)Frame.Size));

        space.AddTrampolinePage(Trampoline.Stack, PageRights.Write);
    }

    /// <summary>Points the processor at the trampoline's tables. The kernel's own directory must be in force.</summary>
    public static void Install()
    {
        DescriptorTables.LoadGlobal(Trampoline.GlobalTable, (uint)(Selector.Count * sizeof(SegmentDescriptor)));
        DescriptorTables.LoadInterrupt(Trampoline.InterruptTable, (uint)((Trampoline.SystemCallVector + 1) * sizeof(GateDescriptor)));
        DescriptorTables.LoadTask(Selector.Task);
    }

    /// <summary>
    /// Another format's kernel tables are in force, and the trampoline is the same: what names the old ones is the double-fault task's CR3,
    /// and the signpost.
    /// </summary>
    /// <param name="kernel">The tables in force.</param>
    public static void UseTables(PageTables kernel)
    {
        ((TaskStateSegment*)Trampoline.DoubleFaultTaskState)->Cr3 = kernel.Root.Value;
        WriteTables((Signpost*)Trampoline.Signpost, kernel);
    }

    /// <summary>
    /// The processor lacks instructions that the compiler's code has: then whoever started this kernel carries them out, in the handler of
    /// #UD in the table that is still in force.
    /// </summary>
    private static uint UndefinedHandler() =>
        Feature.HasAllOfCompiledCode() ? 0 : ((GateDescriptor*)DescriptorTables.ReadInterrupt())[ExceptionVector.InvalidOpcode].Offset;

    private static void WriteTables(Signpost* sign, PageTables kernel)
    {
        sign->EntryBytes = (uint)kernel.Format.EntryBytes;
        sign->HasExecuteDisable = kernel.Format.HasExecuteDisable ? 1u : 0;
        sign->KernelRoot = kernel.Root.Value;
    }

    private static void WriteGlobalTable(SegmentDescriptor* table)
    {
        table[Selector.KernelCode / 8] = SegmentDescriptor.Code(0);
        table[Selector.KernelData / 8] = SegmentDescriptor.Data(0);
        table[Selector.UserCode / 8] = SegmentDescriptor.Code(3);
        table[Selector.UserData / 8] = SegmentDescriptor.Data(3);
        table[Selector.Task / 8] = SegmentDescriptor.Task(Trampoline.TaskState);
        table[Selector.DoubleFaultTask / 8] = SegmentDescriptor.Task(Trampoline.DoubleFaultTaskState);
    }

    private static void WriteTaskStates(
        TaskStateSegment* main, TaskStateSegment* doubleFault, PhysicalAddress kernelRoot, LinearAddress stackTop)
    {
        main->Esp0 = Trampoline.StackTop;
        main->Ss0 = Selector.KernelData;
        main->IoMapBase = TaskStateSegment.Size;

        doubleFault->Cr3 = kernelRoot.Value;
        doubleFault->Eip = EntryCode.DoubleFaultEntry();
        doubleFault->Esp = stackTop.Value;
        doubleFault->Eflags = Eflags.AlwaysOne;
        doubleFault->Cs = Selector.KernelCode;
        doubleFault->Ds = doubleFault->Es = doubleFault->Ss = Selector.KernelData;
        doubleFault->IoMapBase = TaskStateSegment.Size;
    }

    private static void WriteSignpost(Signpost* sign, PageTables kernel, PhysicalMemory memory, KernelLayout layout, LinearRange image)
    {
        WriteTables(sign, kernel);
        sign->PageOffset = layout.PageOffset;
        sign->WindowStart = layout.Window.Start;
        sign->WindowLast = layout.Window.Last;
        sign->ImageStart = image.Start;
        sign->ImageLast = image.Last;
        sign->MemoryBytes = Frame.RoundDown(memory.Size);
        sign->SignpostBytes = (uint)sizeof(Signpost);
        sign->TrapFrameBytes = (uint)sizeof(TrapFrame);
        sign->Magic = Signpost.MagicValue;
    }

    /// <summary>Ring 3 may call three vectors: the system call, and what <c>int3</c> and <c>into</c> raise.</summary>
    private static void WriteInterruptTable(GateDescriptor* table)
    {
        for (int vector = 0; vector < Trampoline.HardwareVectors; vector++)
        {
            bool callable = vector == ExceptionVector.Breakpoint || vector == ExceptionVector.Overflow;
            table[vector] = GateDescriptor.Interrupt(Trampoline.Stub(vector), callable ? UserCallable : KernelOnly);
        }

        if (!Feature.HasAllOfCompiledCode())
        {
            table[ExceptionVector.InvalidOpcode] = GateDescriptor.Interrupt(
                Trampoline.Code + EntryCode.UndefinedEntry() - EntryCode.Start(), KernelOnly);
        }

        table[ExceptionVector.DoubleFault] = GateDescriptor.Task(Selector.DoubleFaultTask);
        table[Trampoline.SystemCallVector] = GateDescriptor.Interrupt(Trampoline.Stub(Trampoline.SystemCallVector), UserCallable);
    }
}
